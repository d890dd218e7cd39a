#include "plan/command_words.hpp"

#include <string_view>

#include "text/escape.hpp"
#include "text/utf8.hpp"

namespace tao::plan {

void fill_words(engines::Task& task, const paths::Translation& translation, std::size_t front) {
    task.words.clear();
    task.volumes.clear();
    bool is_value = false;
    for (std::size_t index = front; index < translation.words.size(); ++index) {
        const paths::Word& word = translation.words[index];
        if (word.rule != paths::Rule::launcher_option) {
            task.words.push_back(word.after);
            continue;
        }
        if (is_value) task.volumes.push_back(word.before);
        is_value = !is_value;
    }
    if (!task.only_command && task.words.size() <= 1) task.words.clear();
}

std::string fault_of(const paths::Translation& translation) {
    for (const paths::Word& word : translation.words) {
        if (text::find_invalid(word.after) == std::string_view::npos) continue;
        return "the argument " + text::quoted(word.before) +
               " is not UTF-8, and docker would change it on the way to the task\n"
               "rename the file, or reach it by a directory that is named";
    }
    if (!translation.words.empty() && translation.words.back().rule == paths::Rule::launcher_option &&
        translation.words.back().before == "--volume")
        return "--volume is the last word: SOURCE:DESTINATION is missing";
    return {};
}

}  // namespace tao::plan
