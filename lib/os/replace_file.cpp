#include "os/replace_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "os/descriptor.hpp"
#include "os/file_system.hpp"

namespace tao::os {

namespace {

std::error_code failed() {
    return {errno, std::generic_category()};
}

// prepare(descriptor): gives the new file its owner and mode, before it is in place. place(name): gives it its name.
template <typename Prepare, typename Place>
std::error_code put_in_place(const std::string& path, std::string_view content, const Prepare& prepare,
                             const Place& place) {
    std::string beside = path + ".XXXXXX";
    const Descriptor file(::mkostemp(beside.data(), O_CLOEXEC));
    if (!file) return failed();
    std::error_code error = write_all(file.get(), content);
    if (!error) error = prepare(file.get());
    if (!error && ::fsync(file.get()) != 0) error = failed();
    if (!error) error = place(beside);
    if (error) ::unlink(beside.c_str());
    return error;
}

// Takes the place of whatever has that name.
auto by_renaming(const std::string& path) {
    return [&path](const std::string& beside) {
        return ::rename(beside.c_str(), path.c_str()) == 0 ? std::error_code() : failed();
    };
}

std::error_code set_mode(int file, mode_t mode) {
    return ::fchmod(file, mode) == 0 ? std::error_code() : failed();
}

}  // namespace

std::error_code write_atomically(const std::string& path, std::string_view content, mode_t mode) {
    return put_in_place(
        path, content, [&](int file) { return set_mode(file, mode); }, by_renaming(path));
}

std::error_code write_new(const std::string& path, std::string_view content, mode_t mode) {
    const auto prepare = [&](int file) { return set_mode(file, mode); };
    // A second name fails where there is something already, which a new name would replace.
    const std::error_code error = put_in_place(path, content, prepare, [&](const std::string& beside) {
        if (::link(beside.c_str(), path.c_str()) != 0) return failed();
        ::unlink(beside.c_str());
        return std::error_code();
    });
    const bool no_second_names = error.value() == EPERM || error.value() == EOPNOTSUPP ||
                                 error.value() == ENOSYS || error.value() == EMLINK;
    if (!no_second_names) return error;
    // FAT and the like.
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (!file) return failed();
    std::error_code unfinished = write_all(file.get(), content);
    if (!unfinished && ::fsync(file.get()) != 0) unfinished = failed();
    if (unfinished) ::unlink(path.c_str());
    return unfinished;
}

std::error_code replace_content(const std::string& path, std::string_view content) {
    const auto real = HostFileSystem().real_path(path);
    if (!real) return std::make_error_code(std::errc::no_such_file_or_directory);
    struct stat old {};
    if (::stat(real->c_str(), &old) != 0) return failed();
    return put_in_place(
        *real, content,
        [&](int file) {
            struct stat made {};
            if (::fstat(file, &made) != 0) return failed();
            const bool same_owner = made.st_uid == old.st_uid && made.st_gid == old.st_gid;
            if (!same_owner && ::fchown(file, old.st_uid, old.st_gid) != 0) return failed();
            // After the owner: changing that one takes away the set-user-ID bit.
            return set_mode(file, old.st_mode & 07777);
        },
        by_renaming(*real));
}

}  // namespace tao::os
