#include "engines/runs.hpp"

#include <algorithm>
#include <csignal>

#include "engines/address.hpp"
#include "engines/api.hpp"
#include "engines/api_answer.hpp"
#include "engines/docker_choice.hpp"
#include "engines/markers.hpp"
#include "engines/podman_engine.hpp"
#include "engines/process_engine.hpp"
#include "engines/real_docker.hpp"
#include "engines/slurm_engine.hpp"
#include "paths/never_translated.hpp"
#include "text/escape.hpp"
#include "text/json_value.hpp"

namespace tao::engines {

namespace {

using namespace std::chrono_literals;
using text::Json;

constexpr auto patience = 10s;  // for one answer of the engine

// 2026-01-31T12:00:00.123456789Z
std::time_t time_of_creation(const std::string& text) {
    std::tm broken_down{};
    if (::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &broken_down) == nullptr) return 0;
    return ::timegm(&broken_down);
}

// A command for people, its secrets masked.
std::string shown(const Json& words) {
    std::vector<std::string> command;
    for (const Json& word : words)
        command.push_back(word.is_string() ? word.get<std::string>() : "");
    std::string line;
    for (const std::string& word : paths::masked_words(command))
        line += (line.empty() ? "" : " ") + text::shell_word(word);
    return line;
}

// What the launcher's `docker exec` started in the container.
std::string command_in(ContainerEngine& engine, const Json& execs) {
    for (const Json& exec : execs) {
        if (!exec.is_string()) continue;
        const auto answer = engine.ask("/exec/" + exec.get<std::string>() + "/json", os::in(patience));
        const Json command = answer_of(answer.body);
        if (answer.status != answer_ok || value_at(command, "/Running") != true) continue;
        Json words = value_at(command, "/ProcessConfig/arguments");
        if (!words.is_array()) words = Json::array();
        words.insert(words.begin(), text_at(command, "/ProcessConfig/entrypoint"));
        return shown(words);
    }
    return {};
}

KnownEngine docker_at(const std::string& host, bool named) {
    return {.name = "the Docker Engine at " + text::visible(host),
            .command = "docker rm -f",
            .named = named,
            .engine = make_engine_api(engine_address(os::Environment({"DOCKER_HOST=" + host})))};
}

// A job's container is not another run, where the node is this computer. Slurm is the first engine.
void leave_out_containers_of_jobs(std::vector<RunsOfEngine>& found) {
    std::vector<std::string> jobs;
    for (RunsOfEngine& of_engine : found) {
        std::erase_if(of_engine.runs, [&](const Run& run) {
            const std::string of_job = run.id.substr(0, run.id.find('-'));
            return std::find(jobs.begin(), jobs.end(), of_job) != jobs.end();
        });
        for (const Run& run : of_engine.runs)
            jobs.push_back(run.id);
    }
}

// Anybody on a shared engine can set the mark; what is shown and typed is in our own form, with a node's number behind it.
bool is_run_id(std::string_view id) {
    constexpr std::string_view allowed = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-";
    return !id.empty() && id.find_first_not_of(allowed) == std::string_view::npos && id.front() != '-';
}

}  // namespace

std::optional<Run> run_of(const std::string& description) {
    const Json container = answer_of(description);
    const Json environment = value_at(container, "/Config/Env");
    Run run;
    run.id = container_variable(environment, run_marker);
    run.project = container_variable(environment, project_marker);
    if (!is_run_id(run.id)) return std::nullopt;
    run.container_id = text_at(container, "/Id");
    run.image = text_at(container, "/Config/Image");
    if (run.image.empty()) run.image = text_at(container, "/ImageName");  // podman's
    run.state = text_at(container, "/State/Status");
    run.started = time_of_creation(text_at(container, "/Created"));
    const Json labels = value_at(container, "/Config/Labels");
    run.by_command = labels.is_object() && labels.contains(run_label);
    if (run.by_command && run.state == "running") run.command = shown(value_at(container, "/Config/Cmd"));
    return run;
}

Runs list_runs(ContainerEngine& engine) {
    Runs found;
    const auto containers = engine.ask("/containers/json?all=true", os::in(patience));
    const auto list = text::parse_json(containers.body);
    if (containers.status != answer_ok || !list || !list->is_array()) {
        found.failure = !containers.failure.empty() ? containers.failure
                        : containers.status == answer_ok
                            ? "its answer is no list of containers"
                            : "it answered with status " + std::to_string(containers.status);
        return found;
    }
    for (const Json& container : *list) {
        const auto answer =
            engine.ask("/containers/" + text_at(container, "/Id") + "/json", os::in(patience));
        auto run = run_of(answer.body);
        if (!run) continue;
        if (!run->by_command) run->command = command_in(engine, value_at(answer_of(answer.body), "/ExecIDs"));
        found.runs.push_back(std::move(*run));
    }
    std::stable_sort(found.runs.begin(), found.runs.end(),
                     [](const Run& one, const Run& other) { return one.started > other.started; });
    return found;
}

std::vector<KnownEngine> known_engines(const os::Environment& environment, const std::string& home,
                                       const os::FileSystem& files) {
    std::vector<KnownEngine> engines;
    if (const std::string squeue = find_program("squeue", environment, files); !squeue.empty()) {
        engines.push_back({.name = "Slurm",
                           .command = "scancel",
                           .named = false,
                           .engine = make_slurm_engine(squeue, environment)});
    }
    const std::string of_launcher(docker_host(environment));
    engines.push_back(docker_at(of_launcher, !environment.get_or_empty("DOCKER_HOST").empty()));
    const DockerChoice chosen = docker_choice(environment, home, files);
    if (chosen.fault.empty() && chosen.host != of_launcher) engines.push_back(docker_at(chosen.host, true));
    if (const std::string podman = find_program("podman", environment, files); !podman.empty()) {
        engines.push_back({.name = "podman",
                           .command = "podman rm -f",
                           .named = false,
                           .engine = make_podman_engine(podman, environment)});
    }
    for (const char* name : {"apptainer", "singularity"}) {
        if (find_program(name, environment, files).empty()) continue;
        engines.push_back({.name = name, .command = "kill", .named = false, .engine = make_process_engine()});
        break;
    }
    return engines;
}

EveryRun every_run(std::vector<KnownEngine> known) {
    EveryRun every;
    std::vector<std::string> others;  // failures of engines that need not be there, if another is
    for (KnownEngine& engine : known) {
        Runs runs = list_runs(*engine.engine);
        if (!runs.failure.empty()) {
            (engine.named ? every.failures : others)
                .push_back("error: " + engine.name + " cannot be asked: " + runs.failure +
                           "\nto find out why, type: tao-shim doctor");
            continue;
        }
        every.engines.push_back({.engine = std::move(engine), .runs = std::move(runs.runs)});
    }
    if (every.engines.empty() && every.failures.empty()) every.failures = std::move(others);
    leave_out_containers_of_jobs(every.engines);
    return every;
}

// The launcher's container has a shell as its first process, which only leaves when it is hung up.
void ask_to_end(ContainerEngine& engine, const Run& run, os::Deadline deadline) {
    engine.signal(run.container_id, run.by_command ? SIGTERM : SIGHUP, deadline);
}

}  // namespace tao::engines
