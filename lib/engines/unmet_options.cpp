#include "engines/unmet_options.hpp"

#include <charconv>
#include <limits>

#include "text/list.hpp"

namespace tao::engines {

namespace {

// 16G as docker counts it: b, k, m, g, t of 1024 each, bytes without a letter. Nothing for more than a number holds.
std::optional<long long> bytes_of(std::string_view size) {
    constexpr std::string_view units = "bkmgt";
    constexpr int bits_a_unit = 10;
    long long number = 0;
    const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), number);
    if (error != std::errc()) return std::nullopt;
    const char letter = end == size.data() + size.size() ? 'b' : *end;
    const auto unit = units.find(static_cast<char>(letter | 0x20));  // in lower case
    if (unit == std::string_view::npos) return std::nullopt;
    const int bits = bits_a_unit * static_cast<int>(unit);
    return number > (std::numeric_limits<long long>::max() >> bits) ? std::nullopt
                                                                    : std::optional(number << bits);
}

}  // namespace

std::optional<long long> limit_below(const Surroundings& here, std::string_view name, long long wanted) {
    if (here.hard_limit == nullptr) return std::nullopt;
    const auto highest = here.hard_limit(name);
    if (!highest || *highest < 0 || (wanted >= 0 && wanted <= *highest)) return std::nullopt;
    return highest;
}

void warn_of_lower_limits(std::string_view who, const Task& task, const Surroundings& here,
                          text::Diagnostics& diagnostics) {
    if (!task.docker.ulimits) return;
    for (const auto& [name, wanted] : task.docker.ulimits->value) {
        const auto lower = limit_below(here, name, wanted);
        if (!lower) continue;
        diagnostics.warning("ulimit",
                            std::string(who) + " cannot raise " + name + " above your own limit, " +
                                std::to_string(*lower) + ": the task gets that",
                            task.docker.ulimits->where);
    }
}

void warn_of_less_shared_memory(std::string_view who, const Task& task, const Surroundings& here,
                                text::Diagnostics& diagnostics) {
    const auto& wanted = task.docker.shm_size;
    if (!wanted || here.shared_memory == nullptr) return;
    constexpr long long mebibyte = 1LL << 20;
    const auto there = here.shared_memory();
    const auto bytes = bytes_of(wanted->value);
    if (!there || !bytes || *bytes <= *there) return;
    diagnostics.warning("shm-size",
                        std::string(who) + " does not set shm_size: /dev/shm has what it has here, " +
                            std::to_string(*there / mebibyte) + " MiB",
                        wanted->where, "where that is too little, give data loaders fewer workers");
}

void warn_of_discarded_ports(const project::DockerOptions& docker, std::string_view chosen,
                             text::Diagnostics& diagnostics) {
    if (!docker.ports) return;
    const std::string network = docker.network ? docker.network->value : std::string(chosen);
    if (network != "host" && network != "none") return;
    std::vector<std::string> lost;
    for (const auto& [container_port, host_port] : docker.ports->value) {
        const bool same = container_port.substr(0, container_port.find('/')) == host_port;
        if (network == "none" || !same) lost.push_back(container_port);
    }
    if (lost.empty()) return;
    if (network == "none") {
        diagnostics.warning("no-ports", "with network: none the container has no ports", docker.ports->where,
                            "remove the ports, or network: none");
        return;
    }
    diagnostics.warning(
        "no-ports",
        std::string(docker.network ? "with network: host" : "in this computer's own network") +
            " a port of the container has its own number here: " + text::joined(lost, ", "),
        docker.ports->where,
        docker.network ? "remove network: host, or the ports"
                       : "remove the ports: podman without root has no other network here");
}

}  // namespace tao::engines
