#include "project/trust.hpp"

#include <algorithm>
#include <string_view>

#include "text/escape.hpp"

namespace tao::project {

namespace {

bool is_below_or_same(std::string_view path, std::string_view directory) {
    if (directory == "/") return path.starts_with('/');
    return path.starts_with(directory) && (path.size() == directory.size() || path[directory.size()] == '/');
}

// The sockets of engines that root runs, where they are and where links lead to them from.
constexpr std::string_view engine_sockets[] = {
    "/run/docker.sock",
    "/var/run/docker.sock",
    "/run/containerd/containerd.sock",
    "/var/run/containerd/containerd.sock",
    "/run/podman/podman.sock",
    "/var/run/podman/podman.sock",
    "/run/crio/crio.sock",
    "/var/run/crio/crio.sock",
};

// What a mount of that source gives away beyond its files: such a socket, or nothing.
std::string_view engine_socket_in(std::string_view source) {
    for (const std::string_view socket : engine_sockets) {
        if (is_below_or_same(socket, source)) return socket;
    }
    return {};
}

bool steers_the_gpu_hook(std::string_view variable) {
    return variable.starts_with("LD_") || variable == "GLIBC_TUNABLES";
}

class Collector {
  public:
    void add(const char* key, std::string value, std::optional<text::Span> where) {
        found_.push_back({.key = key, .value = std::move(value), .where = where});
    }

    // In the order of the file; what has no place (a layout's) first.
    std::vector<Widening> take() {
        std::stable_sort(found_.begin(), found_.end(), [](const Widening& one, const Widening& other) {
            if (!one.where || !other.where) return !one.where && other.where;
            return one.where->begin < other.where->begin;
        });
        return std::move(found_);
    }

  private:
    std::vector<Widening> found_;
};

void add_docker_options(const DockerOptions& docker, Collector& collector) {
    if (docker.user && docker.user->value != "host") {
        collector.add("docker.user", docker.user->value, docker.user->where);
    }
    if (docker.network && docker.network->value != "bridge" && docker.network->value != "none") {
        collector.add("docker.network", docker.network->value, docker.network->where);
    }
    if (docker.ports) {
        for (const auto& [container, host] : docker.ports->value) {
            collector.add("docker.ports", container + ": " + host, docker.ports->where);
        }
    }
    if (docker.privileged && docker.privileged->value) {
        collector.add("docker.privileged", "true", docker.privileged->where);
    }
}

}  // namespace

std::vector<Widening> widenings(const Project& project, const RealPaths& real) {
    Collector collector;
    for (std::size_t index = 0; index < project.mounts.size(); ++index) {
        const std::string& source = real.sources.at(index);
        if (!is_below_or_same(source, real.directory)) {
            collector.add("mounts[].source", source, project.mounts[index].source.where);
        }
    }
    for (const ContainerVariable& variable : project.envs) {
        if (!steers_the_gpu_hook(variable.name)) continue;
        // Without a value it is the user's own, whatever it is at the time.
        if (variable.value) collector.add("envs", variable.name + ": " + *variable.value, variable.where);
    }
    add_docker_options(project.docker, collector);
    return collector.take();
}

std::vector<Widening> untrusted(const std::vector<Widening>& widenings, const std::string& real_directory,
                                const Trust& trust) {
    const auto covered = [&](const std::string& path) {
        return std::any_of(trust.trusted_paths.begin(), trust.trusted_paths.end(),
                           [&](const std::string& trusted) { return is_below_or_same(path, trusted); });
    };
    std::vector<Widening> left;
    if (covered(real_directory)) return left;
    for (const Widening& widening : widenings) {
        if (widening.key == "mounts[].source" && covered(widening.value)) continue;
        const bool granted = std::any_of(trust.granted.begin(), trust.granted.end(),
                                         [&](const Widening& one) { return one.same_as(widening); });
        if (!granted) left.push_back(widening);
    }
    return left;
}

std::string describe(const Widening& widening) {
    const std::string value = text::quoted(widening.value);
    if (widening.key == "mounts[].source") {
        const std::string_view socket = engine_socket_in(widening.value);
        if (socket == widening.value) {
            return "the mount source " + value +
                   " is the socket of a container engine, and whoever has it is root on this computer: so "
                   "would "
                   "the container be";
        }
        if (!socket.empty()) {
            return "the mount source " + value + " is outside the project directory and holds " +
                   text::quoted(socket) +
                   ", the socket of a container engine: the container would be root on this computer";
        }
        return "the mount source " + value +
               " is outside the project directory, and the container could read and change it";
    }
    if (widening.key == "docker.user") {
        return "docker.user " + value + " lets the container act as a user who may not be you";
    }
    if (widening.key == "docker.network") {
        return "docker.network " + value + " puts the container into that network of this computer";
    }
    if (widening.key == "docker.ports") {
        return "docker.ports " + value + " opens a port of this computer (container port: port here)";
    }
    if (widening.key == "docker.privileged") {
        return "docker.privileged gives the container all rights over this computer";
    }
    return "envs " + value + " is obeyed by programs of this computer while they start the container";
}

}  // namespace tao::project
