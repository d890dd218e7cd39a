#include "plan/pass_through.hpp"

#include <string_view>

namespace tao::plan {

namespace {

struct Switch {
    std::string_view variable;
    std::string_view value;  // empty: any value
    std::string_view reason;
};

constexpr Switch switches[] = {
    {"TAO_SHIM", "off", "TAO_SHIM=off"},
    {"TAO_DOCKER_DISABLE", "1", "TAO_DOCKER_DISABLE=1: the task runs on this machine, without a container"},
    {"LAUNCHER_MOUNTS", "", "LAUNCHER_MOUNTS is set: it names the mounts file"},
};

}  // namespace

std::string stepped_aside(const os::Environment& environment) {
    for (const Switch& entry : switches) {
        const auto value = environment.get(entry.variable);
        if (value && (entry.value.empty() || *value == entry.value)) return std::string(entry.reason);
    }
    return {};
}

std::string not_for_a_project(launcher::ProgramKind kind) {
    switch (kind) {
        case launcher::ProgramKind::launcher:
            return {};
        case launcher::ProgramKind::client:
            return "the program is nvidia-tao-client, which uses no mounts";
        case launcher::ProgramKind::unknown:
            return "the program is not a launcher that this shim knows";
    }
    return {};
}

std::string not_for_a_project(launcher::Request request) {
    switch (request) {
        case launcher::Request::task:
            return {};
        case launcher::Request::bare:
            return "no command was given";
        case launcher::Request::instance:
            return "list, stop and info start no container";
        case launcher::Request::help:
            return "help and version start no container";
    }
    return {};
}

std::string not_for_a_project(const std::vector<std::string>& words) {
    return launcher::is_client_line(words) ? "the line is one of nvidia-tao-client's" : std::string();
}

}  // namespace tao::plan
