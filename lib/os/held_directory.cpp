#include "os/held_directory.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/filesystem/operations.hpp>
#include <cerrno>
#include <ctime>

#include "os/file_system.hpp"

namespace tao::os {

namespace {

constexpr mode_t owner_only = 0700;
constexpr std::time_t time_to_lock = 60;  // seconds
constexpr std::time_t day = std::time_t{24} * 60 * 60;

std::string above(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

Descriptor open_directory(const std::string& path) {
    return Descriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

bool lock(const Descriptor& directory) {
    return directory && ::flock(directory.get(), LOCK_EX | LOCK_NB) == 0;
}

bool is_abandoned(const std::string& name, const FileStatus& directory, const Machine& machine) {
    const std::time_t age = std::time(nullptr) - directory.modified;
    switch (whose_name(name, machine)) {
        case NameOf::this_boot:
            return age >= time_to_lock;
        case NameOf::earlier_boot:
            return age >= day;
        case NameOf::another:
            break;
    }
    return false;
}

}  // namespace

std::error_code make_private_directories(const std::string& path) {
    if (::access(path.c_str(), F_OK) == 0) return {};
    if (const std::error_code error = make_private_directories(above(path))) return error;
    if (::mkdir(path.c_str(), owner_only) != 0 && errno != EEXIST) return last_error();
    return {};
}

std::optional<HeldDirectory> HeldDirectory::make(const std::string& path, std::error_code& error) {
    const std::string parent = above(path);
    error = make_private_directories(parent);
    if (error) return std::nullopt;
    struct stat found {};
    if (::lstat(parent.c_str(), &found) != 0) {
        error = last_error();
        return std::nullopt;
    }
    if (!S_ISDIR(found.st_mode) || found.st_uid != ::geteuid() ||
        (found.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        error = {EPERM, std::generic_category()};
        return std::nullopt;
    }
    error = make_directory(path, owner_only);
    if (error) return std::nullopt;
    Descriptor held = open_directory(path);
    if (!held) {
        error = last_error();
        return std::nullopt;
    }
    // Where a disk knows no locks, nobody else gets one either, and leaves it alone.
    lock(held);
    return HeldDirectory(path, std::move(held));
}

HeldDirectory::~HeldDirectory() {
    if (lock_) remove_tree(path_);
}

void remove_unheld_directory(const std::string& path, const BeforeRemoval& before) {
    const Descriptor directory = open_directory(path);
    if (!lock(directory)) return;
    if (before) before(path);
    remove_tree(path);
}

void remove_abandoned_directories(const std::string& parent, const Machine& machine,
                                  const BeforeRemoval& before) {
    const HostFileSystem files;
    for (const std::string& name : files.list(parent)) {
        const std::string path = parent + "/" + name;
        const auto status = files.link_status(path);
        if (!status || !status->is_directory() || status->owner != ::geteuid()) continue;
        if (is_abandoned(name, *status, machine)) remove_unheld_directory(path, before);
    }
}

std::error_code remove_tree(const std::string& path) {
    boost::system::error_code error;
    boost::filesystem::remove_all(path, error);
    return error;
}

std::error_code make_directory(const std::string& path, mode_t mode) {
    if (::mkdir(path.c_str(), mode) != 0 || ::chmod(path.c_str(), mode) != 0) return last_error();
    return {};
}

}  // namespace tao::os
