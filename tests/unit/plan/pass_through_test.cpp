// When the shim steps aside, and what it says then.
#include "plan/pass_through.hpp"

#include "plan/plan.hpp"
#include "support/catch.hpp"
#include "support/invocations.hpp"

using tao::plan::Plan;
using tao::tests::Computer;

namespace {

constexpr char project_beside[] = "version: 1\nmounts:\n  - .:/workspace/tao-experiments\n";

}  // namespace

TEST_CASE("without a project the launcher gets the line as it is") {
    Computer computer;
    const Plan plan =
        computer.plan({"tao", "model", "detectnet_v2", "train", "/home/user/cars/specs/train.txt"});
    CHECK(plan.action == Plan::Action::pass_through);
    CHECK(plan.reason == "no project file was found");
    CHECK(plan.message.empty());
}

TEST_CASE("what starts no container passes through a project") {
    Computer computer;
    computer.add_project("this: [is no project\n");
    const std::vector<std::vector<std::string>> lines = {{"tao"},           {"tao", "info"},
                                                         {"tao", "list"},   {"tao", "stop", "--all"},
                                                         {"tao", "--help"}, {"tao", "model", "-h"}};
    for (const auto& line : lines) {
        const Plan plan = computer.plan(line);
        INFO(line.back());
        CHECK(plan.action == Plan::Action::pass_through);
        CHECK(plan.message.empty());
    }
}

TEST_CASE("a line of nvidia-tao-client passes through a project, whichever program owns the name") {
    Computer computer;
    computer.add_project("this: [is no project\n");
    const Plan plan = computer.plan({"tao", "dino", "create-job", "--specs", "/home/user/cars/specs"});
    CHECK(plan.action == Plan::Action::pass_through);
    CHECK(plan.reason == "the line is one of nvidia-tao-client's");
}

TEST_CASE("each switch makes the shim step aside") {
    for (const char* variable :
         {"TAO_SHIM=off", "TAO_DOCKER_DISABLE=1", "LAUNCHER_MOUNTS=/home/user/m.json"}) {
        Computer computer;
        computer.add_project("broken");
        auto entries = computer.invocation.environment.entries();
        entries.emplace_back(variable);
        computer.invocation.environment = tao::os::Environment(entries);
        INFO(variable);
        CHECK(computer.plan({"tao", "model", "dino", "train"}).action == Plan::Action::pass_through);
    }
}

TEST_CASE("a program that is no launcher gets the line as it is") {
    Computer computer;
    computer.add_project(project_beside);
    computer.files.add_file("/bin/sh", "\x7f", 0755, 0);
    computer.files.add_file("/usr/local/bin/tao", "#!/bin/sh\necho hello\n", 0755, 0);
    const Plan plan = computer.plan({"tao", "model", "dino", "train"});
    CHECK(plan.action == Plan::Action::pass_through);
    CHECK(plan.reason == "the program is not a launcher that this shim knows");
}

namespace {

// A computer whose only tao is a script that is no launcher.
Computer with_stranger(const std::string& text) {
    Computer computer;
    computer.add_project(project_beside);
    computer.files.add_file("/bin/sh", "\x7f", 0755, 0);
    computer.files.add_file("/usr/local/bin/tao", text, 0755, 0);
    return computer;
}

constexpr char does_not_count[] =
    "tao-shim: note: /usr/local/bin/tao is not NVIDIA's launcher, so /home/user/cars/tao-project.yaml does "
    "not count; "
    "to have it count, type: export TAO_SHIM_LAUNCHER=";

}  // namespace

