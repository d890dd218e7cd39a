#include <algorithm>
#include <limits>

#include "project/names.hpp"
#include "project/readers.hpp"
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
    return is_number(text.substr(0, colon)) &&
           (colon == std::string::npos || is_number(text.substr(colon + 1)));
}

// What both docker's command line and the launcher's Docker library read: 16G, 512m, 64kb, 1073741824.
bool is_size(const std::string& written) {
    std::string text = written;
    for (char& letter : text)
        letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter | 0x20) : letter;
    if (text.size() > 1 && text.ends_with('b') && is_letter(text[text.size() - 2])) text.pop_back();
    if (!text.empty() && std::string_view("bkmgt").find(text.back()) != std::string_view::npos)
        text.pop_back();
    return is_number(text);
}

bool is_network(const std::string& text) {
    if (text.empty() || !(is_letter(text[0]) || is_digit(text[0]))) return false;
    return std::all_of(text.begin(), text.end(), [](char letter) {
        return is_letter(letter) || is_digit(letter) ||
               std::string_view("_.:-").find(letter) != std::string_view::npos;
    });
}

bool is_port(std::string_view text) {
    if (!is_number(text) || text.size() > 5) return false;
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

std::optional<Located<std::map<std::string, long long>>> read_ulimits(const Reading& reading,
                                                                      const yaml::Node& node) {
    if (!expect_map(reading, node, "docker.ulimits")) return std::nullopt;
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
    return limits;
}

std::optional<Located<std::map<std::string, std::string>>> read_ports(const Reading& reading,
                                                                      const yaml::Node& node) {
    if (!expect_map(reading, node, "docker.ports")) return std::nullopt;
    Located<std::map<std::string, std::string>> ports{{}, node.where};
    for (const yaml::Entry& entry : node.entries) {
        const bool key_right = is_container_port(entry.key);
        if (!key_right) {
            reading.diagnostics.error("bad-port", text::quoted(entry.key) + " is not a port of the container",
                                      entry.key_where, "a number from 1 to 65535, or such as 53/udp");
        }
        if (!entry.value.is_scalar()) {
            report_wrong_type(reading, entry.value, "docker.ports");
            continue;
        }
        const auto port = read_text(reading, entry.value, "docker.ports");
        if (!port) continue;
        if (!is_port(*port)) {
            reading.diagnostics.error("bad-port", text::quoted(*port) + " is not a port of this computer",
                                      entry.value.where, "a number from 1 to 65535");
        } else if (key_right) {
            ports.value[entry.key] = *port;
        }
    }
    return ports;
}

std::optional<Located<bool>> read_located_boolean(const Reading& reading, const yaml::Node& node,
                                                  std::string_view path) {
    const auto value = read_boolean(reading, node, path);
    if (!value) return std::nullopt;
    return Located<bool>{*value, node.where};
}

// Without a terminal the shell that keeps the container alive sees the end of its input and leaves: the launcher
// then finds no container, and reports success.
std::optional<Located<bool>> read_tty(const Reading& reading, const yaml::Node& node) {
    const auto value = read_located_boolean(reading, node, "docker.tty");
    if (!value || value->value) return value;
    reading.diagnostics.error("tty-false",
                              "with tty: false the launcher's container ends before the task has started",
                              node.where, "remove this line; runs without a terminal need no setting");
    return std::nullopt;
}

}  // namespace

DockerOptions read_docker(const Reading& reading, const yaml::Node& node) {
    DockerOptions options;
    if (!expect_map(reading, node, "docker")) return options;
    check_keys(reading, node, "docker");
    for (const yaml::Entry& entry : node.entries) {
        const yaml::Node& value = entry.value;
        if (entry.key == "user") {
            options.user =
                read_checked(reading, value, "docker.user", is_user,
                             "host is the user who runs tao; names of users mean nothing in the container");
        } else if (entry.key == "shm_size") {
            options.shm_size = read_checked(reading, value, "docker.shm_size", is_size,
                                            "a whole number and one of b, k, m, g, t");
        } else if (entry.key == "network") {
            options.network = read_checked(reading, value, "docker.network", is_network, "");
        } else if (entry.key == "ulimits") {
            options.ulimits = read_ulimits(reading, value);
        } else if (entry.key == "ports") {
            options.ports = read_ports(reading, value);
        } else if (entry.key == "privileged") {
            options.privileged = read_located_boolean(reading, value, "docker.privileged");
        } else if (entry.key == "tty") {
            options.tty = read_tty(reading, value);
        }
    }
    return options;
}

}  // namespace tao::project
