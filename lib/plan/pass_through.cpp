#include "plan/pass_through.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "text/escape.hpp"

namespace tao::plan {

namespace {

struct Switch {
    std::string_view variable;
    std::string_view value;
    std::string_view reason;
};

constexpr Switch switches[] = {
    {"TAO_DOCKER_DISABLE", "1", "TAO_DOCKER_DISABLE=1: the task runs on this machine, without a container"},
};

constexpr std::array<std::string_view, 4> words_for_off = {"off", "no", "0", "false"};

bool is_off(std::string_view value) {
    std::string lower(value);
    for (char& letter : lower)
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    return std::find(words_for_off.begin(), words_for_off.end(), lower) != words_for_off.end();
}

}  // namespace

std::string fault_of_switch(const os::Environment& environment) {
    const std::string_view value = environment.get_or_empty("TAO_SHIM");
    if (value.empty() || is_off(value)) return {};
    return "TAO_SHIM is " + text::quoted(value) +
           ", which is not understood: off, no, 0 or false switch the shim off, unset it is on\n"
           "to have it off, type: export TAO_SHIM=off\nto have it on, type: unset TAO_SHIM";
}

std::string stepped_aside(const os::Environment& environment) {
    if (is_off(environment.get_or_empty("TAO_SHIM"))) {
        return "TAO_SHIM=" + std::string(environment.get_or_empty("TAO_SHIM"));
    }
    for (const Switch& entry : switches) {
        const auto value = environment.get(entry.variable);
        if (value && *value == entry.value) return std::string(entry.reason);
    }
    return {};
}

std::string mounts_by_hand(const os::Environment& environment) {
    return environment.get("LAUNCHER_MOUNTS") ? "LAUNCHER_MOUNTS is set: it names the mounts file" : "";
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
