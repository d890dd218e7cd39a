#include "os/replace_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "os/descriptor.hpp"
#include "os/file_system.hpp"

namespace tao::os {

std::error_code replace_content(const std::string& path, std::string_view content) {
    const auto failed = [] { return std::error_code(errno, std::generic_category()); };
    const auto real = HostFileSystem().real_path(path);
    if (!real) return std::make_error_code(std::errc::no_such_file_or_directory);
    struct stat old {};
    if (::stat(real->c_str(), &old) != 0) return failed();
    std::string beside = *real + ".XXXXXX";
    const Descriptor file(::mkostemp(beside.data(), O_CLOEXEC));
    if (!file) return failed();
    std::error_code error = write_all(file.get(), content);
    struct stat made {};
    if (!error && ::fstat(file.get(), &made) != 0) error = failed();
    const bool same_owner = made.st_uid == old.st_uid && made.st_gid == old.st_gid;
    if (!error && !same_owner && ::fchown(file.get(), old.st_uid, old.st_gid) != 0) error = failed();
    // After the owner: changing that one takes away the set-user-ID bit.
    if (!error && ::fchmod(file.get(), old.st_mode & 07777) != 0) error = failed();
    if (!error && ::fsync(file.get()) != 0) error = failed();
    if (!error && ::rename(beside.c_str(), real->c_str()) != 0) error = failed();
    if (error) ::unlink(beside.c_str());
    return error;
}

}  // namespace tao::os
