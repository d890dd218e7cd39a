#include "commands/runs.hpp"

#include <algorithm>
#include <array>

#include "commands/project_here.hpp"
#include "run/container_environment.hpp"
#include "run/container_variable.hpp"
#include "run/engine_address.hpp"
#include "text/escape.hpp"
#include "text/json.hpp"
#include "text/message.hpp"

namespace tao::commands {

namespace {

using namespace std::chrono_literals;
using text::Json;

constexpr auto patience = 10s;  // for one answer of the engine
constexpr std::size_t short_length = 12;
constexpr unsigned ok = 200;

// A member of an object; null if it has none or is no object.
const Json& member(const Json& json, const char* name) {
    static const Json null;
    if (!json.is_object()) return null;
    const auto found = json.find(name);
    return found == json.end() ? null : *found;
}

std::string text_of(const Json& json) {
    return json.is_string() ? json.get<std::string>() : std::string();
}

// 2026-01-31T12:00:00.123456789Z
std::time_t time_of(const std::string& text) {
    std::tm broken_down{};
    if (::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &broken_down) == nullptr) return 0;
    return ::timegm(&broken_down);
}

// What the launcher's `docker exec` started in the container.
std::string command_in(run::Engine& engine, const Json& execs) {
    if (!execs.is_array()) return {};
    for (const Json& exec : execs) {
        const auto answer = engine.ask("/exec/" + text_of(exec) + "/json", os::in(patience));
        const auto json = text::parse_json(answer.body);
        if (answer.status != ok || !json || !member(*json, "Running").is_boolean() ||
            !member(*json, "Running").get<bool>()) {
            continue;
        }
        const Json& process = member(*json, "ProcessConfig");
        std::string command = text_of(member(process, "entrypoint"));
        if (const Json& arguments = member(process, "arguments"); arguments.is_array()) {
            for (const Json& argument : arguments)
                command += " " + text::shell_word(text_of(argument));
        }
        return command;
    }
    return {};
}

bool same_file(const std::string& one, const std::string& other, const os::FileSystem& files) {
    if (one == other) return true;
    const auto here = files.status(one);
    const auto there = files.status(other);
    return here && there && here->identity == there->identity;
}

}  // namespace

std::optional<Run> run_of(const std::string& description) {
    const auto json = text::parse_json(description);
    if (!json) return std::nullopt;
    const Json& configuration = member(*json, "Config");
    const Json& environment = member(configuration, "Env");
    Run run;
    run.id = run::container_variable(environment, run::run_marker);
    run.project = run::container_variable(environment, run::project_marker);
    if (run.id.empty()) return std::nullopt;
    run.container_id = text_of(member(*json, "Id"));
    run.image = text_of(member(configuration, "Image"));
    run.state = text_of(member(member(*json, "State"), "Status"));
    run.started = time_of(text_of(member(*json, "Created")));
    return run;
}

Runs list_runs(run::Engine& engine, const std::optional<std::string>& project, const os::FileSystem& files) {
    Runs found;
    const auto containers = engine.ask("/containers/json?all=true", os::in(patience));
    const auto list = text::parse_json(containers.body);
    if (containers.status != ok || !list || !list->is_array()) {
        found.failure = !containers.failure.empty()
                            ? containers.failure
                            : "it answered with status " + std::to_string(containers.status);
        return found;
    }
    for (const Json& container : *list) {
        const auto answer =
            engine.ask("/containers/" + text_of(member(container, "Id")) + "/json", os::in(patience));
        auto run = run_of(answer.body);
        if (!run || (project && !same_file(run->project, *project, files))) continue;
        run->command = command_in(engine, member(*text::parse_json(answer.body), "ExecIDs"));
        found.runs.push_back(std::move(*run));
    }
    std::stable_sort(found.runs.begin(), found.runs.end(),
                     [](const Run& one, const Run& other) { return one.started > other.started; });
    return found;
}

std::string short_id(const std::string& id) {
    return id.substr(0, short_length);
}

std::string age(std::time_t since, std::time_t now) {
    struct Unit {
        std::time_t seconds;
        const char* one;
        const char* many;
    };
    constexpr std::array units = {Unit{24 * 3600, "day", "days"}, Unit{3600, "hour", "hours"},
                                  Unit{60, "minute", "minutes"}, Unit{1, "second", "seconds"}};
    const std::time_t passed = std::max<std::time_t>(0, now - since);
    for (const Unit& unit : units) {
        // Up to two of a unit the next smaller one says more: 90 minutes, 36 hours.
        if (passed < 2 * unit.seconds && unit.seconds != 1) continue;
        const std::time_t count = passed / unit.seconds;
        return std::to_string(count) + " " + (count == 1 ? unit.one : unit.many);
    }
    return {};
}

std::string engine_fault(const std::string& failure, const os::Environment& environment) {
    return text::message("error: the Docker Engine at " + text::visible(run::docker_host(environment)) +
                         " cannot be asked: " + failure + "\nto find out why, type: tao-shim doctor");
}

std::optional<std::vector<Run>> runs_asked_for(const char* subcommand, const Arguments& arguments,
                                               const Surroundings& surroundings, run::Engine& engine) {
    const run::Invocation& invocation = surroundings.invocation;
    std::optional<std::string> project;
    if (!arguments.has("--all-projects")) {
        const project::Search here = project::find(invocation.environment, invocation.working_directory,
                                                   invocation.user, surroundings.files);
        if (here.outcome == project::Search::Outcome::none) {
            complain(no_project_message(std::string("the runs of every project: tao-shim ") + subcommand +
                                        " --all-projects"));
            return std::nullopt;
        }
        project = here.file;
    }
    Runs found = list_runs(engine, project, surroundings.files);
    if (!found.failure.empty()) {
        complain(engine_fault(found.failure, invocation.environment));
        return std::nullopt;
    }
    return std::move(found.runs);
}

}  // namespace tao::commands
