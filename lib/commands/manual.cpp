#include "commands/manual.hpp"

#include "commands/environment_variables.hpp"
#include "commands/subcommands.hpp"
#include "plan/exit_codes.hpp"
#include "project/schema.hpp"
#include "text/escape.hpp"
#include "text/json_value.hpp"
#include "text/message.hpp"
#include "version.hpp"

namespace tao::commands {

namespace {

constexpr std::size_t largest_page = std::size_t{1} << 20U;

// Text for man(7): a hyphen as typed, no backslash, nothing that begins a request.
std::string roff(std::string_view text) {
    std::string result;
    if (text.starts_with('.') || text.starts_with('\'')) result += "\\&";
    for (const char letter : text) {
        if (letter == '-') {
            result += "\\-";
        } else if (letter == '\\') {
            result += "\\e";
        } else if (letter == '"') {
            result += "\\(dq";
        } else {
            result += letter;
        }
    }
    return result;
}

std::string entry(std::string_view term, std::string_view meaning) {
    return ".TP\n.B \"" + roff(term) + "\"\n" + roff(meaning) + "\n";
}

std::string with_value(const Option& option) {
    return *option.value == '\0' ? option.name : std::string(option.name) + " " + option.value;
}

std::optional<std::string> command(std::string_view name, const std::vector<Subcommand>& subcommands) {
    for (const Subcommand& subcommand : subcommands) {
        if (name != subcommand.name) continue;
        std::string usage = "tao-shim " + std::string(name);
        for (const Option& option : subcommand.options)
            usage += " [" + with_value(option) + "]";
        if (*subcommand.words != '\0') usage += std::string(" ") + subcommand.words;
        std::string text = ".SS \"" + roff(usage) + "\"\n" + roff(subcommand.summary) + ".\n";
        for (const Option& option : subcommand.options)
            text += entry(with_value(option), std::string(option.meaning) + ".");
        text += ".PP\n";
        for (const Example& example : subcommand.examples)
            text += ".RS\n.B \"" + roff(example.line) + "\"\n.RE\n" + roff(example.does) + ".\n.PP\n";
        return text;
    }
    return std::nullopt;
}

// Keys of the level below another one stand indented below it in the file; here they go by their whole path.
std::optional<std::string> key(std::string_view path, project::Keys table) {
    const project::Key* found = project::find_key(path, table);
    if (found == nullptr) return std::nullopt;
    return ".TP\n.BR \"" + roff(path) + "\" \" (" + roff(found->name.words) + ")\"\n";
}

std::string what_needs_trust(project::Keys table) {
    std::string text;
    for (const project::Key& key : table) {
        if (!key.widens.empty()) text += entry(key.name.path, std::string(key.widens) + ".");
    }
    return text;
}

std::optional<std::string> variable(std::string_view name) {
    for (const EnvironmentVariable& found : environment_variables()) {
        if (found.name == name) return entry(name, found.meaning);
    }
    return std::nullopt;
}

std::optional<std::string> filled_line(std::string_view line, const std::vector<Subcommand>& subcommands,
                                       project::Keys table) {
    if (line == "@trust") return what_needs_trust(table);
    const auto blank = line.find(' ');
    if (blank == std::string_view::npos) return std::nullopt;
    const std::string_view name = line.substr(blank + 1);
    const std::string_view what = line.substr(1, blank - 1);
    if (what == "command") return command(name, subcommands);
    if (what == "key") return key(name, table);
    if (what == "variable") return variable(name);
    return std::nullopt;
}

std::string with_version(std::string_view line, const std::string& version) {
    constexpr std::string_view mark = "@VERSION@";
    std::string result(line);
    for (auto at = result.find(mark); at != std::string::npos; at = result.find(mark, at + version.size())) {
        result.replace(at, mark.size(), version);
    }
    return result;
}

int manual(const std::vector<std::string>& words, const Surroundings& surroundings) {
    if (words.size() != 1) return usage_fault("name one page", "tao-shim manual tao-shim.1.in");
    os::ReadFailure failure;
    const auto page = surroundings.files.read(words.front(), largest_page, failure);
    std::string fault = "it cannot be read";
    const auto filled = page ? fill_manual(*page, all_subcommands(), TAO_SHIM_VERSION, fault) : std::nullopt;
    if (!filled) {
        complain(text::message("error: " + text::visible(words.front()) + ": " + fault));
        return plan::own_failure;
    }
    print(*filled);
    return 0;
}

int schema(const std::vector<std::string>& /*words*/, const Surroundings& /*surroundings*/) {
    print(text::show_json(text::parse_json(project::json_schema()).value()) + "\n");
    return 0;
}

}  // namespace

std::optional<std::string> fill_manual(std::string_view page, const std::vector<Subcommand>& subcommands,
                                       const std::string& version, std::string& fault, project::Keys table) {
    std::string result;
    std::size_t number = 1;
    for (; !page.empty(); ++number) {
        const auto end = std::min(page.find('\n'), page.size());
        const std::string_view line = page.substr(0, end);
        page.remove_prefix(std::min(end + 1, page.size()));
        if (!line.starts_with('@')) {
            result += with_version(line, version) + "\n";
        } else if (const auto filled = filled_line(line, subcommands, table)) {
            result += *filled;
        } else {
            fault = "line " + std::to_string(number) +
                    ": the program has nothing of that name: " + std::string(line);
            return std::nullopt;
        }
    }
    return result;
}

Subcommand schema_subcommand() {
    return {.name = "schema",
            .words = "",
            .summary = "Print the JSON Schema of the project file, for the build",
            .options = {},
            .run = schema,
            .hidden = true};
}

Subcommand manual_subcommand() {
    return {.name = "manual",
            .words = "FILE",
            .summary = "Fill in a page of the manual, for the build",
            .options = {},
            .run = manual,
            .hidden = true};
}

}  // namespace tao::commands
