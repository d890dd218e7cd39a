#include <algorithm>
#include <string_view>

#include "paths/check_mount.hpp"
#include "paths/real_path.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"

namespace tao::paths {

namespace {

// A container path at which a mount would break the container.
struct UnsafeDestination {
    std::string_view path;
    std::string_view holds;  // "the programs of the image"
    bool with_all_below;  // false: only a mount at this very path hides it; one below it is the user's choice
};

// A mount hides what the image has at its destination. Below /etc, /usr/lib and the like it hides one file or
// directory, which people do on purpose (/etc/localtime); what the kernel and Docker make is forbidden whole.
constexpr UnsafeDestination destinations[] = {
    {"/", "the whole image", false},
    {"/bin", "the programs of the image", false},
    {"/boot", "the boot files of the image", false},
    {"/etc", "the settings of the image", false},
    {"/lib", "the libraries of the image", false},
    {"/lib32", "the libraries of the image", false},
    {"/lib64", "the libraries of the image", false},
    {"/libx32", "the libraries of the image", false},
    {"/opt", "the tools of the image (/opt/nvidia)", false},
    {"/opt/nvidia", "the tools of the image", false},
    {"/opt/nvidia/tools", "the tools of the image", false},
    {"/run", "what the container runtime keeps there", false},
    {"/sbin", "the programs of the image", false},
    {"/usr", "the programs of the image", false},
    {"/usr/bin", "the programs of the image", false},
    {"/usr/lib", "the libraries of the image", false},
    {"/usr/lib32", "the libraries of the image", false},
    {"/usr/lib64", "the libraries of the image", false},
    {"/usr/libexec", "the programs of the image", false},
    {"/usr/libx32", "the libraries of the image", false},
    {"/usr/local", "the programs of the image", false},
    {"/usr/local/bin", "the programs of the image", false},
    {"/usr/local/cuda", "the CUDA of the image", false},
    {"/usr/local/lib", "the libraries of the image", false},
    {"/usr/sbin", "the programs of the image", false},
    {"/usr/share", "the data of the image's programs", false},
    {"/var", "the state of the image", false},
    {"/var/lib", "the state of the image", false},
    {"/var/run", "what the container runtime keeps there", false},
    {"/proc", "what the kernel shows there", true},
    {"/sys", "what the kernel shows there", true},
    {"/dev", "the devices", true},
};

// What a run mounts there itself begins with this.
constexpr std::string_view own_destinations = "/tao-shim-";

// Shared memory: a mount there replaces a file system that holds nothing at the start.
constexpr std::string_view shared_memory = "/dev/shm";

// The entry that forbids the normalised destination; nothing: it is fine. /workspace, /data, /root/.cache, /home,
// /tmp, /opt/NAME and /dev/shm are.
const UnsafeDestination* unsafe_destination(std::string_view destination) {
    if (text::is_under(destination, shared_memory)) return nullptr;
    const auto* const found =
        std::find_if(std::begin(destinations), std::end(destinations), [&](const UnsafeDestination& entry) {
            return destination == entry.path ||
                   (entry.with_all_below && text::is_under(destination, entry.path));
        });
    return found == std::end(destinations) ? nullptr : found;
}

// What to write for a destination that does not begin with "/": of C:\data or x:y its last name, of ./data and " /data" the same
// without what does not count.
std::string absolute_destination(std::string_view written) {
    if (written.find_first_of(":\\") != std::string_view::npos)
        written = written.substr(written.find_last_of(":\\/") + 1);
    const std::size_t begin = written.find_first_not_of(" \t");
    const std::string path = begin == std::string_view::npos
                                 ? std::string("/")
                                 : text::normalised(text::join("/", written.substr(begin)));
    return path == "/" ? "/data" : path;
}

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
        fault.hint = "a path in the container starts with '/': write " +
                     text::quoted(absolute_destination(destination));
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
    if (path.starts_with(own_destinations)) {
        return MountFault{.id = "unsafe-destination",
                          .message = text::quoted(path) + " is where tao-shim mounts what it gives to a task",
                          .hint = "choose a directory of your own, for example /data"};
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