TEST_CASE("a project that does not count for a program that is no launcher is told in one line") {
    Computer computer = with_stranger("#!/bin/sh\necho hello\n");
    CHECK(computer.plan({"tao", "model", "dino", "train"}).message ==
          does_not_count + std::string("/path/to/tao\n"));

    // The launcher that its text names, or one that is installed.
    computer.files.add_file("/venv/bin/python", "", 0755);
    computer.files.add_file("/home/user/venv/bin/tao",
                            "#!/venv/bin/python\nfrom nvidia_tao_cli.entrypoint.tao_launcher import main\n",
                            0755);
    CHECK(computer.plan({"tao", "model", "dino", "train"}).message ==
          does_not_count + std::string("/home/user/venv/bin/tao\n"));
    computer.files.add_file("/opt/my tao/bin/tao",
                            "#!/venv/bin/python\nfrom nvidia_tao_cli.entrypoint.tao_launcher import main\n",
                            0755);
    computer = with_stranger("#!/bin/sh\ncd /x\nexec '/opt/my tao/bin/tao' \"$@\"\n");
    CHECK(computer.plan({"tao", "model", "dino", "train"}).message ==
          does_not_count + std::string("/path/to/tao\n"));
}

TEST_CASE("a program that cannot be read is told as such") {
    Computer computer = with_stranger("#!/bin/sh\necho hello\n");
    computer.files.make_unreadable("/usr/local/bin/tao");
    CHECK(computer.plan({"tao", "model", "dino", "train"}).message ==
          "tao-shim: note: /usr/local/bin/tao cannot be read: permission denied, so "
          "/home/user/cars/tao-project.yaml does not count; to have it count, type: "
          "export TAO_SHIM_LAUNCHER=/path/to/tao\n");
}

TEST_CASE("nothing is told of a project where it would do nothing, or where there is none") {
    Computer computer = with_stranger("#!/bin/sh\necho hello\n");
    for (const std::vector<std::string>& argv : {std::vector<std::string>{"tao"},
                                                 {"tao", "list"},
                                                 {"tao", "--help"},
                                                 {"tao", "dino", "create-job"}}) {
        CHECK(computer.plan(argv).message.empty());
    }
    computer.invocation.environment.set("TAO_SHIM", "off");
    CHECK(computer.plan({"tao", "model", "dino", "train"}).message.empty());
    computer.invocation.environment.unset("TAO_SHIM");
    computer.invocation.working_directory = "/home/user";
    CHECK(computer.plan({"tao", "model", "dino", "train"}).message.empty());
}

TEST_CASE("a wrapper's launcher is run with what the wrapper sets, and without a project the wrapper is") {
    Computer computer = with_stranger("#!/bin/sh\nexport NGC=1\nunset USER\nexec /venv/bin/tao \"$@\"\n");
    computer.files.add_file("/venv/bin/python", "", 0755);
    computer.files.add_file("/venv/bin/tao",
                            "#!/venv/bin/python\nfrom nvidia_tao_cli.entrypoint.tao_launcher import main\n",
                            0755);
    const Plan plan = computer.plan({"tao", "model", "dino", "train"});
    REQUIRE(plan.action == Plan::Action::supervise);
    CHECK(plan.message.empty());
    CHECK(plan.rendered.argv.front() == "/venv/bin/tao");
    CHECK(plan.environment.get("NGC") == "1");
    CHECK_FALSE(plan.environment.get("USER"));
    computer.invocation.working_directory = "/home/user";
    const Plan outside = computer.plan({"tao", "model", "dino", "train"});
    CHECK(outside.action == Plan::Action::pass_through);
    CHECK(outside.launcher.wrapper == "/usr/local/bin/tao");
}

TEST_CASE("whatever the shim is called, it looks for the launcher of the program that was executed") {
    Computer computer;
    computer.add_project(project_beside);
    for (const char* name : {"", "job", "mytao", "-", "/x/y"}) {
        INFO(name);
        CHECK(computer.plan({name, "model", "dino", "train"}).action == Plan::Action::supervise);
    }
    computer.files.add_file("/usr/local/bin/tlt",
                            "#!/usr/bin/python3\nfrom tlt.entrypoint.entrypoint import main\n", 0755);
    computer.invocation.executed_as = "/prefix/lib/tao-shim/shims/tlt";
    CHECK(computer.plan({"job", "dino", "train"}).launcher.launcher.path == "/usr/local/bin/tlt");
    CHECK(computer.plan({"tao", "dino", "train"}).launcher.launcher.path == "/usr/local/bin/tao");
}

