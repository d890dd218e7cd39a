#include "os/unlinked_path.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <optional>
#include <string_view>

namespace tao::os {

namespace {

// One step. O_NOFOLLOW with O_PATH opens a link itself, so what was opened is looked at.
Descriptor step(const Descriptor& from, const std::string& name, std::error_code& error) {
    Descriptor next(::openat(from.get(), name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
    struct stat found {};
    if (!next || ::fstat(next.get(), &found) != 0) {
        error = last_error();
        return {};
    }
    if (S_ISLNK(found.st_mode)) {
        error = {ELOOP, std::generic_category()};
        return {};
    }
    return next;
}

// make: with which mode a directory that is missing is made; nothing: it is an error.
Descriptor walk(const std::string& real_path, std::optional<mode_t> make, std::error_code& error) {
    error.clear();
    Descriptor at(::open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!at) error = last_error();
    std::string_view rest = real_path;
    while (!error) {
        rest.remove_prefix(std::min(rest.find_first_not_of('/'), rest.size()));
        if (rest.empty()) return at;
        const std::string name(rest.substr(0, rest.find('/')));
        rest.remove_prefix(name.size());
        Descriptor next = step(at, name, error);
        if (make && error == std::errc::no_such_file_or_directory) {
            error.clear();
            // Somebody else may have made it meanwhile.
            if (::mkdirat(at.get(), name.c_str(), *make) != 0 && errno != EEXIST) {
                error = last_error();
            } else {
                next = step(at, name, error);
            }
        }
        at = std::move(next);
    }
    return {};
}

}  // namespace

Descriptor hold_real_path(const std::string& real_path, std::error_code& error) {
    return walk(real_path, std::nullopt, error);
}

Descriptor make_real_directories(const std::string& real_path, std::error_code& error, mode_t mode) {
    Descriptor made = walk(real_path, mode, error);
    struct stat found {};
    if (!made || (::fstat(made.get(), &found) == 0 && S_ISDIR(found.st_mode))) return made;
    error = {ENOTDIR, std::generic_category()};
    return {};
}

}  // namespace tao::os
