#include "plan/command_words.hpp"

#include <string_view>

#include "launcher/command_line.hpp"
#include "launcher/quoting.hpp"
#include "text/escape.hpp"
#include "text/utf8.hpp"

namespace tao::plan {

namespace {

// The launcher puts the whole command into one string for `sh -c`; Linux takes at most 128 KiB of one argument,
// the end mark included (MAX_ARG_STRLEN). Its own part is "bash -c 'docker exec -it ID TASK ...'".
constexpr std::size_t longest_argument = (128U << 10U) - 1;
constexpr std::size_t launchers_own_part = 256;

}  // namespace

std::vector<std::string> write_words(const paths::Translation& translation, launcher::Grammar grammar) {
    const std::size_t launchers_own = launcher::words_of_its_own(grammar);
    std::vector<std::string> written;
    for (std::size_t index = 0; index < translation.words.size(); ++index) {
        const paths::Word& word = translation.words[index];
        if (index < launchers_own || word.rule == paths::Rule::launcher_option) {
            written.push_back(word.before);
        } else {
            written.push_back(launcher::quote(word.after, launcher::Shells::two));
        }
    }
    return written;
}

TaskForm task_form(const paths::Translation& translation, launcher::Grammar grammar) {
    for (std::size_t index = launcher::words_of_its_own(grammar); index < translation.words.size(); ++index) {
        const paths::Word& word = translation.words[index];
        if (word.rule == paths::Rule::launcher_option) continue;
        return word.before == "run" ? TaskForm::command : TaskForm::task;
    }
    return TaskForm::shell;
}

std::string fault_of(const std::vector<std::string>& argv, const paths::Translation& translation) {
    for (const paths::Word& word : translation.words) {
        if (text::find_invalid(word.after) != std::string_view::npos) {
            return "the argument " + text::quoted(word.before) +
                   " is not UTF-8, and docker would change it on the way to the task\n"
                   "rename the file, or reach it by a directory that is named";
        }
    }
    std::size_t length = launchers_own_part;
    for (const std::string& word : argv)
        length += word.size() + 1;
    if (length > longest_argument) {
        return "the command line is too long: " + std::to_string(length) +
               " bytes, and the launcher can pass on " + std::to_string(longest_argument) +
               " (Linux' limit of one argument)\n" +
               "write the values into a spec file, or name a directory in place of its files";
    }
    return {};
}

}  // namespace tao::plan
