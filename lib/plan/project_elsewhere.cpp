#include "plan/project_elsewhere.hpp"

#include "project/find_project.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"

namespace tao::plan {

namespace {

// The path in a word: the word, or what stands behind its first =. Empty where no directory is named.
std::string_view path_in(std::string_view word) {
    if (const auto sign = word.find('='); sign != std::string_view::npos && sign < word.find('/'))
        word.remove_prefix(sign + 1);
    const bool is_option = word.starts_with('-');
    return is_option || word.find('/') == std::string_view::npos ? std::string_view{} : word;
}

// The closest directory above that is there.
std::string directory_of(const std::string& path, const os::FileSystem& files) {
    std::string directory = path;
    for (;;) {
        const auto status = files.status(directory);
        if ((status && status->is_directory()) || directory == "/") return directory;
        directory = text::parent(directory);
    }
}

}  // namespace

std::string note_about_project_elsewhere(const Invocation& invocation, const std::vector<std::string>& words,
                                         const os::FileSystem& files) {
    os::Environment environment = invocation.environment;
    for (const char* name : {"TAO_PROJECT", "PWD"})
        environment.unset(name);
    for (const std::string& word : words) {
        const std::string_view typed = path_in(word);
        if (typed.empty() || !text::is_absolute(invocation.working_directory)) continue;
        const std::string path = text::normalised(
            text::is_absolute(typed) ? std::string(typed) : text::join(invocation.working_directory, typed));
        const project::Search found =
            project::find(environment, directory_of(path, files), invocation.user, files);
        if (found.outcome != project::Search::Outcome::found) continue;
        return "note: " + text::quoted(typed) + " lies in the project " + text::visible(found.file) +
               ", which does not count in this directory; to have it count, type: export TAO_PROJECT=" +
               text::shell_word(found.file);
    }
    return {};
}

}  // namespace tao::plan
