#include "run/failures.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <iterator>

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
    {E2BIG, "the line is longer than Linux takes; write values into a spec file, or name a directory"},
    {ENOMEM, "this computer has no memory left; end programs that are not needed"},
    {ENOSYS, "tao-shim needs Linux 5.3 or later"},
};

struct Meaning {
    int code;
    const char* words;  // behind "the task"; nothing: it is not worth a word
};

constexpr int died_of = 128;

constexpr Meaning meanings[] = {
    {0, nullptr},
    {126, "could not be executed in the container"},
    {127, "was not found in the container: the image has no such program"},
    {died_of + SIGINT, nullptr},   // Ctrl-C
    {died_of + SIGPIPE, nullptr},  // tao ... | head
    {died_of + SIGILL,
     "was ended by signal 4: its program has an instruction that this processor does not know"},
    {died_of + SIGABRT, "gave up, with signal 6: what it printed above may say why"},
    {died_of + SIGBUS,
     "was ended by signal 7, most often because /dev/shm is full: give it more, in tao-project.yaml as "
     "docker: {shm_size: 16G}"},
    {died_of + SIGFPE, "was ended by signal 8, an arithmetic fault such as a division by zero"},
    {died_of + SIGKILL,
     "was ended by signal 9, most often because memory ran out: try a smaller batch, or fewer workers"},
    {died_of + SIGSEGV,
     "was ended by signal 11, a fault in the program, in a library, or in what the GPU's driver expects of "
     "them"},
    {died_of + SIGTERM, "was ended by signal 15: somebody or something asked it to stop"},
};

bool first_line_ends_with_return(const std::string& path) {
    constexpr std::size_t longest_first_line = 256;  // of which Linux reads no more
    const std::string start =
        os::HostFileSystem().read_start(path, longest_first_line).value_or(std::string());
    const auto end = start.find('\n');
    return start.starts_with("#!") && end != std::string::npos && start[end - 1] == '\r';
}

}  // namespace

std::string start_failure(const std::string& path, std::error_code error, const std::string& otherwise) {
    std::string lines = "error: cannot execute " + text::quoted(path) + ": " + error.message();
    for (const Limit& limit : limits) {
        if (error == std::error_condition(limit.error, std::generic_category()))
            return lines + "\n" + limit.advice;
    }
    // The file is there: it is a script, or a program for another loader.
    if (error == std::errc::no_such_file_or_directory && os::HostFileSystem().exists(path)) {
        if (first_line_ends_with_return(path)) {
            return lines +
                   "\nits lines end with a carriage return, as on Windows, which the system takes for a part "
                   "of "
                   "the interpreter's name\nto take them away, type: sed -i 's/\\r$//' " +
                   text::shell_word(path);
        }
        return lines + "\nthe program that its first line names, or that loads it, is not there";
    }
    return otherwise.empty() ? lines : lines + "\n" + otherwise;
}

std::string task_failure(int code) {
    const auto* known = std::find_if(std::begin(meanings), std::end(meanings),
                                     [&](const Meaning& meaning) { return meaning.code == code; });
    const std::string status = " (status " + std::to_string(code) + ")";
    if (known != std::end(meanings))
        return known->words == nullptr ? "" : std::string("the task ") + known->words + status;
    if (code > died_of && code <= died_of + SIGRTMAX)
        return "the task was ended by signal " + std::to_string(code - died_of) + status;
    return "the task failed with status " + std::to_string(code);
}

}  // namespace tao::run
