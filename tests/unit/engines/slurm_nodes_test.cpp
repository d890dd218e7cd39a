#include "engines/slurm_nodes.hpp"

#include <unistd.h>

#include "engines/command_output.hpp"
#include "support/catch.hpp"

using namespace tao;
using namespace tao::engines;
using namespace std::chrono_literals;

namespace {

std::vector<std::vector<std::string>> shells() {
    std::vector<std::vector<std::string>> found = {{"/bin/sh"}};
    for (const std::vector<std::string>& other : {std::vector<std::string>{"/bin/bash"},
                                                  {"/bin/bash", "--posix"},
                                                  {"/bin/busybox", "sh"},
                                                  {"/usr/bin/ksh"},
                                                  {"/usr/bin/zsh", "--emulate", "sh"}}) {
        if (::access(other[0].c_str(), X_OK) == 0) found.push_back(other);
    }
    return found;
}

// What `text` is worth, and whether the variables it uses stay within it.
std::string in(std::vector<std::string> shell, std::string_view text, std::vector<std::string> variables) {
    const std::string program = shell[0];
    shell.insert(shell.end(), {"-euc", "x=" + std::string(text) + "; printf %s \"$l$p$h$x\""});
    variables.insert(variables.end(), {"l=", "p=", "h="});
    const CommandOutput output = output_of(program, shell, os::Environment(variables), os::in(10s), true);
    return output.status == 0 ? output.text : "failed: " + output.text;
}

}  // namespace

TEST_CASE("the first node of a list, and a shell finds the same") {
    const std::pair<const char*, const char*> examples[] = {
        {"gpu1", "gpu1"},
        {"gpu1,gpu2", "gpu1"},
        {"gpu[01-04,7],x2", "gpu01"},
        {"gpu[01,03-04],x[2-3]", "gpu01"},
        {"rack[3-5]node[10,12]", "rack3node10"},
        {"rack[3-5]node[10,12]-ib,a[1-2]", "rack3node10-ib"},
        {"a[2,4]-ib", "a2-ib"},
        {"a-b-[7-9]", "a-b-7"},
        {"x,a[1-2]", "x"},
        {"", ""},
    };
    for (const auto& [list, node] : examples) {
        CAPTURE(list);
        CHECK(first_node(list) == node);
        for (const auto& shell : shells()) {
            CAPTURE(shell);
            CHECK(in(shell, first_node_in_shell(), {"SLURM_STEP_NODELIST=" + std::string(list)}) == node);
        }
    }
}

TEST_CASE("jobs that share nodes meet at ports of their own, and a shell finds the same") {
    const std::array<const char*, 3> examples[] = {
        {"1", "0", "20007"},        {"2", "0", "20014"},    {"2", "1", "20015"},
        {"12345678", "0", "29746"}, {"9999", "9", "20002"}, {"4294967295", "4294967290", "28355"},
    };
    for (const auto& [job, step, port] : examples) {
        CAPTURE(job, step);
        CHECK(master_port(job, step) == port);
        for (const auto& shell : shells()) {
            CAPTURE(shell);
            CHECK(in(shell, master_port_in_shell(),
                     {"SLURM_JOB_ID=" + std::string(job), "SLURM_STEP_ID=" + std::string(step)}) == port);
        }
    }
    CHECK(master_port("", "") == "29500");
}
