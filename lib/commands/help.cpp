#include "commands/help.hpp"

#include <unistd.h>

#include <algorithm>

#include "commands/command_line.hpp"
#include "commands/subcommands.hpp"
#include "os/terminal.hpp"
#include "text/message.hpp"
#include "text/wrap.hpp"
#include "version.hpp"

namespace tao::commands {

namespace {

constexpr std::size_t usual_columns = 80;
constexpr std::size_t narrowest = 30;  // a column of meanings

struct Row {
    std::string name;
    std::string meaning;
};

// Names on the left, meanings on the right; below their names where there is no room for that.
std::string two_columns(const std::vector<Row>& rows, std::size_t columns) {
    std::size_t widest = 0;
    for (const Row& row : rows)
        widest = std::max(widest, row.name.size());
    const std::size_t right = 2 + widest + 2;
    const bool beside = right + narrowest <= columns;
    std::string text;
    for (const Row& row : rows) {
        const std::string name = "  " + row.name;
        text += beside ? text::wrapped_behind(name, row.meaning, right, columns)
                       : name + "\n" + text::wrapped(row.meaning, 6, columns);
    }
    return text;
}

std::string examples(const std::vector<Example>& all, std::size_t columns) {
    if (all.empty()) return {};
    std::string text = all.size() == 1 ? "\nExample:\n" : "\nExamples:\n";
    for (const Example& example : all)
        text += std::string("  ") + example.line + "\n" + text::wrapped(example.does, 6, columns);
    return text;
}

int help(const std::vector<std::string>& words, const Surroundings& /*surroundings*/) {
    if (words.size() > 1) return usage_fault("name one command at most", "tao-shim help init");
    if (words.empty()) {
        print(program_help(all_subcommands(), help_columns()));
        return 0;
    }
    for (const Subcommand& subcommand : all_subcommands()) {
        if (words.front() != subcommand.name) continue;
        print(subcommand_help(subcommand, help_columns()));
        return 0;
    }
    complain(text::message("error: " + no_such_command(words, all_subcommands())));
    return usage_error;
}

int version(const std::vector<std::string>& /*words*/, const Surroundings& /*surroundings*/) {
    print(version_line());
    return 0;
}

}  // namespace

std::size_t help_columns() {
    const std::size_t columns = os::terminal_columns(STDOUT_FILENO);
    return columns == 0 ? usual_columns : std::min(columns, usual_columns + 20);
}

std::string version_line() {
    return "tao-shim " TAO_SHIM_VERSION "\n";
}

std::string program_help(const std::vector<Subcommand>& subcommands, std::size_t columns) {
    std::vector<Row> rows;
    for (const Subcommand& subcommand : subcommands) {
        if (!subcommand.hidden) rows.push_back({subcommand.name, subcommand.summary});
    }
    return "One set of paths for NVIDIA's TAO launcher: your own.\n\n"
           "Usage: tao-shim COMMAND [OPTIONS] [WORDS]\n\nCommands:\n" +
           two_columns(rows, columns) + "\nOptions:\n" +
           two_columns({{"-h, --help", "Show this; behind a command: what that takes"},
                        {"-V, --version", "Show the version"}},
                       columns) +
           examples({{"tao-shim init", "Writes the project file, in the directory of your project"},
                     {"tao-shim doctor", "Looks whether all that a task needs is there"},
                     {"tao-shim explain tao detectnet_v2 train -e specs/train.txt",
                      "Shows what the line would do, and starts nothing"}},
                    columns);
}

std::string subcommand_help(const Subcommand& subcommand, std::size_t columns) {
    std::string usage = std::string("Usage: tao-shim ") + subcommand.name;
    if (!subcommand.options.empty()) usage += " [OPTIONS]";
    if (*subcommand.words != '\0') usage += std::string(" ") + subcommand.words;
    std::vector<Row> rows;
    for (const Option& option : subcommand.options)
        rows.push_back(
            {option.name + std::string(*option.value == '\0' ? "" : " ") + option.value, option.meaning});
    rows.push_back({"-h, --help", "Show this"});
    return text::wrapped(std::string(subcommand.summary) + ".", 0, columns) + "\n" + usage +
           "\n\nOptions:\n" + two_columns(rows, columns) + examples(subcommand.examples, columns) +
           (subcommand.hidden ? "" : "\n\"man tao-shim\" says more.\n");
}

Subcommand help_subcommand() {
    return {.name = "help",
            .words = "[COMMAND]",
            .summary = "Show the commands, or what one of them takes",
            .options = {},
            .examples = {{"tao-shim help init", "What init takes, with examples"}},
            .run = help,
            .complete = [](const std::vector<std::string>& before, const Surroundings& /*surroundings*/) {
                Completions names;
                for (const Subcommand& subcommand : all_subcommands()) {
                    if (before.empty() && !subcommand.hidden)
                        names.push_back({subcommand.name, subcommand.summary});
                }
                return names;
            }};
}

Subcommand version_subcommand() {
    return {.name = "version",
            .words = "",
            .summary = "Show the version",
            .options = {},
            .examples = {{"tao-shim version", "The version of the shim; tao-shim which says the launcher's"}},
            .run = version};
}

}  // namespace tao::commands
