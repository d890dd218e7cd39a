#include <algorithm>

#include "commands/runs_asked_for.hpp"
#include "commands/subcommands.hpp"
#include "plan/exit_codes.hpp"
#include "text/escape.hpp"
#include "text/json_value.hpp"
#include "text/message.hpp"

namespace tao::commands {

namespace {

using text::Json;
using text::visible;

std::string table_of_runs(const std::vector<engines::Run>& runs, bool with_project) {
    std::string text;
    const std::time_t now = std::time(nullptr);
    for (const engines::Run& run : runs) {
        const std::string command =
            run.command.empty() ? "(" + visible(run.state) + ")" : visible(run.command);
        text += short_id(run.id) + "  since " + age(run.started, now) + "  " + command + "\n";
        if (with_project) text += "  in " + visible(run.project) + "\n";
    }
    return text;
}

Json as_json(const std::vector<engines::Run>& runs) {
    Json list = Json::array();
    for (const engines::Run& run : runs) {
        list.push_back({{"run", run.id},
                        {"project", run.project},
                        {"container", run.container_id},
                        {"image", run.image},
                        {"command", run.command},
                        {"state", run.state},
                        {"started", run.started}});
    }
    return list;
}

struct PsOptions {
    bool all_projects = false;
    bool json = false;
};

int ps(const PsOptions& options, const std::vector<std::string>& /*words*/,
       const Surroundings& surroundings) {
    const auto found = runs_asked_for("ps", options.all_projects, surroundings);
    if (!found) return plan::own_failure;
    std::vector<engines::Run> runs;
    for (const engines::RunsOfEngine& of_engine : *found)
        runs.insert(runs.end(), of_engine.runs.begin(), of_engine.runs.end());
    std::stable_sort(runs.begin(), runs.end(),
                     [](const auto& one, const auto& other) { return one.started > other.started; });
    if (runs.empty() && !options.json) {
        complain(text::message(
            options.all_projects
                ? "nothing runs, in any project"
                : "nothing runs in this project\nfor every project, type: tao-shim ps --all-projects"));
        return 0;
    }
    print(options.json ? text::show_json(as_json(runs)) + "\n" : table_of_runs(runs, options.all_projects));
    return 0;
}

}  // namespace

Subcommand ps_subcommand() {
    const auto options = std::make_shared<PsOptions>();
    return {.name = "ps",
            .words = "",
            .summary = "Show what runs in this project",
            .options = {{"--all-projects", "", "The runs of every project", &options->all_projects},
                        {"--json", "", "The same as JSON", &options->json}},
            .examples = {{"tao-shim ps", "What runs in this project"},
                         {"tao-shim ps --all-projects", "What runs anywhere"}},
            .run = run_with(options, ps)};
}

}  // namespace tao::commands
