#include "engines/podman_engine.hpp"

#include <csignal>
#include <fstream>

#include "engines/runs.hpp"
#include "os/replace_file.hpp"
#include "support/catch.hpp"
#include "support/temporary_directory.hpp"

using namespace tao;
using namespace tao::engines;
using namespace std::chrono_literals;

namespace {

// A podman that writes down its words, complains, and does what the test says.
struct Podman {
    tests::TemporaryDirectory directory;
    std::unique_ptr<ContainerEngine> engine;

    explicit Podman(const std::string& script) {
        const std::string program = directory.path() + "/podman";
        REQUIRE_FALSE(os::write_atomically(
            program, "#!/bin/sh\necho \"$*\" >> " + log() + "\necho noise >&2\n" + script + "\n", 0755));
        engine = make_podman_engine(program, os::Environment({"PATH=/usr/bin:/bin"}));
    }
    std::string log() const { return directory.path() + "/log"; }
    std::string asked() const {
        std::ifstream file(log());
        return {std::istreambuf_iterator<char>(file), {}};
    }
};

}  // namespace

TEST_CASE("podman is asked by its command, once a question") {
    Podman podman("exit 0");
    podman.engine->signal("tao-7", SIGTERM, os::in(5s));
    CHECK(podman.engine->remove("tao-7", os::in(5s)));
    CHECK(podman.engine->exists("tao-7", os::in(5s)));
    CHECK(podman.asked() ==
          "kill --signal 15 tao-7\nrm --force --ignore --time 0 tao-7\ncontainer exists tao-7\n");
}

TEST_CASE("podman's statuses: 1 is no container, others are its own trouble") {
    CHECK_FALSE(Podman("exit 1").engine->exists("x", os::in(5s)));
    CHECK(Podman("exit 125").engine->exists("x", os::in(5s)));
    CHECK_FALSE(Podman("exit 125").engine->remove("x", os::in(5s)));
    CHECK_FALSE(Podman("exit 125").engine->list(os::in(5s)));
}

TEST_CASE("podman's containers are listed and described as runs") {
    Podman podman(R"(case $2 in
    --all) case $* in *json*) echo '[{"Id": "abc"}]' ;; *) printf 'abc\ndef\n' ;; esac ;;
    inspect) echo '[{"Id": "abc", "Created": "2026-01-31T12:00:01Z", "State": {"Status": "running"}, "ImageName": "x:1",
        "Config": {"Cmd": ["dino", "train"], "Labels": {"tao-shim.run": "77"}, "Env": ["TAO_SHIM_RUN=77"]}}]' ;;
    esac)");
    CHECK(podman.engine->list(os::in(5s)) == std::vector<std::string>{"abc", "def"});
    CHECK(podman.engine->variable("abc", "TAO_SHIM_RUN", os::in(5s)) == "77");
    const Runs runs = list_runs(*podman.engine);
    CHECK(runs.failure.empty());
    REQUIRE(runs.runs.size() == 1);
    CHECK(runs.runs[0].command == "dino train");
    CHECK(runs.runs[0].image == "x:1");
}

TEST_CASE("a podman that does not answer is killed at the deadline, and said") {
    Podman podman("exec sleep 60");
    const auto begun = std::chrono::steady_clock::now();
    CHECK(podman.engine->ask("/info", os::in(100ms)).failure == "podman does not answer");
    CHECK(std::chrono::steady_clock::now() - begun < 10s);
}

TEST_CASE("a podman that is not there is said") {
    const auto engine = make_podman_engine("/nowhere/podman", os::Environment());
    CHECK(engine->ask("/info", os::in(1s)).failure == "No such file or directory");
    CHECK_FALSE(engine->list(os::in(1s)));
}
