#include <algorithm>
#include <limits>
#include <utility>

#include "project/key_functions.hpp"
#include "text/characters.hpp"
#include "text/escape.hpp"
#include "text/suggest.hpp"

namespace tao::project {

namespace {

// The limits that the engine knows (docker run --ulimit).
const std::vector<std::string>& limit_names() {
    static const std::vector<std::string> names{"core",    "cpu",      "data",   "fsize",      "locks",
                                                "memlock", "msgqueue", "nice",   "nofile",     "nproc",
                                                "rss",     "rtprio",   "rttime", "sigpending", "stack"};
    return names;
}

bool is_user(const std::string& text) {
    if (text == "host") return true;
    const auto colon = text.find(':');
    return text::is_number(text.substr(0, colon)) &&
           (colon == std::string::npos || text::is_number(text.substr(colon + 1)));
}

// What both docker's command line and the launcher's Docker library read: 16G, 512m, 64kb, 1073741824.
bool is_size(const std::string& written) {
    std::string text = written;
    for (char& letter : text)
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter | 0x20) : letter;
    if (text.size() > 1 && text.ends_with('b') && text::is_letter(text[text.size() - 2])) text.pop_back();
    if (!text.empty() && std::string_view("bkmgt").find(text.back()) != std::string_view::npos)
        text.pop_back();
    return text::is_number(text);
}

bool is_network(const std::string& text) {
    if (text.empty() || !(text::is_letter(text[0]) || text::is_digit(text[0]))) return false;
    return std::all_of(text.begin(), text.end(), [](char letter) {
        return text::is_letter(letter) || text::is_digit(letter) ||
               std::string_view("_.:-").find(letter) != std::string_view::npos;
    });
}

bool is_port(std::string_view text) {
    if (!text::is_number(text) || text.size() > 5) return false;
    int port = 0;
    for (const char digit : text)
        port = port * 10 + (digit - '0');
    return port >= 1 && port <= 65535;
}

bool is_container_port(std::string_view text) {
    const auto slash = text.find('/');
    const std::string_view protocol = slash == std::string_view::npos ? "tcp" : text.substr(slash + 1);
    return is_port(text.substr(0, slash)) && (protocol == "tcp" || protocol == "udp" || protocol == "sctp");
}

// A text that the predicate accepts; anything else is reported with the key's own words.
std::optional<Located<std::string>> read_checked(const Reading& reading, const yaml::Node& node,
                                                 std::string_view path, bool (*accept)(const std::string&),
                                                 const char* hint) {
    const auto text = read_text(reading, node, path);
    if (!text) return std::nullopt;
    if (accept(*text)) return Located<std::string>{*text, node.where};
    report_wrong_type(reading, node, path, hint);
    return std::nullopt;
}

// docker run and Compose have a list of NAME=VALUE or HOST:CONTAINER where the launcher has a map.
bool expect_map_of(const Reading& reading, const yaml::Node& node, std::string_view path, char between) {
    const bool is_list =
        node.kind == yaml::Node::Kind::list && !node.items.empty() && node.items.front().is_scalar();
    if (!is_list) return expect_map(reading, node, path);
    const std::string& first = node.items.front().text;
    const auto at = first.rfind(between);
    std::string hint;
    if (at != std::string::npos && at > 0 && at + 1 < first.size()) {
        const std::string before = first.substr(0, at);
        const std::string behind = first.substr(at + 1);
        // Compose has the computer's port in front.
        hint = "write each without the -: " + text::visible(between == ':' ? behind : before) + ": " +
               text::visible(between == ':' ? before : behind);
    }
    report_wrong_type(reading, node, path, std::move(hint));
    return false;
}

std::optional<Located<bool>> read_located_boolean(const Reading& reading, const yaml::Node& node,
                                                  std::string_view path) {
    const auto value = read_boolean(reading, node, path);
    if (!value) return std::nullopt;
    return Located<bool>{*value, node.where};
}

}  // namespace

void read_docker(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project) {
    if (expect_map(reading, node, path)) read_keys(reading, node, path, project);
}

void read_user(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project) {
    project.docker.user =
        read_checked(reading, node, path, is_user,
                     "host is the user who runs tao; names of users mean nothing in the container");
}

void read_shm_size(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project) {
    project.docker.shm_size =
        read_checked(reading, node, path, is_size, "a whole number and one of b, k, m, g, t");
    if (!project.docker.shm_size) return;
    constexpr std::size_t digits_of_a_megabyte = 7;
    const std::string& size = project.docker.shm_size->value;
    const bool bytes = std::all_of(size.begin(), size.end(), text::is_digit);
    if (bytes && !size.empty() && size.size() < digits_of_a_megabyte && size != "0") {
        reading.diagnostics.warning("small-size",
                                    std::string(path) + ": " + size + " without a unit is " + size + " bytes",
                                    node.where, "for gigabytes write " + size + "G");
    }
}

