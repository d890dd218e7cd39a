#include <unistd.h>

#include <array>
#include <chrono>

#include "commands/doctor/checks.hpp"
#include "commands/init/known_tasks.hpp"
#include "commands/subcommands.hpp"
#include "engines/podman_engine.hpp"
#include "launcher/identify.hpp"
#include "os/terminal.hpp"
#include "plan/exit_codes.hpp"
#include "text/json_value.hpp"
#include "text/message.hpp"
#include "text/wrap.hpp"

namespace tao::commands {

namespace {

using text::Json;

constexpr int has_problems = 1;

struct Check {
    const char* name;
    CheckResults (*look)(const CheckInput&);
    bool of_node = false;  // it is about what starts the container, wherever that is
};

constexpr std::array checks = {
    Check{"shim", check_shim},
    Check{"shells", check_shells},
    Check{"kernels", check_kernels},
    Check{"switches", check_switches},
    Check{"settings", check_configuration},
    Check{"launcher", check_launcher, true},
    Check{"libraries", check_libraries, true},
    Check{"overrides", check_overrides, true},
    Check{"engine", check_engine, true},
    Check{"context", check_context, true},
    Check{"gpus", check_gpus, true},
    Check{"login", check_login, true},
    Check{"images", check_images, true},
    Check{"project", check_project},
    Check{"memory", check_memory},
    Check{"rights", check_rights},
    Check{"links", check_links},
    Check{"homes", check_homes},
    Check{"slurm", check_slurm},
};
constexpr std::size_t widest_name = 9;

const char* word(CheckResult::Level level) {
    switch (level) {
        case CheckResult::Level::fine:
            return "ok";
        case CheckResult::Level::remark:
            return "remark";
        case CheckResult::Level::problem:
            return "problem";
    }
    return "";
}

std::string coloured(CheckResult::Level level, bool colour) {
    std::string padded = word(level) + std::string(7 - std::string_view(word(level)).size(), ' ');
    if (!colour) return padded;
    const char* start = level == CheckResult::Level::fine     ? "\x1b[32m"
                        : level == CheckResult::Level::remark ? "\x1b[35m"
                                                              : "\x1b[1;31m";
    return start + padded + "\x1b[0m";
}

constexpr std::size_t indent = 7 + 2 + widest_name + 2;

// columns: of the terminal, 0 if it is none. What is to be typed is never broken.
std::string for_people(const char* check, const CheckResult& result, bool colour, std::size_t columns) {
    std::string name = check;
    name.resize(widest_name, ' ');
    std::string text = coloured(result.level, colour) + "  " + name + "  " +
                       text::wrapped(result.message, indent, columns).substr(indent);
    for (std::string_view rest = result.remedy; !rest.empty();) {
        const auto end = std::min(rest.find('\n'), rest.size());
        text += std::string(indent, ' ') + "> " + std::string(rest.substr(0, end)) + "\n";
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return text;
}

// The one that would run a task. An engine with no interface to ask is asked nothing here.
std::unique_ptr<engines::ContainerEngine> connect(const engines::EngineChoice& choice,
                                                  const os::Environment& environment) {
    switch (choice.engine) {
        case project::Engine::podman:
            return engines::make_podman_engine(choice.program, environment);
        case project::Engine::docker:
            return engines::connect_engine(engines::with_choice(environment, choice.docker));
        default:
            return engines::connect_engine(environment);
    }
}

struct DoctorOptions {
    bool json = false;
};

int doctor(const DoctorOptions& options, const std::vector<std::string>& words,
           const Surroundings& surroundings) {
    if (words.size() > 1) return usage_fault("name one task at most", "tao-shim doctor detectnet_v2");
    if (!words.empty()) {
        const std::string unknown = why_unknown(words.front(), known_tasks(surroundings));
        if (!unknown.empty()) {
            complain(text::message("error: " + unknown));
            return plan::own_failure;
        }
    }
    const plan::Invocation& invocation = surroundings.invocation;
    launcher::Found launcher = launcher_here(surroundings, "tao", true);
    if (launcher.found) launcher::complete(launcher.launcher, surroundings.files);
    ProjectHere project = project_here(surroundings, launcher);
    const auto engine = connect(engine_here(surroundings, launcher, project), invocation.environment);
    const CheckInput input{.surroundings = surroundings,
                           .user = project::user_of(invocation.environment, invocation.user, invocation.group,
                                                    surroundings.files),
                           .task = words.empty() ? "" : words.front(),
                           .launcher = launcher,
                           .project = std::move(project),
                           .engine = *engine,
                           .info = engine->ask("/info", os::in(engine_to_answer))};

    const std::size_t columns = os::terminal_columns(STDOUT_FILENO);
    Json list = Json::array();
    bool problem = false;
    for (const Check& check : checks) {
        if (check.of_node && goes_to_slurm(input)) continue;
        for (const CheckResult& result : check.look(input)) {
            problem = problem || result.level == CheckResult::Level::problem;
            if (options.json) {
                list.push_back({{"check", check.name},
                                {"level", word(result.level)},
                                {"message", result.message},
                                {"remedy", result.remedy}});
            } else {
                print(for_people(check.name, result, surroundings.colour, columns));
            }
        }
    }
    if (options.json) print(text::show_json({{"version", 1}, {"findings", list}}) + "\n");
    return problem ? has_problems : 0;
}

}  // namespace

Subcommand doctor_subcommand() {
    const auto options = std::make_shared<DoctorOptions>();
    return {.name = "doctor",
            .words = "[TASK]",
            .summary = "Look at everything a run needs, with the command that mends what is wrong",
            .options = {{"--json", "", "The same as JSON", &options->json}},
            .examples = {{"tao-shim doctor", "All that a run in this directory needs"},
                         {"tao-shim doctor detectnet_v2", "With the images of this task"}},
            .run = run_with(options, doctor),
            .complete = [](const std::vector<std::string>& before, const Surroundings& surroundings) {
                return before.empty() ? tasks_to_choose(surroundings) : Completions{};
            }};
}

}  // namespace tao::commands
