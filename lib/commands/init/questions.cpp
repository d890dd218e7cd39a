#include "commands/init/questions.hpp"

#include <algorithm>
#include <string_view>

#include "text/escape.hpp"
#include "text/foreign_path.hpp"
#include "text/path.hpp"

namespace tao::commands {

namespace {

constexpr int longest_patience = 3;  // how often a question is asked
constexpr std::string_view list_of_tasks = "\nthe tasks are ";

}  // namespace

std::string absolute_path(std::string typed, const AnswerPlace& place) {
    if (typed == "~" || typed.starts_with("~/")) typed = place.user.home + typed.substr(1);
    return text::normalised(text::is_absolute(typed) ? typed : text::join(place.directory, typed));
}

std::string path_in_answer(const std::string& answer, const AnswerPlace& place) {
    const auto begin = answer.find_first_not_of(" \t\r");
    if (begin == std::string::npos) return {};
    const std::string typed = answer.substr(begin, answer.find_last_not_of(" \t\r") + 1 - begin);
    if (std::string path = absolute_path(typed, place); place.files.exists(path)) return path;
    std::string path = typed;
    if (typed.size() > 1 && typed.front() == typed.back() &&
        (typed.front() == '\'' || typed.front() == '"')) {
        path = typed.substr(1, typed.size() - 2);
    } else if (!text::foreign_path(typed)) {
        std::erase(path, '\\');
    }
    // C:\data, dropped from a window of Windows: WSL has it as /mnt/c/data.
    if (const auto foreign = text::foreign_path(path); foreign && !foreign->here.empty())
        path = foreign->here;
    for (const std::string_view home : {"$HOME", "${HOME}"}) {
        if (path == home || path.starts_with(std::string(home) + "/"))
            path = place.user.home + path.substr(home.size());
    }
    return absolute_path(path, place);
}

TaskAnswer ask_for_task(Ask ask, const KnownTasks& tasks) {
    std::string question = "Which task is it about, such as detectnet_v2? [several, or not known yet] ";
    std::string unknown;
    for (int times = 0; times < longest_patience; ++times) {
        const std::string answer = task_named_in(ask(question));
        unknown = answer.empty() ? "" : why_unknown(answer, tasks);
        if (unknown.empty()) return {.task = answer, .remark = {}};
        // A list of eighty names is said once.
        question = (times == 0 ? unknown : unknown.substr(0, unknown.find(list_of_tasks))) +
                   "\nWhich task? [several, or not known yet] ";
    }
    unknown.erase(std::min(unknown.find(list_of_tasks), unknown.size()));
    return {.task = {}, .remark = unknown + "\nno task was written; to add one, write a line task: NAME"};
}

std::string ask_for_directory(Ask ask, const std::string& first, const std::string& again,
                              const AnswerPlace& place) {
    std::string question = first;
    for (int times = 0; times < longest_patience; ++times) {
        std::string answer = path_in_answer(ask(question), place);
        if (answer.empty()) return {};
        const auto status = place.files.status(answer);
        const bool is_directory = status && status->is_directory();
        if (is_directory && answer != "/") return answer;
        question = text::quoted(answer) + (is_directory ? " is the whole computer" : " is no directory") +
                   "\n" + again;
    }
    return {};
}

}  // namespace tao::commands
