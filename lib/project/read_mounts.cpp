#include <algorithm>
#include <string_view>

#include "project/interpolate.hpp"
#include "project/readers.hpp"
#include "text/escape.hpp"

namespace tao::project {

namespace {

// The bytes [begin, end) of a scalar as a scalar of their own, with their own place.
yaml::Node part_of(const yaml::Node& scalar, std::size_t begin, std::size_t end) {
    yaml::Node part = scalar;
    part.text = scalar.text.substr(begin, end - begin);
    part.where = scalar.place(begin, end);
    if (scalar.verbatim_at) part.verbatim_at = *scalar.verbatim_at + begin;
    return part;
}

// The places of the colons that are not inside ${...}. They are looked for before interpolation: a value must
// never become structure.
std::vector<std::size_t> separators(std::string_view text) {
    std::vector<std::size_t> colons;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text.substr(at, 2) == "$$") {
            ++at;
        } else if (text.substr(at, 2) == "${") {
            at = std::min(text.find('}', at), text.size());
        } else if (text[at] == ':') {
            colons.push_back(at);
        }
    }
    return colons;
}

std::string joined(const std::string& directory, std::string_view relative) {
    while (relative.starts_with("./")) {
        relative.remove_prefix(2);
        while (relative.starts_with('/'))
            relative.remove_prefix(1);
    }
    if (relative.empty() || relative == ".") return directory;
    return (directory == "/" ? directory : directory + "/") + std::string(relative);
}

// The absolute form of a source: ~ is the home, anything relative starts at the project directory.
std::optional<std::string> absolute_source(const Reading& reading, const yaml::Node& node,
                                           const std::string& source) {
    if (source[0] != '~') {
        return source[0] == '/' ? source : joined(reading.context.directory, source);
    }
    if (source != "~" && !source.starts_with("~/")) {
        const std::string person = source.substr(0, source.find('/'));
        reading.diagnostics.error(
            "other-home", "only ~ alone stands for a home directory here, not " + text::quoted(person),
            node.where, "write the path out, or put ./ before it if that is its name");
        return std::nullopt;
    }
    const std::string& home = reading.context.user.home;
    if (home.empty()) {
        reading.diagnostics.error("no-home",
                                  "~ cannot be resolved: neither HOME nor /etc/passwd names a home directory",
                                  node.where, "write the path out, or set HOME");
        return std::nullopt;
    }
    return source.size() <= 2 ? home : joined(home, std::string_view(source).substr(2));
}

std::optional<Located<std::string>> read_source(const Reading& reading, const yaml::Node& node,
                                                std::string_view path) {
    const auto text = read_path(reading, node, path);
    if (!text) return std::nullopt;
    auto absolute = absolute_source(reading, node, *text);
    if (!absolute) return std::nullopt;
    return Located<std::string>{*absolute, node.where};
}

std::optional<Located<std::string>> read_destination(const Reading& reading, const yaml::Node& node) {
    const auto text = read_path(reading, node, "mounts[].destination");
    if (!text) return std::nullopt;
    return Located<std::string>{*text, node.where};
}

std::optional<Mount> read_short(const Reading& reading, const yaml::Node& node) {
    const auto colons = separators(node.text);
    if (colons.size() > 1) {
        reading.diagnostics.error(
            "bad-mount", "a mount has two parts, SOURCE:DESTINATION; here is a third",
            node.place(colons[1], node.text.size()),
            "remove it: the launcher mounts everything to be read and written (no :ro),\n"
            "and it cannot mount a path that has a colon in its name");
        return std::nullopt;
    }
    if (colons.empty()) {
        const auto source = read_source(reading, node, "mounts[]");
        if (!source) return std::nullopt;
        return Mount{.source = *source, .destination = *source};
    }
    const auto source = read_source(reading, part_of(node, 0, colons[0]), "mounts[].source");
    const auto destination = read_destination(reading, part_of(node, colons[0] + 1, node.text.size()));
    if (!source || !destination) return std::nullopt;
    return Mount{.source = *source, .destination = *destination};
}

std::optional<Mount> read_long(const Reading& reading, const yaml::Node& node) {
    const auto meant = check_keys(reading, node, "mounts[]");
    const auto part = [&](const char* name) {
        const yaml::Node* found = node.find(name);
        const bool misspelt = std::find(meant.begin(), meant.end(), name) != meant.end();
        if (found == nullptr && !misspelt) {
            const text::Span where = node.entries.empty() ? node.where : node.entries.front().key_where;
            reading.diagnostics.error("missing-key", std::string("this mount has no ") + name, where,
                                      std::string("add ") + name + ": PATH");
        }
        return found;
    };
    const yaml::Node* source_node = part("source");
    const yaml::Node* destination_node = part("destination");
    const auto source = source_node ? read_source(reading, *source_node, "mounts[].source") : std::nullopt;
    const auto destination = destination_node ? read_destination(reading, *destination_node) : std::nullopt;
    bool create = false;
    if (const yaml::Node* create_node = node.find("create")) {
        create = read_boolean(reading, *create_node, "mounts[].create").value_or(false);
    }
    if (!source || !destination) return std::nullopt;
    return Mount{.source = *source, .destination = *destination, .create = create};
}

}  // namespace

std::vector<Mount> read_mounts(const Reading& reading, const yaml::Node& node) {
    std::vector<Mount> mounts;
    if (!expect_list(reading, node, "mounts")) return mounts;
    for (const yaml::Node& item : node.items) {
        std::optional<Mount> mount;
        if (item.is_scalar()) {
            mount = read_short(reading, item);
        } else if (item.kind == yaml::Node::Kind::map) {
            mount = read_long(reading, item);
        } else {
            report_wrong_type(reading, item, "mounts[]");
        }
        if (mount) mounts.push_back(std::move(*mount));
    }
    return mounts;
}

}  // namespace tao::project
