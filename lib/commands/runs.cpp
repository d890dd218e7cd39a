#include "commands/runs.hpp"

#include <algorithm>
#include <array>

#include "commands/project_here.hpp"
#include "engines/address.hpp"
#include "engines/answer.hpp"
#include "engines/markers.hpp"
#include "paths/never_translated.hpp"
#include "text/escape.hpp"
#include "text/json_value.hpp"
#include "text/message.hpp"

namespace tao::commands {

namespace {

using namespace std::chrono_literals;
using text::Json;

constexpr auto patience = 10s;  // for one answer of the engine
constexpr std::size_t short_length = 12;
constexpr unsigned ok = 200;

// 2026-01-31T12:00:00.123456789Z
std::time_t time_of(const std::string& text) {
    std::tm broken_down{};
    if (::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &broken_down) == nullptr) return 0;
    return ::timegm(&broken_down);
}

// What the launcher's `docker exec` started in the container.
std::string command_in(engines::Engine& engine, const Json& execs) {
    for (const Json& exec : execs) {
        if (!exec.is_string()) continue;
        const auto answer = engine.ask("/exec/" + exec.get<std::string>() + "/json", os::in(patience));
        const Json command = engines::answer_of(answer.body);
        if (answer.status != ok || engines::value_at(command, "/Running") != true) continue;
        std::vector<std::string> words{engines::text_at(command, "/ProcessConfig/entrypoint")};
        for (const Json& argument : engines::value_at(command, "/ProcessConfig/arguments")) {
            words.push_back(argument.is_string() ? argument.get<std::string>() : "");
        }
        std::string line;
        for (const std::string& word : paths::masked_words(words))
            line += (line.empty() ? "" : " ") + text::shell_word(word);
        return line;
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
    const Json container = engines::answer_of(description);
    const Json environment = engines::value_at(container, "/Config/Env");
    Run run;
    run.id = engines::container_variable(environment, engines::run_marker);
    run.project = engines::container_variable(environment, engines::project_marker);
    if (run.id.empty()) return std::nullopt;
    run.container_id = engines::text_at(container, "/Id");
    run.image = engines::text_at(container, "/Config/Image");
    run.state = engines::text_at(container, "/State/Status");
    run.started = time_of(engines::text_at(container, "/Created"));
    return run;
}

Runs list_runs(engines::Engine& engine, const std::optional<std::string>& project,
               const os::FileSystem& files) {
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
            engine.ask("/containers/" + engines::text_at(container, "/Id") + "/json", os::in(patience));
        auto run = run_of(answer.body);
        if (!run || (project && !same_file(run->project, *project, files))) continue;
        run->command = command_in(engine, engines::value_at(engines::answer_of(answer.body), "/ExecIDs"));
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
    return text::message("error: the Docker Engine at " + text::visible(engines::docker_host(environment)) +
                         " cannot be asked: " + failure + "\nto find out why, type: tao-shim doctor");
}

std::optional<std::vector<Run>> runs_asked_for(const char* subcommand, const Arguments& arguments,
                                               const Surroundings& surroundings, engines::Engine& engine) {
    const plan::Invocation& invocation = surroundings.invocation;
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
