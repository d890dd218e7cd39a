#include <vector>

#include "paths/check_mount.hpp"
#include "paths/file_names.hpp"
#include "paths/real_path.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"
#include "text/suggest.hpp"
#include "text/utf8.hpp"

namespace tao::paths {

namespace {

// The shortest part of the normalised path that does not exist.
std::string first_missing(const std::string& path, const os::FileSystem& files) {
    std::string missing = path;
    while (missing != "/") {
        const std::string above(text::parent(missing));
        if (files.exists(above)) break;
        missing = above;
    }
    return missing;
}

bool is_directory(const std::string& path, const os::FileSystem& files) {
    const auto status = files.status(path);
    return status && status->is_directory();
}

// The path does not exist; is there a link of that name?
bool is_dangling_link(const std::string& missing, const os::FileSystem& files) {
    const auto link = files.link_status(missing);
    return link && link->type == os::FileType::link;
}

// The same path with its first missing part named like a neighbour that exists.
std::optional<std::string> near_path(const std::string& path, const std::string& missing,
                                     const os::FileSystem& files) {
    const std::string directory(text::parent(missing));
    std::vector<std::string> neighbours;
    for (const std::string& name : files.list(directory)) {
        const auto status = files.status(text::join(directory, name));
        if (status && status->is_directory()) neighbours.push_back(name);
    }
    const auto name = text::closest(text::last_component(missing), neighbours);
    if (!name) return std::nullopt;
    return text::join(text::join(directory, *name), std::string_view(path).substr(missing.size()));
}

// What to do about a source that is a file by its name; empty: it is none. As a directory it would be in the way of whoever
// makes the file.
std::string hint_for_file(const std::string& path) {
    if (path.ends_with(".sock") || path.ends_with(".socket"))
        return "it is a socket by its name: start the program that listens there";
    if (text::is_under(path, "/dev"))
        return "it is a device by its name: load the driver that makes it, or remove the mount";
    if (!is_file_by_name(path)) return {};
    return "it is a file by its name: put the file there, or remove the mount";
}

MountFault missing_source(const std::string& path, const std::string& missing, const os::FileSystem& files) {
    MountFault fault{.id = "missing-source", .message = {}, .hint = {}};
    fault.message = "the source " + text::quoted(path) + " does not exist";
    const bool is_link = is_dangling_link(missing, files);
    if (is_link) {
        fault.message +=
            ": " + (missing == path ? "it" : text::quoted(missing)) + " is a link that leads nowhere";
    } else if (missing != path) {
        fault.message += ": there is no " + text::quoted(missing);
    }
    if (is_link) {
        fault.hint = "make what the link leads to, or correct the link";
    } else if (const auto near = near_path(path, missing, files)) {
        fault.hint = "did you mean " + text::quoted(*near) + "?";
    } else if (const std::string hint = hint_for_file(path); !hint.empty()) {
        fault.hint = hint;
    } else {
        fault.hint = "make it with: mkdir -p " + text::shell_word(path) +
                     "\nor write create: true beside the source, and it is made when it is needed";
    }
    return fault;
}

}  // namespace

std::optional<MountFault> check_source(const std::string& source, bool create, MountedBy by,
                                       const os::FileSystem& files) {
    const std::string path = text::normalised(source);
    const std::string real = real_path_of(source, files);
    if (by == MountedBy::launcher && real.find(':') != std::string::npos) {
        const std::string leads_to = real == path ? "" : ", which is " + text::quoted(real) + ",";
        return MountFault{
            .id = "colon-in-path",
            .message = "the source " + text::quoted(path) + leads_to +
                       " has a ':', which Docker reads as the end of the source",
            .hint = "rename the directory; a link to it does not help, the launcher resolves links"};
    }
    // The launcher, docker, podman and apptainer hand mounts on as JSON.
    if (const auto invalid = text::find_invalid(real); invalid != std::string_view::npos) {
        const auto end = real.find('/', invalid);
        return MountFault{.id = "not-utf8",
                          .message = "the source " + text::quoted(path) + " is or lies in " +
                                     text::quoted(real.substr(0, end)) +
                                     ", whose name is not UTF-8, and no engine can mount such a one",
                          .hint = "rename it"};
    }
    if (source.ends_with('/') && files.exists(path) && !is_directory(path, files)) {
        return MountFault{.id = "missing-source",
                          .message = "the source " + text::quoted(source) + " is a file, not a directory",
                          .hint = "write it without the / at its end: " + text::visible(path)};
    }
    if (files.exists(source)) return std::nullopt;
    // x/../specs leads nowhere without x.
    if (files.exists(path)) {
        return MountFault{.id = "missing-source",
                          .message = "the source " + text::quoted(source) +
                                     " does not exist: a .. in it stands behind what is not there",
                          .hint = "did you mean " + text::quoted(path) + "?"};
    }
    const std::string missing = first_missing(path, files);
    const std::string parent(text::parent(missing));
    if (files.execution_fault(parent) == std::errc::permission_denied && is_directory(parent, files)) {
        return MountFault{.id = "missing-source",
                          .message = "the source " + text::quoted(path) +
                                     " cannot be looked at: you may not enter " + text::quoted(parent),
                          .hint = "ask its owner for that right, or choose another source"};
    }
    if (!create || is_dangling_link(missing, files)) return missing_source(path, missing, files);
    const bool has_directory = is_directory(parent, files);
    if (has_directory && files.is_writable(parent)) return std::nullopt;
    return MountFault{.id = "missing-source",
                      .message = "the source " + text::quoted(path) + " cannot be made: " +
                                 (has_directory ? "you may not write to " + text::quoted(parent)
                                                : text::quoted(parent) + " is not a directory"),
                      .hint = has_directory ? "have it made for you, or choose another source"
                                            : "move that file away, or choose another source"};
}

}  // namespace tao::paths
