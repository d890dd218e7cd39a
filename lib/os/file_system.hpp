#pragma once

#include <sys/types.h>

#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace tao::os {

enum class FileType { regular, directory, link, fifo, socket, device, other };

// Two names are the same file exactly if both numbers agree, whatever links lie between.
struct FileIdentity {
    dev_t device = 0;
    ino_t inode = 0;
    bool operator==(const FileIdentity&) const = default;
};

struct FileStatus {
    FileType type = FileType::other;
    FileIdentity identity;
    mode_t mode = 0;  // permission bits only
    uid_t owner = 0;
    gid_t group = 0;
    std::uint64_t size = 0;  // bytes
    std::time_t modified = 0;
    long modified_nanoseconds = 0;  // behind `modified`

    bool is_directory() const { return type == FileType::directory; }
    bool is_regular() const { return type == FileType::regular; }
};

// Why a file could not be read: errno, or too_large.
struct ReadFailure {
    int error = 0;
    bool too_large = false;
};

// What the upper rooms see of the file system: an interface, so that deciding needs no disk.
// Paths are bytes; relative ones are relative to the working directory of the process.
class FileSystem {
  public:
    virtual ~FileSystem() = default;

    // Follows links. Nothing if there is no such file or it cannot be looked at.
    virtual std::optional<FileStatus> status(const std::string& path) const = 0;

    // Of the link itself.
    virtual std::optional<FileStatus> link_status(const std::string& path) const = 0;

    // Absolute, every link resolved, as realpath(3). Nothing if any part does not exist.
    virtual std::optional<std::string> real_path(const std::string& path) const = 0;

    // What a link holds, as readlink(2). Nothing if the path is no link.
    virtual std::optional<std::string> link_target(const std::string& path) const = 0;

    // The whole of a regular file, at most `limit` bytes. A FIFO or a device is never waited on: it fails
    // with EINVAL; a directory with EISDIR. On failure `failure` says why and nothing is returned.
    virtual std::optional<std::string> read(const std::string& path, std::size_t limit,
                                            ReadFailure& failure) const = 0;

    // The first bytes of a regular file, at most `count`. Nothing if it cannot be opened.
    virtual std::optional<std::string> read_start(const std::string& path, std::size_t count) const = 0;

    // May this process execute the file (access(2), X_OK, effective ids)?
    virtual bool is_executable(const std::string& path) const = 0;

    // Why this process may not execute the file: permission_denied also if a directory on the way to it, or to what it
    // is a link to, may not be entered. No error if it may.
    virtual std::error_code execution_fault(const std::string& path) const {
        if (is_executable(path)) return {};
        return std::make_error_code(exists(path) ? std::errc::permission_denied
                                                 : std::errc::no_such_file_or_directory);
    }

    // May this process write to the file or directory?
    virtual bool is_writable(const std::string& path) const = 0;

    // May anybody write to it whom an access control list names (acl(5)), besides root and `user`? Where there is such a list the
    // group's right in the mode is what everybody named there can have at most.
    virtual bool has_named_writers(const std::string& path, uid_t user) const {
        (void)path;
        (void)user;
        return false;
    }

    // Names in a directory without . and .., sorted; empty if it cannot be read.
    virtual std::vector<std::string> list(const std::string& directory) const = 0;

    bool exists(const std::string& path) const { return status(path).has_value(); }
};

// The real one.
class HostFileSystem final : public FileSystem {
  public:
    std::optional<FileStatus> status(const std::string& path) const override;
    std::optional<FileStatus> link_status(const std::string& path) const override;
    std::optional<std::string> real_path(const std::string& path) const override;
    std::optional<std::string> link_target(const std::string& path) const override;
    std::optional<std::string> read(const std::string& path, std::size_t limit,
                                    ReadFailure& failure) const override;
    std::optional<std::string> read_start(const std::string& path, std::size_t count) const override;
    bool is_executable(const std::string& path) const override;
    std::error_code execution_fault(const std::string& path) const override;
    bool is_writable(const std::string& path) const override;
    bool has_named_writers(const std::string& path, uid_t user) const override;
    std::vector<std::string> list(const std::string& directory) const override;
};

// Makes the directory and its missing parents, mode 0777 less the umask. An existing directory is no error.
std::error_code create_directories(const std::string& path);

// Removes a file or a link, not what it leads to.
std::error_code remove_file(const std::string& path);

// Removes a directory if nothing is in it (rmdir(2)).
std::error_code remove_empty_directory(const std::string& path);

}  // namespace tao::os
