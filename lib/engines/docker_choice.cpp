#include "engines/docker_choice.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "engines/address.hpp"
#include "engines/api_answer.hpp"
#include "text/characters.hpp"
#include "text/escape.hpp"
#include "text/json_value.hpp"

namespace tao::engines {

namespace {

constexpr std::size_t largest_file = std::size_t{1} << 20U;
constexpr std::string_view default_context = "default";

std::string configuration_directory(const os::Environment& environment, const std::string& home) {
    const std::string_view own = environment.get_or_empty("DOCKER_CONFIG");
    if (!own.empty()) return std::string(own);
    return home.empty() ? home : home + "/.docker";
}

text::Json read(const std::string& file, const os::FileSystem& files) {
    os::ReadFailure failure;
    const auto content = files.read(file, largest_file, failure);
    return content ? answer_of(*content) : text::Json();
}

// contexts/meta/SHA256(NAME)/meta.json: there are few, and each says its name.
std::optional<std::string> host_of_context(const std::string& directory, const std::string& name,
                                           const os::FileSystem& files) {
    const std::string contexts = directory + "/contexts/meta";
    for (const std::string& entry : files.list(contexts)) {
        const text::Json meta = read(contexts + "/" + entry + "/meta.json", files);
        if (text_at(meta, "/Name") == name) return text_at(meta, "/Endpoints/docker/Host");
    }
    return std::nullopt;
}

bool is_loopback(std::string_view host) {
    return host == "localhost" || host.starts_with("127.") || host == "::1";
}

bool is_on_this_computer(const std::string& host) {
    if (host.starts_with("unix:") || host.starts_with("fd:")) return true;
    std::string_view address = host;
    if (const auto scheme = address.find("://"); scheme != std::string_view::npos) {
        if (address.substr(0, scheme) != "tcp" && address.substr(0, scheme) != "http") return false;
        address.remove_prefix(scheme + 3);
    }
    if (address.starts_with('[')) return is_loopback(address.substr(1, address.find(']') - 1));
    return is_loopback(address.substr(0, address.find(':')));
}

// What docker makes something of: a scheme that it knows, or HOST:PORT.
bool is_address(std::string_view host) {
    constexpr std::string_view schemes[] = {"unix", "tcp", "ssh", "http", "https", "fd", "npipe"};
    const auto colon = host.find(':');
    if (colon == std::string_view::npos || colon + 1 == host.size()) return false;
    const bool known =
        std::find(std::begin(schemes), std::end(schemes), host.substr(0, colon)) != std::end(schemes);
    const std::string_view rest = host.substr(colon + 1);
    if (known) return rest.find_first_not_of('/') != std::string_view::npos;
    const std::string_view port = host.substr(host.rfind(':') + 1);
    return rest.find("//") == std::string_view::npos && text::is_number(port.substr(0, port.find('/')));
}

// Lines for people: what to type to have the engine of this computer, and what stands against the one that was chosen.
std::string or_the_one_here(const DockerChoice& choice) {
    return std::string("\nto use the engine of this computer, type: ") +
           (choice.by == "DOCKER_HOST" ? "DOCKER_HOST= tao ..." : "DOCKER_CONTEXT=default tao ...");
}

void judge(DockerChoice& choice) {
    if (is_address(choice.host)) {
        choice.is_here = is_on_this_computer(choice.host);
    } else {
        choice.fault = choice.by + " names no address of a Docker Engine: " + text::quoted(choice.host) +
                       "\nan address is unix:///var/run/docker.sock, or tcp://127.0.0.1:2375" +
                       or_the_one_here(choice);
    }
}

}  // namespace

DockerChoice docker_choice(const os::Environment& environment, const std::string& home,
                           const os::FileSystem& files) {
    DockerChoice choice{.host = std::string(default_docker_host)};
    if (const std::string_view host = environment.get_or_empty("DOCKER_HOST"); !host.empty()) {
        choice.host = host;
        choice.by = "DOCKER_HOST";
        judge(choice);
        return choice;
    }
    const std::string directory = configuration_directory(environment, home);
    std::string name(environment.get_or_empty("DOCKER_CONTEXT"));
    std::string by = "DOCKER_CONTEXT";
    if (name.empty() && !directory.empty()) {
        by = text::visible(directory) + "/config.json";
        name = text_at(read(directory + "/config.json", files), "/currentContext");
    }
    if (name.empty() || name == default_context) return choice;
    choice.by = "the docker context " + text::quoted(name);
    const auto host = host_of_context(directory, name, files);
    if (!host || host->empty()) {
        choice.fault = by + " names the docker context " + text::quoted(name) +
                       ", and there is none of that name in " + text::visible(directory) +
                       "/contexts\nto see those that are there, type: docker context ls";
        return choice;
    }
    choice.host = *host;
    judge(choice);
    return choice;
}

os::Environment with_choice(os::Environment environment, const DockerChoice& choice) {
    if (choice.by.empty() || choice.by == "DOCKER_HOST") return environment;
    environment.set("DOCKER_HOST", choice.host);
    environment.unset("DOCKER_CONTEXT");
    return environment;
}

std::string engine_is_elsewhere(const DockerChoice& choice) {
    if (choice.is_here) return {};
    return "the Docker Engine that " + choice.by + " names is on another computer (" +
           text::visible(choice.host) + "): it would look for the sources of the mounts there, not here" +
           or_the_one_here(choice) + "\nto use that one, log in there and type the line there";
}

}  // namespace tao::engines
