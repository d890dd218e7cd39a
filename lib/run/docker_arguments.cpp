#include "run/docker_arguments.hpp"

#include <algorithm>

namespace tao::run {

namespace {

constexpr std::size_t option_word = 2;
constexpr std::size_t container_word = 3;
constexpr std::size_t task_word = 4;

bool is_interactive_option(const std::string& word) {
    return word.size() >= 2 && word.front() == '-' && word.find_first_not_of("it", 1) == std::string::npos;
}

bool is_container_id(const std::string& word) {
    constexpr std::size_t full_length = 64;
    return word.size() == full_length && word.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

std::optional<TaskCommand> parse_task_command(const std::vector<std::string>& argv) {
    if (argv.size() <= task_word || argv[1] != "exec") return std::nullopt;
    if (!is_interactive_option(argv[option_word]) || !is_container_id(argv[container_word]))
        return std::nullopt;
    TaskCommand command;
    command.terminal = argv[option_word].find('t') != std::string::npos;
    command.container_id = argv[container_word];
    command.words.assign(argv.begin() + task_word, argv.end());
    return command;
}

std::vector<std::string> to_argv(const TaskCommand& command, bool input_is_terminal,
                                 const std::string& container_directory) {
    std::vector<std::string> argv = {"docker", "exec", command.terminal && input_is_terminal ? "-it" : "-i"};
    if (!container_directory.empty()) {
        argv.insert(argv.end(), {"-w", container_directory});
    }
    argv.push_back(command.container_id);
    argv.insert(argv.end(), command.words.begin(), command.words.end());
    return argv;
}

}  // namespace tao::run
