#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "project/interpolate.hpp"
#include "project/key_functions.hpp"
#include "text/characters.hpp"
#include "text/escape.hpp"
#include "text/foreign_path.hpp"
#include "text/path.hpp"
#include "text/secrets.hpp"
#include "text/yaml.hpp"

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

std::string below(const std::string& directory, std::string_view relative) {
    while (relative.starts_with("./")) {
        relative.remove_prefix(2);
        while (relative.starts_with('/'))
            relative.remove_prefix(1);
    }
    if (relative.empty() || relative == ".") return directory;
    return (directory == "/" ? directory : directory + "/") + std::string(relative);
}

const char* what_is(text::ForeignPath::Kind kind) {
    switch (kind) {
        case text::ForeignPath::Kind::windows:
            return "a path of Windows";
        case text::ForeignPath::Kind::share:
            return "a share of Windows";
        case text::ForeignPath::Kind::url:
            return "a URL";
    }
    return "";
}

// A source that is written as another system or program writes it, which here would be a directory of that odd name. `rest`:
// what stands behind it in the short form. False: it is none.
bool report_foreign(const Reading& reading, const yaml::Node& node, std::string_view source,
                    std::string_view rest = {}) {
    const auto foreign = text::foreign_path(source);
    if (!foreign) return false;
    std::string hint = "mount or download what it names first, and write that directory";
    if (!foreign->here.empty()) {
        hint = foreign->kind == text::ForeignPath::Kind::windows ? "in WSL it is " : "it is ";
        hint += text::quoted(foreign->here) + ": write " + text::visible(foreign->here + std::string(rest));
    }
    reading.diagnostics.error("foreign-path",
                              text::quoted(text::without_secrets(std::string(source))) + " is " +
                                  what_is(foreign->kind) + ", and no name of a directory here",
                              node.where, hint);
    return true;
}

// How much of a mount in the short form is such a source; 0: it is none. C:/data can be a directory C at /data, and so can
// C:/data:ro.
std::size_t foreign_source_length(std::string_view written, const std::vector<std::size_t>& colons) {
    if (!text::foreign_path(written)) return 0;
    const bool has_colon = !colons.empty() && !written.starts_with("//") && !written.starts_with("\\\\");
    const std::size_t own = has_colon ? 1 : 0;  // of the disk, or of the scheme
    const bool has_destination = colons.size() > own && written.substr(colons.back()).starts_with(":/");
    if (text::begins_with_disk(written) && written[2] == '/' && !has_destination) return 0;
    return colons.size() > own ? colons.back() : written.size();
}

// The value of a key in source=/a,target=/b; empty: it has none.
std::string_view option_value(std::string_view options, std::initializer_list<std::string_view> keys) {
    while (!options.empty()) {
        const std::string_view option = options.substr(0, options.find(','));
        const std::size_t equals = std::min(option.find('='), option.size());
        if (equals < option.size() &&
            std::find(keys.begin(), keys.end(), option.substr(0, equals)) != keys.end()) {
            return option.substr(equals + 1);
        }
        options.remove_prefix(std::min(option.size() + 1, options.size()));
    }
    return {};
}

std::string long_form(std::string_view source, std::string_view destination, bool read_only) {
    return "{source: " + text::yaml_scalar(source) + ", destination: " + text::yaml_scalar(destination) +
           (read_only ? ", read_only: true}" : "}");
}

// Docker's own options, as they stand in a line of docker run. False: the mount is none.
bool report_option_of_docker(const Reading& reading, const yaml::Node& node) {
    const std::string_view written = node.text;
    const auto report = [&](const std::string& hint) {
        reading.diagnostics.error("bad-mount", "this is an option of docker run, not a mount", node.where,
                                  hint);
        return true;
    };
    for (const std::string_view option : {"-v ", "-v=", "--volume ", "--volume="}) {
        if (written.starts_with(option))
            return report("write " + text::visible(written.substr(option.size())));
    }
    std::string_view options = written;
    for (const std::string_view option : {"--mount ", "--mount="}) {
        if (options.starts_with(option)) options.remove_prefix(option.size());
    }
    if (options.size() == written.size() && !written.starts_with("type=")) return false;
    const std::string_view source = option_value(options, {"source", "src"});
    const std::string_view destination = option_value(options, {"destination", "dst", "target"});
    if (source.empty() || destination.empty()) return report("write SOURCE:DESTINATION");
    const bool read_only = options.ends_with(",readonly") || options.ends_with(",ro");
    return report("write " + long_form(source, destination, read_only));
}

