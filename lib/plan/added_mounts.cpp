#include "plan/added_mounts.hpp"

#include <fnmatch.h>

#include <algorithm>

#include "paths/real_path.hpp"
#include "paths/shell_words.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"

namespace tao::plan {

namespace {

constexpr std::string_view separators = " \t\n\"'=:,;@[](){}<>|&";
constexpr std::string_view separators_of_patterns = " \t\n=:,;@()<>|&";

// -e/home/x, -e../x: a short option with its value.
bool is_option_with_value(std::string_view part) {
    return part.size() > 2 && part[0] == '-' && part[1] != '-';
}

// The parts of a word between the separators, and the whole: a name with a blank or a colon in it.
std::vector<std::string_view> parts_of(std::string_view text, std::string_view between) {
    std::vector<std::string_view> parts;
    for (std::size_t at = text.find_first_not_of(between); at != std::string_view::npos;) {
        const auto end = std::min(text.find_first_of(between, at), text.size());
        const std::string_view part = text.substr(at, end - at);
        parts.push_back(part);
        if (is_option_with_value(part)) parts.push_back(part.substr(2));
        at = text.find_first_not_of(between, end);
    }
    if (!text.empty()) parts.push_back(text);
    return parts;
}

// A value that a shell puts names of files in place of, where it stands without quotes, or in a line that a notebook makes:
// as a pattern of fnmatch(3). Quotes and backslashes are taken away there, and braces may stand for anything. Empty: it is
// none.
std::string as_pattern(std::string_view value) {
    if (value.find_first_of("*?[{\\'\"") == std::string_view::npos) return {};
    std::string pattern;
    bool in_braces = false;
    for (const char byte : value) {
        if (byte == '{') pattern += '*';
        in_braces = byte == '{' || (in_braces && byte != '}');
        if (!in_braces && std::string_view("}\\'\"").find(byte) == std::string_view::npos) pattern += byte;
    }
    return pattern;
}

// Empty: no path.
std::string absolute(std::string_view part, const Base& base) {
    if (part == "~" || part.starts_with("~/"))
        return base.home.empty() ? "" : text::normalised(base.home + std::string(part.substr(1)));
    if (text::is_absolute(part)) return text::normalised(part);
    return base.directory.empty() ? "" : text::normalised(text::join(base.directory, part));
}

// Tells where a path of a line came from.
class Origin {
  public:
    Origin(const Line& line, const project::Project& project, const std::string& real_directory,
           const os::FileSystem& files)
        : line_(line), project_(project), real_directory_(real_directory), files_(files) {
        for (const project::Variable& variable : project.variables) {
            if (variable.value && !line.environment.get(variable.name)) {
                of_project_.set(variable.name, *variable.value);
            }
        }
    }

    // The widening if the path, which `word` of the line led to, is the file's word and really outside the project.
    std::optional<project::Widening> widening(const std::string& word, const std::string& path,
                                              const std::string& real, const std::string& what) const {
        if (text::is_under(real, real_directory_)) return std::nullopt;
        if (const project::Variable* variable = variable_of(word, path, real)) {
            return made(real, variable->where, what + ", where variables " + variable->name + " leads");
        }
        if (typed(word, path, real)) return std::nullopt;
        return made(real, project_.unmapped.where, what + ", where a link in the project leads");
    }

  private:
    static project::Widening made(const std::string& real, const std::optional<text::Span>& where,
                                  std::string meaning) {
        return {.key = "unmapped", .value = real, .where = where, .meaning = std::move(meaning)};
    }

    // The variable of the project that the word names, or whose value the path is or lies below: a shell that has the
    // project's variables has put the value in before.
    const project::Variable* variable_of(const std::string& word, const std::string& path,
                                         const std::string& real) const {
        for (const project::Variable& variable : project_.variables) {
            if (!variable.value) continue;
            if (of_project_.get(variable.name)) {
                os::Environment alone;
                alone.set(variable.name, *variable.value);
                if (paths::resolve_as_shell(word, alone) != paths::resolve_as_shell(word, {}))
                    return &variable;
            }
            for (const std::string& named : paths_in(*variable.value, base())) {
                if (text::is_under(path, named) || text::is_under(real, paths::real_path_of(named, files_))) {
                    return &variable;
                }
            }
            if (is_named_by_pattern(*variable.value, path)) return &variable;
        }
        return nullptr;
    }