TEST_CASE("TAO_SHIM: off, no, 0 and false are off in any case, nothing is on, anything else is an error") {
    for (const std::string value : {"off", "OFF", "Off", "no", "No", "0", "false", "FALSE"}) {
        INFO(value);
        Computer computer;
        computer.add_project("version: 1\n");
        computer.invocation.environment.set("TAO_SHIM", value);
        const Plan plan = computer.plan({"tao", "model", "dino", "train"});
        CHECK(plan.action == Plan::Action::pass_through);
        CHECK(plan.reason == "TAO_SHIM=" + value);
    }
    Computer on;
    on.add_project("version: 1\n");
    on.invocation.environment.set("TAO_SHIM", "");
    CHECK(on.plan({"tao", "model", "dino", "train"}).action == Plan::Action::supervise);
    for (const std::string value : {"aus", "1", "on", "true", " off", "offf", "00"}) {
        INFO(value);
        Computer computer;
        computer.invocation.environment.set("TAO_SHIM", value);
        const Plan plan = computer.plan({"tao", "list"});
        CHECK(plan.action == Plan::Action::fail);
        CHECK(plan.exit_code == 125);
        CHECK(plan.message ==
              "tao-shim: error: TAO_SHIM is '" + value +
                  "', which is not understood: off, no, 0 or false switch the shim off, unset it is on\n"
                  "tao-shim:   to have it off, type: export TAO_SHIM=off\n"
                  "tao-shim:   to have it on, type: unset TAO_SHIM\n");
    }
}

TEST_CASE("a mistake in the user's configuration is nothing to the bare launcher") {
    Computer computer;
    computer.files.add_file("/home/user/.config/tao-shim/config.yaml", "laucher: /x\n");
    for (const std::vector<std::string>& typed : {std::vector<std::string>{"tao"},
                                                  {"tao", "list"},
                                                  {"tao", "--help"},
                                                  {"tao", "model", "dino", "train"}}) {
        const Plan plan = computer.plan(typed);
        CHECK(plan.action == Plan::Action::pass_through);
        CHECK(plan.message.empty());
    }
    computer.add_project("version: 1\nmounts: [.]\n");
    CHECK(computer.plan({"tao", "list"}).action == Plan::Action::pass_through);
}

TEST_CASE(
    "a mistake in the user's configuration is said where no launcher is found: it may have been meant to "
    "name one") {
    Computer computer;
    computer.files.add_file("/home/user/.config/tao-shim/config.yaml", "laucher: /x\n");
    computer.invocation.environment.set("PATH", "/nowhere");
    for (const char* word : {"list", "dino"}) {
        const Plan plan = computer.plan({"tao", word});
        CHECK(plan.exit_code == 127);
        CHECK(plan.message.find("did you mean launcher?") != std::string::npos);
        CHECK(plan.message.find("no launcher") != std::string::npos);
    }
}

TEST_CASE("a mistake in the user's configuration stops every task of a project but where the shim is off") {
    Computer computer;
    computer.add_project("version: 1\nmounts: [.]\n");
    computer.files.add_file("/home/user/.config/tao-shim/config.yaml", "laucher: /x\n");
    const Plan plan = computer.plan({"tao", "model", "dino", "train"});
    CHECK(plan.action == Plan::Action::fail);
    CHECK(plan.exit_code == 78);
    CHECK(plan.message.find("did you mean launcher?") != std::string::npos);
    CHECK(plan.message.ends_with("tao-shim: nothing was started\n"));
    computer.invocation.environment.set("TAO_SHIM", "off");
    CHECK(computer.plan({"tao", "model", "dino", "train"}).action == Plan::Action::pass_through);
}

TEST_CASE("an empty argv is a bare tao") {
    Computer computer;
    CHECK(computer.plan({}).action == Plan::Action::pass_through);
}
