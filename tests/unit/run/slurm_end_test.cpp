#include "run/slurm_end.hpp"

#include "support/catch.hpp"

using namespace tao;
using namespace tao::run;
using Container = project::Slurm::Container;

namespace {

engines::Task task(Container container, int nodes = 1) {
    engines::Task task;
    engines::Placement placement;
    placement.slurm.container.value = container;
    placement.slurm.nodes = nodes;
    placement.program = "/opt/tao";
    task.placement = placement;
    return task;
}

int status(int code, const engines::Task& of, const std::vector<std::string>& lines) {
    SlurmLines seen;
    for (const std::string& line : lines)
        seen.look(line);
    return status_of_srun({.code = code, .signal = 0}, seen, of).exit_code;
}

}  // namespace

TEST_CASE("a task's own status is srun's") {
    for (const int code : {0, 1, 2, 3, 125, 143, 255})
        CHECK(status(code, task(Container::docker), {"srun: error: n1: task 0: Exited with exit code 3"}) ==
              code);
}

TEST_CASE("a program that is not on the node is told apart from a task with the same status") {
    CHECK(status(2, task(Container::docker),
                 {"slurmstepd-n1: error: execve(): /opt/tao: No such file or directory"}) == 127);
    CHECK(status(2, task(Container::docker), {"execve(): /opt/tao: No such file or directory"}) == 2);
}

TEST_CASE("a container that Pyxis did not make is told apart from a task with the same status") {
    const std::vector<std::string> lines = {"slurmstepd: error: pyxis: failed to import docker image",
                                            "srun: error: n1: task 0: Exited with exit code 1"};
    CHECK(status(1, task(Container::pyxis), lines) == 125);
    CHECK(status(1, task(Container::pyxis), {"pyxis: importing docker image: x"}) == 1);
    CHECK(status(1, task(Container::pyxis), {"slurmstepd: pyxis: importing docker image: x"}) == 1);
    CHECK(status(1, task(Container::pyxis), {"I saw an error: pyxis: x"}) == 1);
}

TEST_CASE("nodes that unpack their containers in one directory are told what to do") {
    const auto message = [](int nodes, const std::string& line) {
        SlurmLines seen;
        seen.look("slurmstepd-nb: error: pyxis: " + line);
        return status_of_srun({.code = 1, .signal = 0}, seen, task(Container::pyxis, nodes)).message;
    };
    const std::string remedy =
        "Pyxis made no container on the node, so the task did not start: its lines above say why\n"
        "the nodes share the directory that enroot unpacks images in; name one that each has of its own, and "
        "try again: export XDG_DATA_HOME=/tmp/data-$USER";
    const std::string twice =
        "    FATAL ERROR: dir_scan: failed to make directory /home/u/enroot/pyxis_1.0/bin, because File "
        "exists";
    CHECK(message(2, twice) == remedy);
    CHECK(message(2, "    [ERROR] File already exists: /home/u/enroot/pyxis_1.0") == remedy);
    for (const std::string& other : {message(1, twice), message(2, "    [ERROR] File already exists: /x")})
        CHECK(other == remedy.substr(0, remedy.find('\n')));
}

TEST_CASE("a node that Slurm has lost is no good end, though srun has status 0") {
    const std::vector<std::string> lines = {"srun: error: Node failure on gpu[01-02]"};
    for (const Container container : {Container::docker, Container::pyxis})
        CHECK(status(0, task(container), lines) == 125);
    CHECK(status(0, task(Container::docker), {"Node failure on gpu01", "error: Node failure on gpu01"}) == 0);
    CHECK(status(3, task(Container::docker, 2),
                 {"srun: error: n2: task 1: Exited with exit code 3", lines.front()}) == 3);
    SlurmLines seen;
    seen.look(lines.front());
    CHECK(status_of_srun({.code = 0, .signal = 0}, seen, task(Container::docker)).message ==
          "Slurm has lost the node gpu[01-02], so what became of the task is not known\n"
          "if it still runs there, it ends when the node answers Slurm again");
}

TEST_CASE("an end that Slurm has put to a task is known by its line") {
    SlurmLines seen;
    seen.look("the task says: *** STEP 3.1 ON vm CANCELLED AT 2026-11-26T05:55:55 ***");
    CHECK_FALSE(seen.cancelled());
    seen.look(
        "slurmstepd-vm: error: *** STEP 3.1 ON vm CANCELLED AT 2026-11-26T05:55:55 DUE TO TIME LIMIT ***");
    CHECK(seen.cancelled());
}

TEST_CASE("of several nodes the first that failed counts, not those that were ended because of it") {
    const std::vector<std::string> lines = {"srun: error: n2: task 1: Exited with exit code 3",
                                            "srun: error: n1: task 0: Exited with exit code 143"};
    CHECK(status(143, task(Container::docker, 2), lines) == 3);
}

TEST_CASE("a Slurm that cannot be reached, or does not take the job, has started no task") {
    for (const char* line : {"srun: fatal: Could not establish a configuration source",
                             "srun: error: Unable to allocate resources: Invalid partition name specified",
                             "srun: error: Unable to create step for job 7: More processors requested"}) {
        INFO(line);
        SlurmLines seen;
        seen.look(line);
        const RunStatus end = status_of_srun({.code = 1, .signal = 0}, seen, task(Container::docker));
        CHECK(end.exit_code == 125);
        CHECK(
            end.message ==
            "Slurm cannot be reached or did not take the job, so the task did not start: srun's lines above "
            "say why\nto see whether Slurm answers here, type: tao-shim doctor");
    }
    CHECK(status(1, task(Container::docker), {"fatal: Could not establish", "srun: error: n1: x"}) == 1);
}
