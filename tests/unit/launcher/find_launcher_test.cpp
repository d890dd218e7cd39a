#include "launcher/find_launcher.hpp"

#include "support/catch.hpp"
#include "unit/launcher/machine.hpp"
#include "unit/launcher/scripts.hpp"

using namespace tao;
using namespace tao::launcher;
using tests::elf;
using tests::how_to_install;
using tests::Machine;
using tests::reasons;
using tests::stranger;

TEST_CASE("the first launcher on PATH is chosen and the environment stays as it is") {
    Machine machine;
    machine.program("/one/tao", tests::launcher_5).program("/two/tao", tests::launcher_0);
    const Found found = machine.find();
    REQUIRE(found.found);
    CHECK(found.launcher.path == "/one/tao");
    CHECK(found.launcher.kind == ProgramKind::launcher);
    CHECK_FALSE(found.explicitly_named);
    CHECK_FALSE(found.by_other_name);
    CHECK(found.guard.empty());
    CHECK(reasons(found) == "/shims/tao: this is the shim itself\n");
}

TEST_CASE("every candidate is listed on demand, each with its reason") {
    Machine machine;
    machine.environment.set("PATH", "/shims:/dir:/noexec:/copy:/script:/one:/two:/three");
    machine.files.add_directory("/dir/tao");
    machine.files.add_link("/copy/tao", "/nowhere");
    machine.program("/noexec/tao", tests::launcher_5, 0644)
        .program("/script/tao", "#!/bin/sh\nexec /x/tao-shim/shims/tao\n")
        .program("/one/tao", stranger)
        .program("/two/tao", tests::launcher_5)
        .program("/three/tao", tests::launcher_0);
    machine.search.every_candidate = true;
    const Found found = machine.find();
    CHECK(found.launcher.path == "/two/tao");
    CHECK(reasons(found) ==
          "/shims/tao: this is the shim itself\n"
          "/dir/tao: a directory\n"
          "/noexec/tao: not executable\n"
          "/copy/tao: a link to a file that does not exist\n"
          "/script/tao: a script that hands over to the shim\n"
          "/one/tao: not NVIDIA's launcher\n"
          "/three/tao: behind the chosen one on PATH\n");
}

TEST_CASE("links to the shim, hard and symbolic, are the shim itself") {
    Machine machine;
    machine.files.add_link("/one/tao", "/shims/tao").add_hard_link("/two/tao", "/shims/tao");
    CHECK(machine.find().exit_code == 127);
    CHECK(reasons(machine.find()) ==
          "/shims/tao: this is the shim itself\n/one/tao: this is the shim itself\n/two/tao: this is the "
          "shim itself\n");
}

TEST_CASE("a directory that is twice on PATH is looked at once") {
    Machine machine;
    machine.environment.set("PATH", "/shims:/shims:/one:/shims:/one");
    machine.program("/one/tao", stranger);
    CHECK(reasons(machine.find()) == "/shims/tao: this is the shim itself\n");
}

TEST_CASE("a stranger called tao is used only if no launcher is on PATH") {
    Machine machine;
    machine.program("/one/tao", GENERATE(stranger, elf));
    Found found = machine.find();
    REQUIRE(found.found);
    CHECK(found.launcher.path == "/one/tao");
    CHECK(found.launcher.kind == ProgramKind::unknown);
    CHECK(found.guard.empty());
    machine.program("/two/tao", tests::launcher_4);
    found = machine.find();
    CHECK(found.launcher.path == "/two/tao");
}

TEST_CASE("a program that cannot be read is of unknown kind, for that reason") {
    Machine machine;
    machine.program("/one/tao", tests::launcher_5, 0711);
    machine.files.make_unreadable("/one/tao");
    const Found found = machine.find();
    CHECK(found.launcher.kind == ProgramKind::unknown);
    CHECK(found.unknown_because == "cannot be read: permission denied");
}

TEST_CASE("an interpreter that env looks up is looked up on PATH") {
    Machine machine;
    machine.program("/one/tao", "#!/usr/bin/env python3\nfrom tlt.entrypoint.tao import main\n");
    CHECK(machine.find().exit_code == 126);
    machine.program("/two/python3", elf);
    CHECK(machine.find().found);
}

TEST_CASE("TAO_SHIM_LAUNCHER goes before PATH") {
    Machine machine;
    machine.program("/one/tao", tests::launcher_5).program("/opt/my launcher/tao", tests::launcher_0);
    machine.environment.set("TAO_SHIM_LAUNCHER", "/opt/my launcher/tao");
    const Found found = machine.find();
    CHECK(found.found);
    CHECK(found.explicitly_named);
    CHECK(found.launcher.path == "/opt/my launcher/tao");
    CHECK(found.launcher.grammar == Grammar::task_first);
    machine.program("/home/user/l/tao", tests::launcher_5);
    machine.environment.set("TAO_SHIM_LAUNCHER", "~/l/tao");
    CHECK(machine.find().launcher.path == "/home/user/l/tao");
}