    bool is_named_by_pattern(const std::string& value, const std::string& path) const {
        const std::string pattern = as_pattern(value);
        const std::vector<std::string_view> parts = parts_of(pattern, separators_of_patterns);
        return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) {
            const std::string named = absolute(part, base());
            return ::fnmatch(named.c_str(), path.c_str(), FNM_PATHNAME | FNM_LEADING_DIR) == 0;
        });
    }

    // Did the user type that path, and does no link of the project lie between?
    bool typed(const std::string& word, const std::string& path, const std::string& real) const {
        const std::vector<std::string> paths =
            paths_in(paths::resolve_as_shell(word, line_.environment), base());
        return std::any_of(paths.begin(), paths.end(), [&](const std::string& typed) {
            if (typed != path && paths::real_path_of(typed, files_) != real) return false;
            return !paths::leads_through(typed, real_directory_, files_);
        });
    }

    Base base() const { return {.directory = line_.working_directory, .home = line_.home}; }

    const Line& line_;
    const project::Project& project_;
    const std::string& real_directory_;
    const os::FileSystem& files_;
    os::Environment of_project_;  // the variables that the project gives the line's words
};

}  // namespace

std::vector<std::string> paths_in(std::string_view value, const Base& base) {
    std::vector<std::string> paths;
    for (const std::string_view part : parts_of(value, separators)) {
        std::string path = absolute(part, base);
        if (!path.empty()) paths.push_back(std::move(path));
    }
    std::sort(paths.begin(), paths.end());
    paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
    return paths;
}

bool is_covered(const std::string& path, const std::string& real, const paths::MountTable& mounts) {
    return mounts.by_destination(path) != nullptr || !mounts.by_source(path).empty() ||
           !mounts.by_real_source(real).empty();
}

std::vector<AddedMount> mounts_to_add(const paths::Translation& translation, const Line& line,
                                      const project::Project& project, const std::string& real_directory,
                                      const os::FileSystem& files) {
    const Origin origin(line, project, real_directory, files);
    std::vector<AddedMount> added;
    for (const paths::Finding& finding : translation.findings) {
        if (finding.kind != paths::Finding::Kind::unmapped) continue;
        const auto real = files.real_path(finding.path);
        const bool twice = std::any_of(added.begin(), added.end(),
                                       [&](const AddedMount& one) { return real && one.real == *real; });
        if (!real || twice) continue;
        added.push_back(
            {.path = finding.path,
             .real = *real,
             .widening = origin.widening(line.words.at(finding.word), finding.path, *real,
                                         "unmapped: mount would show the container " + text::quoted(*real))});
    }
    return added;
}

std::vector<project::Widening> volumes_of_the_file(const paths::Translation& translation, const Line& line,
                                                   const project::Project& project,
                                                   const std::string& real_directory,
                                                   const os::FileSystem& files) {
    const Origin origin(line, project, real_directory, files);
    std::vector<project::Widening> found;
    for (std::size_t index = 0; index < translation.words.size(); ++index) {
        const std::string& word = line.words.at(index);
        if (translation.words[index].rule != paths::Rule::launcher_option || word == "--volume") continue;
        const std::string source = word.substr(0, word.find(':'));
        const std::string path = absolute(source, {.directory = line.working_directory, .home = line.home});
        if (path.empty()) continue;
        const std::string real = paths::real_path_of(path, files);
        auto widening =
            origin.widening(source, path, real, "--volume would show the container " + text::quoted(real));
        if (widening) found.push_back(std::move(*widening));
    }
    return found;
}

}  // namespace tao::plan
