// The shell is run, with the files of a directory in place of a container's.
#include "engines/pyxis_shell.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "engines/carried_variables.hpp"
#include "engines/command_output.hpp"
#include "os/replace_file.hpp"
#include "support/catch.hpp"
#include "support/temporary_directory.hpp"

using namespace tao;
using namespace tao::engines;
using namespace std::chrono_literals;

namespace {

struct OnNode {
    tests::TemporaryDirectory directory;
    Task task;
    std::vector<std::string> environment = {"PATH=/usr/bin:/bin", "SLURMD_NODENAME=gpu07"};

    explicit OnNode(int nodes = 2) {
        task.placement.emplace();
        task.placement->slurm.nodes = nodes;
        environment.insert(environment.end(),
                           {"SLURM_NODEID=1", "SLURM_JOB_ID=2", "SLURM_STEP_ID=1", "RANK=5",
                            "SLURM_STEP_NODELIST=gpu[06-07]", "SLURM_GPUS_ON_NODE=4", "SLURM_NTASKS=2"});
    }

    std::string path(const std::string& name) const { return directory.path() + "/" + name; }
    void write(const std::string& name, const std::string& content, int mode = 0644) const {
        REQUIRE_FALSE(os::write_atomically(path(name), content, static_cast<mode_t>(mode)));
    }
    std::string read(const std::string& name) const {
        std::ifstream file(path(name));
        return {std::istreambuf_iterator<char>(file), {}};
    }
    void copy(const std::string& from, const std::string& to) {
        task.node_copies.push_back({.from = from, .to = path(to)});
    }
    // What the words say once the shell has come to them, in the directory.
    CommandOutput run(std::vector<std::string> words, const std::string& shell = "/bin/sh") const {
        const std::string there = "cd \"$0\" && " + first_shell(task, {"LEAKED"});
        words.insert(words.begin(), {shell, "-c", there, directory.path()});
        return output_of(shell, words, os::Environment(environment), os::in(10s), true);
    }
    std::vector<std::string> variables() const {
        std::vector<std::string> lines;
        const std::string text = run({"env"}).text;
        for (std::string_view rest = text; !rest.empty();) {
            const auto end = std::min(rest.find('\n'), rest.size() - 1);
            lines.emplace_back(rest.substr(0, end));
            rest.remove_prefix(end + 1);
        }
        return lines;
    }
};

bool contains(const std::vector<std::string>& lines, const std::string& line) {
    return std::find(lines.begin(), lines.end(), line) != lines.end();
}

bool has_name(const std::vector<std::string>& lines, const std::string& name) {
    return std::any_of(lines.begin(), lines.end(),
                       [&](const std::string& line) { return line.starts_with(name + "="); });
}

}  // namespace

TEST_CASE("first shell: of several nodes each has its variables") {
    const OnNode node;
    const auto seen = node.variables();
    for (const char* line :
         {"WORLD_SIZE=2", "NODE_RANK=1", "NUM_GPU_PER_NODE=4", "MASTER_ADDR=gpu06", "MASTER_PORT=20015"}) {
        CAPTURE(line);
        CHECK(contains(seen, line));
    }
    for (const char* name : {"RANK", "SLURM_NTASKS", "l", "p", "h"}) {
        CAPTURE(name);
        CHECK_FALSE(has_name(seen, name));
    }
}

TEST_CASE("first shell: one node has none of them") {
    const OnNode node(1);
    const auto seen = node.variables();
    for (const char* name : {"WORLD_SIZE", "NODE_RANK", "NUM_GPU_PER_NODE", "MASTER_ADDR", "MASTER_PORT"}) {
        CAPTURE(name);
        CHECK_FALSE(has_name(seen, name));
    }
}