std::optional<Located<std::string>> read_source(const Reading& reading, const yaml::Node& node,
                                                std::string_view path) {
    if (report_foreign(reading, node, node.text)) return std::nullopt;
    const auto text = read_path(reading, node, path);
    if (!text || report_foreign(reading, node, *text)) return std::nullopt;
    auto absolute = absolute_path(reading, node, *text);
    if (!absolute) return std::nullopt;
    return Located<std::string>{*absolute, node.where};
}

std::optional<Mount> read_short(const Reading& reading, const yaml::Node& node) {
    if (report_option_of_docker(reading, node)) return std::nullopt;
    const auto colons = separators(node.text);
    const std::string_view written = node.text;
    if (const std::size_t length = foreign_source_length(written, colons); length > 0) {
        report_foreign(reading, node, written.substr(0, length), written.substr(length));
        return std::nullopt;
    }
    if (colons.size() > 1) {
        const bool reads_only = written.substr(colons[1]) == ":ro";
        const std::string in_long_form =
            long_form(written.substr(0, colons[0]), written.substr(colons[0] + 1, colons[1] - colons[0] - 1),
                      reads_only);
        reading.diagnostics.error(
            "bad-mount", "a mount has two parts, SOURCE:DESTINATION; here is a third",
            node.place(colons[1], node.text.size()),
            reads_only ? "remove it: the launcher mounts everything to be read and written;\n"
                         "for another engine write " +
                             in_long_form
                       : "remove it: the launcher mounts everything to be read and written (no :ro),\n"
                         "and it cannot mount a path that has a colon in its name");
        return std::nullopt;
    }
    if (colons.empty()) {
        const auto source = read_source(reading, node, "mounts[]");
        if (!source) return std::nullopt;
        return Mount{.source = *source, .destination = *source};
    }
    const auto source = read_source(reading, part_of(node, 0, colons[0]), "mounts[].source");
    const yaml::Node right = part_of(node, colons[0] + 1, node.text.size());
    const auto destination = read_path(reading, right, "mounts[].destination");
    if (!source || !destination) return std::nullopt;
    return Mount{.source = *source, .destination = {*destination, right.where}};
}

// "- data: /w" is a map of one key.
bool report_short_with_blank(const Reading& reading, const yaml::Node& node) {
    if (node.entries.size() != 1) return false;
    const yaml::Entry& only = node.entries.front();
    if (!only.value.is_scalar() || !only.value.text.starts_with('/')) return false;
    if (reading.names.is_below("mounts[]", only.key) ||
        !reading.names.suggestion("mounts[]", only.key).empty())
        return false;
    reading.diagnostics.error("bad-mount", "in SOURCE:DESTINATION no blank stands behind the colon",
                              only.key_where, "write - " + text::visible(only.key + ":" + only.value.text));
    return true;
}

// Of mounts that are no list: how their first line begins as an entry of one.
std::string entry_for(const yaml::Node& mounts) {
    const char* const rule = "begin each entry with a - on its own line";
    if (mounts.kind != yaml::Node::Kind::map || mounts.entries.empty() ||
        !mounts.entries.front().value.is_scalar())
        return rule;
    const auto& [key, where, value] = mounts.entries.front();
    const std::string written = text::visible(value.text);
    if (key.size() > 1 && key.starts_with('-'))
        return "a blank is missing behind the -: write - " + text::visible(key.substr(1)) + ": " + written;
    return std::string(rule) + ": " +
           (value.text.starts_with('/') && key != "source" && key != "destination"
                ? "- " + text::visible(key) + ":" + written
                : "- " + text::visible(key) + ": " + written);
}

// Reads {source, destination, ...} into a new mount at the end of the project's, whose keys are rows of the table.
void read_long(const Reading& reading, const yaml::Node& node, Project& project) {
    if (report_short_with_blank(reading, node)) return;
    project.mounts.emplace_back();
    const auto meant = read_keys(reading, node, "mounts[]", project);
    for (const char* name : {"source", "destination"}) {
        const bool misspelt = std::find(meant.begin(), meant.end(), name) != meant.end();
        if (node.find(name) != nullptr || misspelt) continue;
        const text::Span where = node.entries.empty() ? node.where : node.entries.front().key_where;
        reading.diagnostics.error("missing-key", std::string("this mount has no ") + name, where,
                                  std::string("add ") + name + ": PATH");
    }
    const Mount& read = project.mounts.back();
    if (read.source.value.empty() || read.destination.value.empty()) project.mounts.pop_back();
}

std::string without_slashes(std::string path) {
    while (path.size() > 1 && path.ends_with('/'))
        path.pop_back();
    return path;
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
        if (text::is_under(socket, source)) return socket;
    }
    return {};
}

