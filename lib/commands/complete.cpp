#include <algorithm>

#include "commands/completions.hpp"
#include "commands/project_here.hpp"
#include "commands/subcommands.hpp"
#include "engines/image_table.hpp"
#include "launcher/identify.hpp"
#include "plan/launcher_answer.hpp"
#include "project/find_project.hpp"
#include "text/escape.hpp"

namespace tao::commands {

namespace {

Completions completions_for(const std::string& program, const std::vector<std::string>& words,
                            const Surroundings& surroundings) {
    if (program == "tao-shim") return complete_tools(words, all_subcommands(), surroundings);
    launcher::Found found = launcher_here(surroundings, program, false);
    if (!found.found) {
        const engines::ImageSources sources = image_sources_here(surroundings);
        if (!sources.release && !sources.table)
            return complete_without_launcher(words, program, engines::table_of_every_release());
        const auto catalogue = plan::catalogue_of(sources);
        return catalogue ? complete_without_launcher(words, program, catalogue->table) : Completions{};
    }
    launcher::complete(found.launcher, surroundings.files);
    const auto table =
        launcher::read_task_table(found.launcher, surroundings.invocation.environment, surroundings.files);
    if (!table) return {};
    const plan::Invocation& invocation = surroundings.invocation;
    const project::Search search = project::find(invocation.environment, invocation.working_directory,
                                                 invocation.user, surroundings.files);
    return complete_launcher(words, found.launcher, *table,
                             search.outcome == project::Search::Outcome::found);
}

// `tao-shim explain [--] tao model ...`: where the launcher's line begins whose words follow; 0: nowhere.
std::size_t line_begin(const std::vector<std::string>& words) {
    const auto subcommands = all_subcommands();
    const bool has_line = std::any_of(subcommands.begin(), subcommands.end(), [&](const Subcommand& each) {
        return each.name == words.front() && each.words_are == Subcommand::Words::launcher_line;
    });
    for (std::size_t at = 1; has_line && at + 1 < words.size(); ++at) {
        if (!words[at].starts_with('-')) return at;
    }
    return 0;
}

int complete(const std::vector<std::string>& typed, const Surroundings& surroundings) {
    if (typed.size() < 2) return 0;
    std::vector<std::string> words = typed;
    std::string program = words.front();
    program.erase(0, program.rfind('/') + 1);
    words.erase(words.begin());
    if (const std::size_t begin = program == "tao-shim" ? line_begin(words) : 0; begin != 0) {
        program = words[begin];
        words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(begin) + 1);
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
