#include "run/start_failure.hpp"

#include <cerrno>

#include "os/file_system.hpp"
#include "text/escape.hpp"

namespace tao::run {

namespace {

struct Limit {
    int error;
    const char* advice;
};

constexpr Limit limits[] = {
    {EMFILE, "this shell allows too few open files (ulimit -n); allow more: ulimit -n 1024"},
    {ENFILE, "this computer has as many files open as it can; end programs that are not needed"},
    {EAGAIN, "you have as many processes as you may (ulimit -u); end some, or allow more"},
    {ENOMEM, "this computer has no memory left; end programs that are not needed"},
    {ENOSYS, "tao-shim needs Linux 5.3 or later"},
};

}  // namespace

std::string start_failure(const std::string& path, std::error_code error, const std::string& otherwise) {
    std::string lines = "error: cannot execute " + text::quoted(path) + ": " + error.message();
    for (const Limit& limit : limits) {
        if (error == std::error_condition(limit.error, std::generic_category()))
            return lines + "\n" + limit.advice;
    }
    // The file is there: it is a script, or a program for another loader.
    if (error == std::errc::no_such_file_or_directory && os::HostFileSystem().exists(path))
        return lines + "\nthe program that its first line names, or that loads it, is not there";
    return otherwise.empty() ? lines : lines + "\n" + otherwise;
}

}  // namespace tao::run
