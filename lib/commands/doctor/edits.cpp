#include "commands/doctor/edits.hpp"

#include <algorithm>

#include "text/escape.hpp"

namespace tao::commands {

namespace {

using text::shell_word;

struct Edit {
    std::string content;  // of the file, afterwards
    std::string command;  // that does it
};

struct Lines {
    std::vector<std::string_view> all;
    bool terminated = true;  // the last one ends with a newline
};

Lines lines_of(std::string_view content) {
    Lines lines;
    lines.terminated = content.empty() || content.ends_with('\n');
    while (!content.empty()) {
        const auto end = std::min(content.find('\n'), content.size());
        lines.all.push_back(content.substr(0, end));
        content.remove_prefix(std::min(end + 1, content.size()));
    }
    return lines;
}

bool says_nothing(std::string_view line) {
    const auto first = line.find_first_not_of(" \t\r");
    return first == std::string_view::npos || line[first] == '#';
}

// The key is not there yet: it goes to the end.
Edit at_the_end(const std::string& file, std::string_view content, const std::string& key,
                const std::string& line) {
    const std::string start = content.empty() || content.ends_with('\n') ? "" : "\n";
    return {std::string(content) + start + key + ":\n  " + line + "\n",
            "printf '" + std::string(start.empty() ? "" : "\\n") + "%s:\\n  %s\\n' " + key + " " +
                shell_word(line) + " >> " + shell_word(file)};
}

// The key is there, with lines of its own: as their first, indented like them.
Edit below(const std::string& file, const Lines& lines, std::size_t at, const std::string& line) {
    std::string indent = "  ";
    for (std::size_t next = at + 1; next < lines.all.size(); ++next) {
        if (says_nothing(lines.all[next])) continue;
        const auto first = lines.all[next].find_first_not_of(' ');
        if (first != 0 || lines.all[next].starts_with('-')) indent = std::string(first, ' ');
        break;
    }
    Edit edit;
    for (std::size_t index = 0; index < lines.all.size(); ++index) {
        edit.content += std::string(lines.all[index]) + "\n";
        if (index == at) edit.content += indent + line + "\n";
    }
    // The line, and then another in its place. No backslash: fish has its own opinion of those between quotes.
    edit.command = "sed -i " + shell_word(std::to_string(at + 1) + "{p;s|.*|" + indent + line + "|}") + " " +
                   shell_word(file);
    return edit;
}

// key: {...} or key: [...] in one line: in front of what is there.
Edit inside(const std::string& file, const Lines& lines, std::size_t at, std::size_t brace,
            const std::string& line) {
    const std::string_view old = lines.all[at];
    const bool is_list = old[brace] == '[';
    const bool is_empty = old.find_first_not_of(' ', brace + 1) == old.find(is_list ? ']' : '}', brace);
    const std::string more = line + (is_empty ? "" : ", ");
    Edit edit;
    for (std::size_t index = 0; index < lines.all.size(); ++index) {
        edit.content +=
            index == at ? std::string(old.substr(0, brace + 1)) + more + std::string(old.substr(brace + 1))
                        : std::string(lines.all[index]);
        edit.content += "\n";
    }
    const std::string first = is_list ? "s|[[]|[" : "s|{|{";
    edit.command =
        "sed -i " + shell_word(std::to_string(at + 1) + first + more + "|") + " " + shell_word(file);
    return edit;
}

Edit edit_of(const std::string& file, const std::string& content, const std::string& key,
             const std::string& line) {
    const Lines lines = lines_of(content);
    const auto found = std::find_if(lines.all.begin(), lines.all.end(),
                                    [&](std::string_view each) { return each.starts_with(key + ":"); });
    if (found == lines.all.end()) return at_the_end(file, content, key, line);
    const auto at = static_cast<std::size_t>(found - lines.all.begin());
    const std::string_view rest = found->substr(key.size() + 1);
    if (says_nothing(rest)) return below(file, lines, at, line);
    const auto brace = rest.find_first_not_of(' ');
    if (rest[brace] == '{') return inside(file, lines, at, key.size() + 1 + brace, line);
    if (rest[brace] == '[' && line.starts_with("- "))
        return inside(file, lines, at, key.size() + 1 + brace, line.substr(2));
    return {};
}

}  // namespace

std::string command_to_add(const CheckInput& input, const std::string& key, const std::string& line,
                           const std::function<bool(const project::Project&)>& there) {
    const project::Search& search = input.project.search;
    // sed makes a file of a link.
    const std::string file = input.files().real_path(search.file).value_or(search.file);
    const auto& loaded = input.project.loaded;
    if (loaded && loaded->source && line.find_first_of("|&\n'\\") == std::string::npos) {
        const Edit edit = edit_of(file, loaded->source->content, key, line);
        if (!edit.command.empty()) {
            const project::Loaded tried =
                project::load(search, edit.content, input.environment(), input.user, input.files());
            if (!tried.diagnostics.has_errors() && tried.project && there(*tried.project))
                return edit.command;
        }
    }
    return "${EDITOR:-nano} " + shell_word(file);
}

}  // namespace tao::commands
