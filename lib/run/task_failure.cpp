#include "run/task_failure.hpp"

#include <algorithm>
#include <csignal>
#include <iterator>

namespace tao::run {

namespace {

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

}  // namespace

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
