#include "run/slurm_end.hpp"

#include <charconv>
#include <string_view>
#include <utility>

#include "plan/exit_codes.hpp"
#include "text/escape.hpp"

namespace tao::run {

namespace {

constexpr int not_found = 127;    // as a shell
constexpr int execve_failed = 2;  // the status that slurmstepd gives a task then

// How srun begins the line that says why there is no job or step: nobody to ask, or a job that Slurm does not take.
constexpr std::string_view refusals[] = {
    "srun: fatal: ",
    "srun: error: Unable to allocate resources: ",
    "srun: error: Unable to create step for job ",
    "srun: error: Unable to confirm allocation for job ",
    "srun: error: Job submit/allocate failed: ",
};

}  // namespace

void SlurmLines::look(const std::string& line) {
    // A task may write the same words, but not as one of these.
    const bool from_the_node = line.starts_with("slurmstepd");
    const bool from_srun = line.starts_with("srun: error: ");
    if (from_the_node && line.find(": error: execve(): ") != std::string::npos) not_executed_ = true;
    for (const std::string_view words : refusals) {
        if (line.starts_with(words)) refused_ = true;
    }
    if (from_the_node && line.find(": error: *** ") != std::string::npos &&
        line.find(" CANCELLED AT ") != std::string::npos)
        cancelled_ = true;
    if ((from_the_node || from_srun) && line.find("error: pyxis: ") != std::string::npos) {
        no_container_ = true;
        // unsquashfs: "failed to make directory .../enroot/pyxis_1.0/bin, because File exists"
        // enroot: "File already exists: .../enroot/pyxis_1.0"
        const bool exists = line.find("File exists") != std::string::npos ||
                            line.find("File already exists") != std::string::npos;
        if (exists && line.find("/pyxis_") != std::string::npos) unpacked_twice_ = true;
    }
    constexpr std::string_view lost = "srun: error: Node failure on ";
    if (line.starts_with(lost) && !first_failure_) lost_nodes_ = line.substr(lost.size());
    // "srun: error: gpu01: task 0: Exited with exit code 3"
    constexpr std::string_view code = ": Exited with exit code ";
    const auto at = line.find(code);
    if (from_srun && at != std::string::npos && !first_failure_) {
        int number = 0;
        const char* begin = line.data() + at + code.size();
        if (std::from_chars(begin, line.data() + line.size(), number).ec == std::errc())
            first_failure_ = number;
    }
}

RunStatus status_of_srun(os::ExitStatus srun, const SlurmLines& lines, const engines::Task& task) {
    if (!lines.lost_nodes().empty()) {
        return {.exit_code = plan::own_failure,
                .message = "Slurm has lost the node " + text::visible(lines.lost_nodes()) +
                           ", so what became of the task is not known\n"
                           "if it still runs there, it ends when the node answers Slurm again"};
    }
    if (srun.signal != 0 || srun.code == 0) return {.exit_code = srun.shell_code(), .message = {}};
    if (lines.refused()) {
        return {.exit_code = plan::own_failure,
                .message =
                    "Slurm cannot be reached or did not take the job, so the task did not start: srun's "
                    "lines above say why\nto see whether Slurm answers here, type: tao-shim doctor"};
    }
    const bool several = task.placement->slurm.nodes > 1;
    if (engines::by_pyxis(task)) {
        if (lines.no_container()) {
            std::string message =
                "Pyxis made no container on the node, so the task did not start: its lines above say why";
            if (several && lines.unpacked_twice()) {
                message +=
                    "\nthe nodes share the directory that enroot unpacks images in; name one that each has "
                    "of its own, and try again: export XDG_DATA_HOME=/tmp/data-$USER";
            }
            return {.exit_code = plan::own_failure, .message = std::move(message)};
        }
    } else if (lines.not_executed() && srun.code == execve_failed) {
        return {
            .exit_code = not_found,
            .message =
                "there is no " + text::visible(task.placement->program) +
                " on the node, so the task did not start\n"
                "install tao-shim where the nodes see it by the same path: ./install.sh --prefix DIRECTORY"};
    }
    return {.exit_code = several && lines.first_failure() ? *lines.first_failure() : srun.code,
            .message = {}};
}

}  // namespace tao::run
