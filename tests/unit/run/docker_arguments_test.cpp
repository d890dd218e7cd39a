#include "run/docker_arguments.hpp"

#include "support/catch.hpp"

using namespace tao::run;

namespace {

using Words = std::vector<std::string>;
const std::string some_id(64, 'a');

}  // namespace

TEST_CASE("the launcher's docker exec is recognised in each of its forms") {
    for (const auto& [option, terminal] :
         {std::pair("-it", true), std::pair("-i", false), std::pair("-ti", true)}) {
        const auto command =
            parse_task_command({"docker", "exec", option, some_id, "detectnet_v2", "train", "-it"});
        REQUIRE(command);
        CHECK(command->terminal == terminal);
        CHECK(command->container_id == some_id);
        CHECK(command->words == Words{"detectnet_v2", "train", "-it"});
    }
}

TEST_CASE("any other docker command is somebody else's") {
    for (const Words& argv :
         {Words{}, Words{"docker"}, Words{"docker", "ps"}, Words{"docker", "exec"},
          Words{"docker", "exec", "-it", some_id}, Words{"docker", "exec", some_id, "bash", "x"},
          Words{"docker", "exec", "-it", "name", "bash"}, Words{"docker", "exec", "-d", some_id, "bash"},
          Words{"docker", "exec", "-", some_id, "bash"}, Words{"docker", "run", "-it", some_id, "bash"},
          Words{"docker", "exec", "-it", std::string(64, 'g'), "bash"}}) {
        CHECK_FALSE(parse_task_command(argv));
    }
}

TEST_CASE("the terminal is asked for only if there is one and the launcher asked for it") {
    const Words words = {"bash"};
    const auto option = [&](bool asked, bool there) {
        return to_argv({.terminal = asked, .container_id = some_id, .words = words}, there, "").at(2);
    };
    CHECK(option(true, true) == "-it");
    CHECK(option(true, false) == "-i");
    CHECK(option(false, true) == "-i");
    CHECK(option(false, false) == "-i");
}

TEST_CASE("the task's words follow the container, odd ones unchanged") {
    const Words words = {"dino", "", "a b", "-w", "--", "\xff"};
    CHECK(to_argv({.terminal = true, .container_id = some_id, .words = words}, true, "/work/a b") ==
          Words{"docker", "exec", "-it", "-w", "/work/a b", some_id, "dino", "", "a b", "-w", "--", "\xff"});
    CHECK(to_argv({.terminal = true, .container_id = some_id, .words = words}, false, "") ==
          Words{"docker", "exec", "-i", some_id, "dino", "", "a b", "-w", "--", "\xff"});
}