TEST_CASE("what TAO_SHIM_LAUNCHER names must be a program that can be started") {
    Machine machine;
    machine.program("/one/tao", tests::launcher_5)
        .program("/opt/plain", "", 0644)
        .program("/opt/dead", "#!/gone/python\nimport nvidia_tao_cli\n");
    struct Row {
        std::string value;
        int exit_code;
        std::string reason;
    };
    const auto row =
        GENERATE(Row{"/opt/none", 127, "no such file"}, Row{"tao", 127, "not a path"},
                 Row{"/opt/plain", 126, "not executable"}, Row{"/opt", 126, "a directory"},
                 Row{"/shims/tao", 126, "this is the shim itself"},
                 Row{"/opt/dead", 126, "cannot be started: its interpreter /gone/python does not exist"});
    machine.environment.set("TAO_SHIM_LAUNCHER", row.value);
    const Found found = machine.find();
    CHECK_FALSE(found.found);
    CHECK(found.exit_code == row.exit_code);
    CHECK(found.message == row.value + ": " + row.reason +
                               "\n  it is named by TAO_SHIM_LAUNCHER; name NVIDIA's launcher there, or type: "
                               "unset TAO_SHIM_LAUNCHER\n");
}

TEST_CASE("the user's configuration names a launcher, unless TAO_SHIM_LAUNCHER does") {
    Machine machine;
    machine.program("/home/user/l/tao", tests::launcher_5).program("/opt/tao", tests::launcher_5);
    const std::string line =
        GENERATE(as<std::string>{}, "launcher: ~/l/tao", "launcher: '/home/user/l/tao'",
                 "# mine\nlauncher: \"~/l/tao\"  # the good one", "trusted_paths: []\nlauncher: ~/l/tao\r");
    machine.files.add_file("/home/user/.config/tao-shim/config.yaml", line + "\n");
    CHECK(machine.find().launcher.path == "/home/user/l/tao");
    CHECK(machine.find().explicitly_named);
    machine.environment.set("TAO_SHIM_LAUNCHER", "/opt/tao");
    CHECK(machine.find().launcher.path == "/opt/tao");
}

TEST_CASE("the user's configuration is below XDG_CONFIG_HOME if that is an absolute path") {
    Machine machine;
    machine.program("/home/user/l/tao", tests::launcher_5).program("/opt/tao", tests::launcher_5);
    machine.files.add_file("/home/user/.config/tao-shim/config.yaml", "launcher: ~/l/tao\n");
    machine.files.add_file("/c/tao-shim/config.yaml", "launcher: /opt/tao\n");
    machine.environment.set("XDG_CONFIG_HOME", "/c");
    CHECK(machine.find().launcher.path == "/opt/tao");
    machine.environment.set("XDG_CONFIG_HOME", "c");
    CHECK(machine.find().launcher.path == "/home/user/l/tao");
}

TEST_CASE("a launcher that the user's configuration names wrongly is an error of that file") {
    Machine machine;
    machine.files.add_file("/home/user/.config/tao-shim/config.yaml", "launcher: /opt/none\n");
    CHECK(machine.find().message ==
          "/opt/none: no such file\n"
          "  it is named by /home/user/.config/tao-shim/config.yaml; name NVIDIA's launcher there, or remove "
          "the "
          "line\n");
}

TEST_CASE("the client keeps its lines and gives way for a launcher's line") {
    Machine machine;
    machine.program("/one/tao", tests::client).program("/two/tao", tests::launcher_5);
    machine.search.words = {"login"};
    CHECK(machine.find().launcher.path == "/one/tao");
    machine.search.words = {};
    CHECK(machine.find().launcher.path == "/one/tao");
    machine.search.words = {"model", "dino", "train"};
    const Found found = machine.find();
    CHECK(found.launcher.path == "/two/tao");
    CHECK(reasons(found) ==
          "/shims/tao: this is the shim itself\n/one/tao: nvidia-tao-client, which has no such command\n");
}

TEST_CASE("the client alone gets a launcher's line too") {
    Machine machine;
    machine.program("/one/tao", stranger).program("/two/tao", tests::client);
    machine.search.words = {"model", "dino", "train"};
    CHECK(machine.find().launcher.path == "/two/tao");
    CHECK(machine.find().launcher.kind == ProgramKind::client);
}

TEST_CASE("a launcher is found under another of its names, but never a stranger") {
    Machine machine;
    machine.search.program = "tlt";
    machine.program("/one/tao", stranger);
    CHECK_FALSE(machine.find().found);
    CHECK(machine.find().message ==
          "tlt: no launcher found\n"
          "  no directory of PATH has a program tlt besides this shim\n"
          "  NVIDIA's launcher is called tao by now; in a project the lines of tlt are carried over to it\n" +
              how_to_install);
    machine.program("/two/tao", tests::launcher_5);
    const Found found = machine.find();
    CHECK(found.found);
    CHECK(found.by_other_name);
    CHECK(found.exit_code == 127);
    CHECK(found.launcher.path == "/two/tao");
    CHECK(found.message == "tlt: not found; the launcher installed is /two/tao\n  type its own name: tao\n");
}

TEST_CASE("tao-deploy is looked for beside the named launcher") {
    Machine machine;
    machine.search.program = "tao-deploy";
    machine.program("/opt/tao", tests::launcher_4).program("/opt/tao-deploy", tests::launcher_4_deploy);
    machine.environment.set("TAO_SHIM_LAUNCHER", "/opt/tao");
    CHECK(machine.find().launcher.path == "/opt/tao-deploy");
    CHECK(machine.find().launcher.deploy_entry);
    machine.program("/new/tao", tests::launcher_5);
    machine.environment.set("TAO_SHIM_LAUNCHER", "/new/tao");
    CHECK(machine.find().launcher.path == "/new/tao");
    CHECK(machine.find().by_other_name);
}