std::string meaning_of(const std::string& source, bool read_only, bool in_home) {
    const std::string value = text::quoted(source);
    const std::string_view socket = engine_socket_in(source);
    if (socket == source) {
        return "the mount source " + value +
               " is the socket of a container engine, and whoever has it is root on this computer: so "
               "would the container be";
    }
    const std::string place = in_home ? " is in your home directory, which is this project's directory"
                                      : " is outside the project directory";
    if (!socket.empty()) {
        return "the mount source " + value + place + " and holds " + text::quoted(socket) +
               ", the socket of a container engine: the container would be root on this computer";
    }
    return "the mount source " + value + place + ", and the container could read " +
           (read_only ? "it" : "and change it");
}

// The sources that are, or are not, for reading only. A socket is as good to write to where it is mounted for reading.
void widen_by_mounts(const Project& project, const RealPaths& real, bool read_only,
                     std::vector<Widening>& found) {
    // A home directory holds more than a project: keys, programs that start by themselves.
    const bool is_home = !real.home.empty() && real.home == real.directory;
    for (std::size_t index = 0; index < project.mounts.size(); ++index) {
        const Mount& mount = project.mounts[index];
        const std::string& source = real.sources.at(index);
        const bool inside = text::is_under(source, real.directory);
        if (inside && !is_home) continue;
        if ((mount.read_only.value && engine_socket_in(source).empty()) != read_only) continue;
        found.push_back(
            {.value = source, .where = mount.source.where, .meaning = meaning_of(source, read_only, inside)});
    }
}

}  // namespace

std::optional<std::string> absolute_path(const Reading& reading, const yaml::Node& node,
                                         const std::string& source) {
    if (source[0] != '~') {
        return source[0] == '/' ? source : below(reading.context.directory, source);
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
    return source.size() <= 2 ? home : below(home, std::string_view(source).substr(2));
}

void read_mounts(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project) {
    if (node.kind == yaml::Node::Kind::map) return report_wrong_type(reading, node, path, entry_for(node));
    if (!expect_list(reading, node, path)) return;
    for (const yaml::Node& item : node.items) {
        if (item.is_scalar()) {
            if (auto mount = read_short(reading, item)) project.mounts.push_back(std::move(*mount));
        } else if (item.kind == yaml::Node::Kind::map) {
            read_long(reading, item, project);
        } else {
            report_wrong_type(reading, item, "mounts[]");
        }
    }
}

void read_mount_source(const Reading& reading, const yaml::Node& node, std::string_view path,
                       Project& project) {
    if (auto source = read_source(reading, node, path)) project.mounts.back().source = std::move(*source);
}

void read_mount_destination(const Reading& reading, const yaml::Node& node, std::string_view path,
                            Project& project) {
    if (auto text = read_path(reading, node, path)) {
        project.mounts.back().destination = {std::move(*text), node.where};
    }
}

void read_mount_create(const Reading& reading, const yaml::Node& node, std::string_view path,
                       Project& project) {
    project.mounts.back().create = read_boolean(reading, node, path).value_or(false);
}

void read_mount_read_only(const Reading& reading, const yaml::Node& node, std::string_view path,
                          Project& project) {
    if (const auto value = read_boolean(reading, node, path))
        project.mounts.back().read_only = {*value, node.where};
}

void show_mounts(const Project& project, std::vector<Shown>& shown) {
    for (const Mount& mount : project.mounts) {
        shown.push_back({.name = {},
                         .value = mount.source.value + " -> " + mount.destination.value +
                                  (mount.read_only.value ? " (read only)" : ""),
                         .where = mount.source.where});
    }
}

void widen_by_sources(const Project& project, const RealPaths& real, std::vector<Widening>& found) {
    widen_by_mounts(project, real, false, found);
}

void widen_by_read_only_sources(const Project& project, const RealPaths& real, std::vector<Widening>& found) {
    widen_by_mounts(project, real, true, found);
}

void take_mounts(Project& project, Project& layout, const Where& where) {
    std::erase_if(layout.mounts, [&](const Mount& mount) {
        return std::any_of(project.mounts.begin(), project.mounts.end(), [&](const Mount& own) {
            return without_slashes(own.destination.value) == without_slashes(mount.destination.value);
        });
    });
    for (Mount& mount : layout.mounts) {
        mount.source.where = where;
        mount.destination.where = where;
    }
    project.mounts.insert(project.mounts.begin(), std::make_move_iterator(layout.mounts.begin()),
                          std::make_move_iterator(layout.mounts.end()));
}

}  // namespace tao::project
