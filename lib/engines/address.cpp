#include "engines/address.hpp"

#include <charconv>

namespace tao::engines {

namespace {

constexpr std::uint16_t default_port = 2375;

bool in_numbers(std::string_view host) {
    return host.find(':') != std::string_view::npos ||
           host.find_first_not_of("0123456789.") == std::string_view::npos;
}

EngineAddress tcp_address(std::string_view host_and_port) {
    EngineAddress address;
    host_and_port = host_and_port.substr(0, host_and_port.find('/'));
    std::string_view host = host_and_port;
    std::string_view port;
    if (host.starts_with('[')) {
        const auto end = host.find(']');
        if (end == std::string_view::npos) return address;
        port = host.substr(end + 1);
        host = host.substr(1, end - 1);
    } else if (const auto colon = host.rfind(':'); colon != std::string_view::npos) {
        port = host.substr(colon);
        host = host.substr(0, colon);
    }
    address.port = default_port;
    if (port.size() > 1) {
        const char* end = port.data() + port.size();
        const auto [stopped, error] = std::from_chars(port.data() + 1, end, address.port);
        if (error != std::errc{} || stopped != end) return {};
    }
    if (host == "localhost") host = "127.0.0.1";
    if (host.empty() || !in_numbers(host)) return {};
    address.kind = EngineAddress::Kind::plain_tcp;
    address.host = host;
    return address;
}

}  // namespace

std::string_view docker_host(const os::Environment& environment) {
    const std::string_view value = environment.get_or_empty("DOCKER_HOST");
    return value.empty() ? default_docker_host : value;
}

EngineAddress engine_address(const os::Environment& environment) {
    std::string_view host = docker_host(environment);
    constexpr std::string_view local = "unix:";
    if (host.starts_with(local)) {
        // docker-py writes unix://var/run/docker.sock where everybody else has three slashes.
        const auto name = host.find_first_not_of('/', local.size());
        if (name == std::string_view::npos) return {};
        EngineAddress address;
        address.kind = EngineAddress::Kind::local_socket;
        address.path.append("/").append(host.substr(name));
        return address;
    }
    if (!environment.get_or_empty("DOCKER_TLS_VERIFY").empty() ||
        !environment.get_or_empty("DOCKER_CERT_PATH").empty()) {
        return {};
    }
    constexpr std::string_view tcp = "tcp://";
    if (host.starts_with(tcp)) return tcp_address(host.substr(tcp.size()));
    if (host.find("://") == std::string_view::npos) return tcp_address(host);
    return {};
}

}  // namespace tao::engines
