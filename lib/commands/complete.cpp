#include "commands/commands.hpp"
#include "commands/completions.hpp"
#include "commands/project_here.hpp"
#include "launcher/identify.hpp"
#include "text/escape.hpp"

namespace tao::commands {

namespace {

Completions completions_for(const std::string& program, const std::vector<std::string>& words,
                            const Surroundings& surroundings) {
    if (program == "tao-shim") return complete_tools(words, all_subcommands(), surroundings);
    launcher::Found found = launcher_here(surroundings, program, false);
    if (!found.found) return {};
    launcher::complete(found.launcher, surroundings.files);
    const auto table =
        launcher::read_task_table(found.launcher, surroundings.invocation.environment, surroundings.files);
    return table ? complete_launcher(words, found.launcher, *table) : Completions{};
}

int complete(const Arguments& arguments, const Surroundings& surroundings) {
    if (arguments.words.empty()) return 0;
    std::vector<std::string> words = arguments.words;
    std::string program = words.front();
    program.erase(0, program.rfind('/') + 1);
    words.erase(words.begin());
    // `tao-shim explain -- tao model ...`: behind the dashes a line of the launcher begins.
    for (std::size_t at = 0; program == "tao-shim" && at + 2 < words.size(); ++at) {
        if (words[at] != "--") continue;
        program = words[at + 1];
        words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(at) + 2);
    }
    for (const Completion& completion : completions_for(program, words, surroundings)) {
        print(text::visible(completion.word) + "\t" + completion.meaning + "\n");
    }
    return 0;
}

}  // namespace

Subcommand complete_subcommand() {
    return {.name = "complete",
            .words = "-- PROGRAM WORD...",
            .summary = "Print what could stand in place of the last word, for the shells' completion",
            .options = {},
            .run = complete,
            .hidden = true};
}

}  // namespace tao::commands
