#include "paths/check_mount.hpp"
#include "paths/real_path.hpp"
#include "paths/unsafe_destinations.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"

namespace tao::paths {

namespace {

MountFault relative(const std::string& destination) {
    MountFault fault{.id = "relative-destination",
                     .message = "the destination " + text::quoted(destination) + " is not an absolute path",
                     .hint = {}};
    if (destination.empty()) {
        fault.message = "the destination is empty";
        fault.hint = "write the path that the container shall see, for example /data";
    } else if (destination == "~" || destination.starts_with("~/")) {
        const std::string below = destination.substr(1);
        fault.hint = "~ is a directory of the host; in the container root's home is /root: write " +
                     text::quoted("/root" + below);
    } else {
        fault.hint =
            "a path in the container starts with '/': write " + text::quoted(text::join("/", destination));
    }
    return fault;
}

MountFault linked(const std::string& path, const std::string& real, const std::string& source) {
    MountFault fault{.id = "linked-destination", .message = {}, .hint = {}};
    fault.message = "the destination " + text::quoted(path) +
                    " leads over a link on this host, and the launcher would mount at " + text::quoted(real) +
                    " instead";
    fault.hint = path == source
                     ? "write the mount with " + text::quoted(real) + " on both sides"
                     : "write " + text::quoted(real) + ", or a destination that does not exist on this host";
    return fault;
}

}  // namespace

std::optional<MountFault> check_destination(const std::string& destination, const std::string& source,
                                            MountedBy by, const os::FileSystem& files) {
    if (!text::is_absolute(destination)) return relative(destination);
    const std::string path = text::normalised(destination);
    if (path.find(':') != std::string::npos) {
        return MountFault{.id = "colon-in-path",
                          .message = "the destination " + text::quoted(path) +
                                     (by == MountedBy::launcher
                                          ? " has a ':', which Docker reads as the end of the path"
                                          : " has a ':', at which programs in the container end a path"),
                          .hint = "choose a destination without ':'"};
    }
    if (const UnsafeDestination* unsafe = unsafe_destination(path)) {
        return MountFault{
            .id = "unsafe-destination",
            .message = "a mount at " + text::quoted(path) + " would hide " + std::string(unsafe->holds),
            .hint = "choose a directory of your own, for example /data or /workspace/" +
                    text::visible(text::last_component(text::normalised(source)))};
    }
    if (by != MountedBy::launcher) return std::nullopt;
    // A link that leads nowhere has no real path, but realpath() in the launcher follows its text all the same.
    for (std::string part = path; part != "/"; part = text::parent(part)) {
        const auto status = files.link_status(part);
        if (!status || status->type != os::FileType::link || files.exists(part)) continue;
        return MountFault{.id = "linked-destination",
                          .message = "the destination " + text::quoted(path) + " leads over the link " +
                                     text::quoted(part) +
                                     " on this host, and the launcher would mount where it leads",
                          .hint = "choose a destination that does not exist on this host"};
    }
    const std::string real = real_path_of(path, files);
    if (real != path) return linked(path, real, text::normalised(source));
    return std::nullopt;
}

}  // namespace tao::paths
