#include "paths/system_directories.hpp"

#include <algorithm>

#include "text/path.hpp"

namespace tao::paths {

namespace {

// With everything below them. Not /tmp and not /opt, /srv, /mnt, /home, /root: people keep data there, and a
// result written to the container's /tmp is gone with the container.
constexpr std::string_view system_directories[] = {
    "/bin",        "/boot", "/dev",  "/etc",  "/lib", "/lib32", "/lib64", "/libx32",
    "/opt/nvidia",  // the image's tools and models
    "/proc",       "/run",  "/sbin", "/snap", "/sys", "/usr",   "/var",
};

}  // namespace

bool is_system_path(std::string_view path) {
    return path == "/" ||
           std::any_of(std::begin(system_directories), std::end(system_directories),
                       [&](std::string_view directory) { return text::is_under(path, directory); });
}

}  // namespace tao::paths