void read_ulimits(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project) {
    if (!expect_map_of(reading, node, path, '=')) return;
    Located<std::map<std::string, long long>> limits{{}, node.where};
    for (const yaml::Entry& entry : node.entries) {
        const auto& names = limit_names();
        if (std::find(names.begin(), names.end(), entry.key) == names.end()) {
            const auto near = text::closest(entry.key, names);
            reading.diagnostics.error("unknown-key",
                                      text::quoted(entry.key) + " is not a limit that Docker knows",
                                      entry.key_where, near ? "did you mean " + *near + "?" : "");
            continue;
        }
        if (entry.value.kind == yaml::Node::Kind::map || entry.value.kind == yaml::Node::Kind::list) {
            reading.diagnostics.error(
                "wrong-type", "the launcher takes one number for a limit, used as soft and hard limit",
                entry.value.where, "write " + entry.key + ": NUMBER, -1 for no limit");
            continue;
        }
        const auto number =
            read_integer(reading, entry.value, "docker.ulimits[]", -1, std::numeric_limits<long long>::max());
        if (number) limits.value[entry.key] = *number;
    }
    project.docker.ulimits = std::move(limits);
}

void read_network(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project) {
    // A network may have a number for its name.
    if (is_no_text(node) && !text::is_number(node.text))
        return report_wrong_type(reading, node, path, "in quotes it is a name");
    project.docker.network = read_checked(reading, node, path, is_network, "");
}

void read_ports(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project) {
    if (!expect_map_of(reading, node, path, ':')) return;
    Located<std::map<std::string, std::string>> ports{{}, node.where};
    for (const yaml::Entry& entry : node.entries) {
        const bool key_right = is_container_port(entry.key);
        if (!key_right) {
            reading.diagnostics.error("bad-port", text::quoted(entry.key) + " is not a port of the container",
                                      entry.key_where, "a number from 1 to 65535, or such as 53/udp");
        }
        if (!entry.value.is_scalar()) {
            report_wrong_type(reading, entry.value, path);
            continue;
        }
        const auto port = read_text(reading, entry.value, path);
        if (!port) continue;
        if (!is_port(*port)) {
            reading.diagnostics.error("bad-port", text::quoted(*port) + " is not a port of this computer",
                                      entry.value.where, "a number from 1 to 65535");
        } else if (key_right) {
            ports.value[entry.key] = *port;
        }
    }
    project.docker.ports = std::move(ports);
}

void read_privileged(const Reading& reading, const yaml::Node& node, std::string_view path,
                     Project& project) {
    project.docker.privileged = read_located_boolean(reading, node, path);
}

// Without a terminal the shell that keeps the container alive sees the end of its input and leaves: the launcher
// then finds no container, and reports success.
void read_tty(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project) {
    const auto value = read_located_boolean(reading, node, path);
    if (value && !value->value) {
        reading.diagnostics.error("tty-false",
                                  "with tty: false the launcher's container ends before the task has started",
                                  node.where, "remove this line; runs without a terminal need no setting");
    } else {
        project.docker.tty = value;
    }
}

void show_ulimits(const Project& project, std::vector<Shown>& shown) {
    const auto& limits = project.docker.ulimits;
    if (!limits) return;
    for (const auto& [name, limit] : limits->value)
        shown.push_back({name, std::to_string(limit), limits->where});
}

void show_ports(const Project& project, std::vector<Shown>& shown) {
    const auto& ports = project.docker.ports;
    if (!ports) return;
    for (const auto& [container, host] : ports->value)
        shown.push_back({container, host, ports->where});
}

// More than a share of the processor's time: what has these goes before every other program of this computer.
void widen_by_ulimits(const Project& project, const RealPaths& /*real*/, std::vector<Widening>& found) {
    const auto& limits = project.docker.ulimits;
    if (!limits) return;
    for (const char* name : {"nice", "rtprio", "rttime"}) {
        const auto limit = limits->value.find(name);
        if (limit == limits->value.end()) continue;
        const std::string value = std::string(name) + ": " + std::to_string(limit->second);
        found.push_back({.value = value,
                         .where = limits->where,
                         .meaning = "docker.ulimits " + text::quoted(value) +
                                    " lets the container take processor time before other programs"});
    }
}

void widen_by_user(const Project& project, const RealPaths& /*real*/, std::vector<Widening>& found) {
    const auto& user = project.docker.user;
    if (!user || user->value == "host") return;
    found.push_back({.value = user->value,
                     .where = user->where,
                     .meaning = "docker.user " + text::quoted(user->value) +
                                " lets the container act as a user who may not be you"});
}

bool has_no_network(const Project& project) {
    return project.docker.network && project.docker.network->value == "none";
}

void widen_by_network(const Project& project, const RealPaths& /*real*/, std::vector<Widening>& found) {
    const auto& network = project.docker.network;
    if (!network || network->value == "bridge" || network->value == "none") return;
    found.push_back({.value = network->value,
                     .where = network->where,
                     .meaning = "docker.network " + text::quoted(network->value) +
                                " puts the container into that network of this computer"});
}

void widen_by_ports(const Project& project, const RealPaths& /*real*/, std::vector<Widening>& found) {
    const auto& ports = project.docker.ports;
    if (!ports) return;
    for (const auto& [container, host] : ports->value) {
        const std::string value = container + ": " + host;
        found.push_back({.value = value,
                         .where = ports->where,
                         .meaning = "docker.ports " + text::quoted(value) +
                                    " opens a port of this computer (container port: port here)"});
    }
}

void widen_by_privileged(const Project& project, const RealPaths& /*real*/, std::vector<Widening>& found) {
    const auto& privileged = project.docker.privileged;
    if (!privileged || !privileged->value) return;
    found.push_back({.value = "true",
                     .where = privileged->where,
                     .meaning = "docker.privileged gives the container all rights over this computer"});
}

}  // namespace tao::project
