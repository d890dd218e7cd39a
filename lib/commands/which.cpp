#include <algorithm>
#include <array>

#include "commands/names.hpp"
#include "commands/project_here.hpp"
#include "commands/subcommands.hpp"
#include "engines/engines.hpp"
#include "launcher/identify.hpp"
#include "launcher/user_configuration.hpp"
#include "plan/exit_codes.hpp"
#include "text/escape.hpp"
#include "text/json_value.hpp"
#include "text/message.hpp"

namespace tao::commands {

namespace {

using launcher::Found;
using text::Json;
using text::visible;

constexpr std::array<std::string_view, 3> programs = {"tao", "tlt", "tao-deploy"};

// Why this one was chosen.
std::string reason_of(const Found& found, const os::Environment& environment) {
    if (found.explicitly_named) {
        return environment.get_or_empty("TAO_SHIM_LAUNCHER").empty()
                   ? "named in " + launcher::user_configuration_file(environment)
                   : "named by TAO_SHIM_LAUNCHER";
    }
    if (found.by_other_name) return "no program of the typed name is there; this is the same launcher's own";
    switch (found.launcher.kind) {
        case launcher::ProgramKind::launcher:
            return "the first launcher on PATH";
        case launcher::ProgramKind::client:
            return "the first on PATH; commands of the launcher go past it";
        case launcher::ProgramKind::unknown:
            return "no launcher is on PATH; this is the first other program";
    }
    return {};
}

// What PATH has beside a launcher that was named explicitly: the search along PATH ended before it began.
void add_what_path_has(Found& found, const std::string& program, const Surroundings& surroundings) {
    plan::Invocation invocation = surroundings.invocation;
    invocation.environment.unset("TAO_SHIM_LAUNCHER");
    invocation.environment.unset("HOME");  // where the user's configuration would be looked for
    const Surroundings without_names{.invocation = invocation, .files = surroundings.files};
    const Found on_path = launcher_here(without_names, program, true);
    found.rejected = on_path.rejected;
    if (on_path.found && on_path.launcher.path != found.launcher.path) {
        found.rejected.insert(found.rejected.begin(),
                              {on_path.launcher.path, "another one is named explicitly"});
    }
    std::erase_if(found.rejected, [&](const auto& other) { return other.path == found.launcher.path; });
}

std::string for_people(const Found& found, const std::string& reason) {
    std::string text = visible(found.launcher.path) + "\n  " + name_of(found.launcher.kind);
    if (!found.launcher.version_text.empty()) text += " " + visible(found.launcher.version_text);
    if (const std::string form = form_of_lines(found.launcher); !form.empty()) text += ", " + form;
    if (!found.wrapper.empty()) text += "\n  by way of " + visible(found.wrapper);
    text += "\n  chosen: " + visible(reason) + "\n";
    if (found.rejected.empty()) return text;
    text += "passed over:\n";
    for (const launcher::Rejected& other : found.rejected) {
        text += "  " + visible(other.path) + "\n    " + visible(other.reason) + "\n";
    }
    return text;
}

// What runs a task in a project where that is not the launcher.
std::string for_people(const engines::EngineChoice& engine, const Found& launcher) {
    return visible(engine.program) + "\n  engine: " + std::string(engines::row_of(engine.engine).name) +
           "\n  chosen: " + visible(engine.by) +
           (launcher.found ? "; the launcher " + visible(launcher.launcher.path) + " is not used"
                           : "; there is no launcher") +
           "\n";
}

Json for_programs(const std::string& program, const Found& found, const std::string& reason) {
    Json result = {
        {"program", program}, {"found", found.found},   {"path", nullptr},
        {"kind", nullptr},    {"version", nullptr},     {"grammar", nullptr},
        {"package", nullptr}, {"interpreter", nullptr}, {"reason", found.found ? reason : found.message}};
    const auto set = [&](const char* key, const std::string& value) {
        if (!value.empty()) result[key] = value;
    };
    if (found.found) {
        set("path", found.launcher.path);
        if (!found.wrapper.empty()) result["wrapper"] = found.wrapper;
        set("kind", word_of(found.launcher.kind));
        set("version", found.launcher.version_text);
        set("grammar", form_of_lines(found.launcher));
        set("package", found.launcher.package);
        set("interpreter", found.launcher.interpreter);
    }
    result["passed_over"] = Json::array();
    for (const launcher::Rejected& other : found.rejected) {
        result["passed_over"].push_back({{"path", other.path}, {"reason", other.reason}});
    }
    return result;
}

Json as_json(const engines::EngineChoice& engine) {
    return {{"name", engines::row_of(engine.engine).name},
            {"path", engine.program.empty() ? Json(nullptr) : Json(engine.program)},
            {"chosen_by", engine.by},
            {"fault", engine.fault.empty() ? Json(nullptr) : Json(engine.fault)}};
}

struct WhichOptions {
    bool json = false;
};

int which(const WhichOptions& options, const std::vector<std::string>& words,
          const Surroundings& surroundings) {
    const std::string program = words.empty() ? "tao" : words.front();
    const bool known = std::find(programs.begin(), programs.end(), program) != programs.end();
    if (words.size() > 1 || !known) {
        return usage_fault("name one of the launcher's programs: tao, tlt or tao-deploy",
                           "tao-shim which tao");
    }
    Found found = launcher_here(surroundings, program, true);
    if (found.found && found.explicitly_named) add_what_path_has(found, program, surroundings);
    const std::string reason = found.found ? reason_of(found, surroundings.invocation.environment) : "";
    if (found.found) launcher::complete(found.launcher, surroundings.files);
    const ProjectHere here = project_here(surroundings, found);
    const engines::EngineChoice engine = engine_here(surroundings, found, here);
    const bool by_engine = here.search.outcome == project::Search::Outcome::found &&
                           (engine.engine != project::Engine::launcher || !engine.fault.empty());
    const int exit_code = by_engine     ? (engine.fault.empty() ? 0 : plan::own_failure)
                          : found.found ? 0
                                        : found.exit_code;
    if (options.json) {
        Json result = for_programs(program, found, reason);
        if (by_engine) result["engine"] = as_json(engine);
        print(text::show_json(result) + "\n");
    } else if (by_engine && !engine.fault.empty()) {
        complain(text::message("error: " + engine.fault + "\n" + engine.hint));
    } else if (by_engine) {
        print(for_people(engine, found));
    } else if (found.found) {
        print(for_people(found, reason));
    } else {
        complain(text::message(found.message));
    }
    return exit_code;
}

}  // namespace

Subcommand which_subcommand() {
    const auto options = std::make_shared<WhichOptions>();
    return {.name = "which",
            .words = "[PROGRAM]",
            .summary = "Show the launcher or engine behind the shim, and why not another",
            .options = {{"--json", "", "The same as JSON", &options->json}},
            .examples = {{"tao-shim which", "The launcher that tao starts, and why not another"},
                         {"tao-shim which tao-deploy", "The same of another of its programs"}},
            .run = run_with(options, which),
            .complete = [](const std::vector<std::string>& before, const Surroundings& /*surroundings*/) {
                Completions names;
                for (const std::string_view program : programs) {
                    if (before.empty()) names.push_back({std::string(program), ""});
                }
                return names;
            }};
}

}  // namespace tao::commands