TEST_CASE("first shell: what the project says stays, under whatever name it comes") {
    OnNode node;
    node.task.variables = {{"MASTER_PORT", "1"}, {"NODE_RANK", "7"}, {"SLURM_NODEID", "9"}, {"h", "mine"}};
    node.environment.insert(node.environment.end(),
                            {carrier_of("MASTER_PORT") + "=1", carrier_of("NODE_RANK") + "=7",
                             carrier_of("h") + "=mine", carrier_of("SLURM_NODEID") + "=9"});
    const auto seen = node.variables();
    for (const char* line :
         {"MASTER_PORT=1", "NODE_RANK=7", "SLURM_NODEID=9", "h=mine", "WORLD_SIZE=2", "MASTER_ADDR=gpu06"}) {
        CAPTURE(line);
        CHECK(contains(seen, line));
    }
    CHECK_FALSE(has_name(seen, carrier_of("SLURM_NODEID")));
}

TEST_CASE("first shell: values arrive exactly, and a constant of the shell does not end it") {
    const std::string odd = " it's $(id) `id` \\ \"x\" *\n;\n";
    for (const char* shell : {"/bin/sh", "/bin/bash"}) {
        OnNode node(1);
        CAPTURE(shell);
        for (const auto& [name, value] : std::vector<std::pair<std::string, std::string>>{{"A", odd},
                                                                                          {"UID", "7"},
                                                                                          {"EUID", "7"},
                                                                                          {"PPID", "7"},
                                                                                          {"SHELLOPTS", "x"},
                                                                                          {"IFS", "x"},
                                                                                          {"B", ""}}) {
            node.task.variables.emplace_back(name, value);
            node.environment.push_back(carrier_of(name) + "=" + value);
        }
        const CommandOutput output =
            node.run({"sh", "-c", "printf '<%s><%s>' \"$A\" \"${B-none}\"; env | grep CARRIED"}, shell);
        CHECK(output.text == "<" + odd + "><>");
    }
}

TEST_CASE("first shell: the GPUs of a node are those that the project lists, or Slurm gives, or not said") {
    OnNode node;
    node.task.gpus = {{.choice = project::Gpus::Choice::listed, .indices = {0, 1, 3}}, std::nullopt};
    CHECK(contains(node.variables(), "NUM_GPU_PER_NODE=3"));
    node.task.gpus.reset();
    std::erase(node.environment, "SLURM_GPUS_ON_NODE=4");
    CHECK_FALSE(has_name(node.variables(), "NUM_GPU_PER_NODE"));
}

TEST_CASE("first shell: spec files are copied, whatever their names, and the copies can be written to") {
    const std::string odd = "it's $(id) `id` \\ \"x\"\n é.yaml";
    for (const char* shell : {"/bin/sh", "/bin/bash"}) {
        OnNode node;
        CAPTURE(shell);
        node.write(odd, "one\n", 0444);
        node.write("-e.yaml", "no newline at the end");
        node.copy(odd, "own/1/" + odd);
        node.copy("-e.yaml", "own/2/-e.yaml");
        const CommandOutput output =
            node.run({"sh", "-c", "echo more >>\"$0\"", node.path("own/1/" + odd)}, shell);
        CHECK(output.status == 0);
        CHECK(output.text.empty());
        CHECK(node.read("own/1/" + odd) == "one\nmore\n");
        CHECK(node.read("own/2/-e.yaml") == "no newline at the end");
        CHECK(node.read(odd) == "one\n");
    }
}

TEST_CASE("first shell: a spec file that cannot be copied is said, and the task does not start") {
    OnNode node;
    node.copy("gone.yaml", "own/1/gone.yaml");
    const CommandOutput output = node.run({"touch", "started"});
    CHECK(output.status == 125);
    CHECK(output.text.find("gone.yaml") != std::string::npos);
    CHECK(
        output.text.ends_with("tao-shim: error: the spec files could not be copied on the node gpu07, so the "
                              "task does not start\n"));
    CHECK(::access(node.path("started").c_str(), F_OK) != 0);
}

TEST_CASE("first shell: the words are the task's, exactly, and so is the status") {
    const OnNode node;
    const CommandOutput output =
        node.run({"sh", "-c", "printf '<%s>' \"$@\"; exit 3", "x", "", "a b", "it's", "$(id)", "-n"});
    CHECK(output.status == 3);
    CHECK(output.text == "<><a b><it's><$(id)><-n>");
}
