#include "engines/process_engine.hpp"

#include <csignal>

#include "engines/runs.hpp"
#include "os/process.hpp"
#include "support/catch.hpp"

using namespace tao;
using namespace tao::engines;
using namespace std::chrono_literals;

TEST_CASE("the tasks of apptainer are the commands that carry their marks") {
    std::error_code error;
    const os::Environment environment({"APPTAINERENV_TAO_SHIM_RUN=process-engine-test",
                                       "APPTAINERENV_TAO_SHIM_PROJECT=/p/tao-project.yaml"});
    auto command =
        os::start({.path = "/bin/sh",
                   .argv = {"sh", "-c", "while /bin/sleep 0.1; do :; done", "exec", "image.sif", "dino"},
                   .environment = environment},
                  {}, error);
    auto other =
        os::start({.path = "/bin/sleep", .argv = {"sleep", "30"}, .environment = environment}, {}, error);
    REQUIRE(command);
    REQUIRE(other);
    const auto engine = make_process_engine();
    std::vector<Run> runs = list_runs(*engine).runs;
    std::erase_if(runs, [](const Run& run) { return run.id != "process-engine-test"; });
    REQUIRE(runs.size() == 1);
    CHECK(runs[0].container_id == std::to_string(command->id()));
    CHECK(runs[0].project == "/p/tao-project.yaml");
    CHECK(runs[0].by_command);
    CHECK(runs[0].started > 0);

    engine->signal(runs[0].container_id, SIGTERM, os::in(1s));
    CHECK(command->wait().signal == SIGTERM);
    CHECK_FALSE(engine->exists(runs[0].container_id, os::in(1s)));
    CHECK(engine->remove(runs[0].container_id, os::in(1s)));
    other->send(SIGKILL);
    other->wait();
}
