#include "os/file_system.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/filesystem/directory.hpp>
#include <boost/filesystem/operations.hpp>
#include <cerrno>
#include <climits>
#include <cstdlib>

#include "os/descriptor.hpp"

namespace tao::os {

namespace {

FileType type_of(mode_t mode) {
    switch (mode & S_IFMT) {
        case S_IFREG:
            return FileType::regular;
        case S_IFDIR:
            return FileType::directory;
        case S_IFLNK:
            return FileType::link;
        case S_IFIFO:
            return FileType::fifo;
        case S_IFSOCK:
            return FileType::socket;
        case S_IFCHR:
        case S_IFBLK:
            return FileType::device;
        default:
            return FileType::other;
    }
}

FileStatus from_stat(const struct stat& found) {
    return {.type = type_of(found.st_mode),
            .identity = {found.st_dev, found.st_ino},
            .mode = found.st_mode & 07777,
            .owner = found.st_uid,
            .group = found.st_gid,
            .size = static_cast<std::uint64_t>(found.st_size),
            .modified = found.st_mtime,
            .modified_nanoseconds = found.st_mtim.tv_nsec};
}

// O_NONBLOCK: opening a FIFO must not wait for a writer.
Descriptor open_regular(const std::string& path, int& error) {
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!file) {
        error = errno;
        return {};
    }
    struct stat found {};
    if (::fstat(file.get(), &found) != 0) {
        error = errno;
        return {};
    }
    if (S_ISREG(found.st_mode)) return file;
    error = S_ISDIR(found.st_mode) ? EISDIR : EINVAL;
    return {};
}

// Reads until `count` bytes or the end. Negative on an error, with errno.
ssize_t read_up_to(int descriptor, char* buffer, std::size_t count) {
    std::size_t have = 0;
    while (have < count) {
        const ssize_t got = ::read(descriptor, buffer + have, count - have);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return -1;
        if (got == 0) break;
        have += static_cast<std::size_t>(got);
    }
    return static_cast<ssize_t>(have);
}

}  // namespace

std::optional<FileStatus> HostFileSystem::status(const std::string& path) const {
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0) return std::nullopt;
    return from_stat(found);
}

std::optional<FileStatus> HostFileSystem::link_status(const std::string& path) const {
    struct stat found {};
    if (::lstat(path.c_str(), &found) != 0) return std::nullopt;
    return from_stat(found);
}

std::optional<std::string> HostFileSystem::link_target(const std::string& path) const {
    char target[PATH_MAX];
    const ssize_t length = ::readlink(path.c_str(), target, sizeof target);
    if (length < 0) return std::nullopt;
    return std::string(target, static_cast<std::size_t>(length));
}

std::optional<std::string> HostFileSystem::real_path(const std::string& path) const {
    // Every word of a command line is looked at in this way; boost::filesystem::canonical() takes some six times as long.
    char found[PATH_MAX];
    if (::realpath(path.c_str(), found) == nullptr) return std::nullopt;
    return found;
}

std::optional<std::string> HostFileSystem::read(const std::string& path, std::size_t limit,
                                                ReadFailure& failure) const {
    failure = {};
    const Descriptor file = open_regular(path, failure.error);
    if (!file) return std::nullopt;
    struct stat found {};
    if (::fstat(file.get(), &found) != 0) {
        failure.error = errno;
        return std::nullopt;
    }
    if (static_cast<std::uint64_t>(found.st_size) > limit) {
        failure.too_large = true;
        return std::nullopt;
    }
    // One byte more than the size: a file that grows meanwhile is noticed, and so is one of /proc (size 0).
    std::string content;
    std::size_t want = static_cast<std::size_t>(found.st_size) + 1;
    for (;;) {
        const std::size_t have = content.size();
        content.resize(have + want);
        const ssize_t got = read_up_to(file.get(), content.data() + have, want);
        if (got < 0) {
            failure.error = errno;
            return std::nullopt;
        }
        content.resize(have + static_cast<std::size_t>(got));
        if (content.size() > limit) {
            failure.too_large = true;
            return std::nullopt;
        }
        if (static_cast<std::size_t>(got) < want) return content;
        want = 65536;
    }
}

std::optional<std::string> HostFileSystem::read_start(const std::string& path, std::size_t count) const {
    int error = 0;
    const Descriptor file = open_regular(path, error);
    if (!file) return std::nullopt;
    std::string content(count, '\0');
    const ssize_t got = read_up_to(file.get(), content.data(), count);
    if (got < 0) return std::nullopt;
    content.resize(static_cast<std::size_t>(got));
    return content;
}

bool HostFileSystem::is_executable(const std::string& path) const {
    return ::faccessat(AT_FDCWD, path.c_str(), X_OK, AT_EACCESS) == 0;
}

std::error_code HostFileSystem::execution_fault(const std::string& path) const {
    if (is_executable(path)) return {};
    return {errno, std::generic_category()};
}

bool HostFileSystem::is_writable(const std::string& path) const {
    return ::faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) == 0;
}

// The attribute is a version and then entries of tag, rights and number, in little-endian order
// (linux/posix_acl_xattr.h).
bool HostFileSystem::has_named_writers(const std::string& path, uid_t user) const {
    constexpr std::size_t header = 4, entry = 8, most_entries = 512;
    constexpr unsigned named_user = 0x02, named_group = 0x08, may_write = 0x02;
    std::array<unsigned char, header + entry * most_entries> value{};
    const ssize_t length = ::getxattr(path.c_str(), "system.posix_acl_access", value.data(), value.size());
    if (length < 0) return errno == ERANGE;
    for (std::size_t at = header; at + entry <= static_cast<std::size_t>(length); at += entry) {
        const unsigned tag = value[at] | static_cast<unsigned>(value[at + 1]) << 8U;
        const uid_t number = value[at + 4] | static_cast<uid_t>(value[at + 5]) << 8U |
                             static_cast<uid_t>(value[at + 6]) << 16U |
                             static_cast<uid_t>(value[at + 7]) << 24U;
        const bool is_another = tag == named_group || (tag == named_user && number != 0 && number != user);
        if (is_another && (value[at + 2] & may_write) != 0) return true;
    }
    return false;
}

std::vector<std::string> HostFileSystem::list(const std::string& directory) const {
    std::vector<std::string> names;
    boost::system::error_code error;
    boost::filesystem::directory_iterator entry(directory, error);
    while (!error && entry != boost::filesystem::directory_iterator()) {
        names.push_back(entry->path().filename().native());
        entry.increment(error);
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::error_code create_directories(const std::string& path) {
    boost::system::error_code error;
    boost::filesystem::create_directories(path, error);
    return error;
}

std::error_code remove_file(const std::string& path) {
    if (::unlink(path.c_str()) != 0) return {errno, std::generic_category()};
    return {};
}

std::error_code remove_empty_directory(const std::string& path) {
    if (::rmdir(path.c_str()) != 0) return {errno, std::generic_category()};
    return {};
}

}  // namespace tao::os
