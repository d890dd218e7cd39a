#include "launcher/find_launcher.hpp"

#include "support/catch.hpp"
#include "support/memory_file_system.hpp"
#include "unit/launcher/scripts.hpp"

using namespace tao;
using namespace tao::launcher;

namespace {

// A machine with the shim in /shims, first on PATH, and an interpreter for the launchers.
struct Machine {
    tests::MemoryFileSystem files;
    os::Environment environment{{"PATH=/shims:/one:/two", "HOME=/home/user"}};
    Search search{
        .program = "tao", .self = {}, .self_path = "/shims/tao", .words = {}, .every_candidate = false};

    Machine() {
        files.add_file("/shims/tao", "", 0755)
            .add_file("/venv/bin/python", "", 0755)
            .add_file("/bin/sh", "", 0755);
        files.add_file("/shims/tao-deploy", "", 0755);
        search.self = files.status("/shims/tao")->identity;
    }
    Machine& program(const std::string& path, const std::string& text, mode_t mode = 0755) {
        files.add_file(path, text, mode);
        return *this;
    }
    Found find() const { return find_launcher(search, environment, files); }
};

const std::string relay = "#!/bin/sh\nexec tao \"$@\"\n";
const std::string how_to_install =
    "  to install it, type: python3 -m venv ~/.venvs/tao && ~/.venvs/tao/bin/pip install nvidia-tao\n"
    "  and to have it found: mkdir -p /home/user/.config/tao-shim && "
    "echo 'launcher: ~/.venvs/tao/bin/tao' >> /home/user/.config/tao-shim/config.yaml\n";
const std::string stranger = "#!/bin/sh\necho hello\n";
const std::string elf =
    "\x7f"
    "ELF and so on";

std::string reasons(const Found& found) {
    std::string text;
    for (const Rejected& rejected : found.rejected)
        text += rejected.path + ": " + rejected.reason + "\n";
    return text;
}

}  // namespace

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

TEST_CASE("nothing on PATH: what was looked at, and how to install the launcher") {
    Machine machine;
    machine.program("/one/tao", "", 0644);
    machine.environment.set("PATH", "/shims:/one");
    Found found = machine.find();
    CHECK_FALSE(found.found);
    CHECK(found.exit_code == 126);
    CHECK(found.message ==
          "tao: no launcher found\n"
          "  on PATH, none of them to be started:\n"
          "    /shims/tao: this is the shim itself\n"
          "    /one/tao: not executable\n" +
              how_to_install);
    machine.environment.set("PATH", "/empty");
    found = machine.find();
    CHECK(found.exit_code == 127);
    CHECK(found.message ==
          "tao: no launcher found\n"
          "  no directory of PATH has a program tao besides this shim\n" +
              how_to_install);
}

TEST_CASE("what was installed as advised is found") {
    Machine machine;
    machine.program("/home/user/.venvs/tao/bin/tao", tests::launcher_5);
    CHECK(
        machine.find().message.ends_with("  installed, but not on PATH; to use it, type one of:\n"
                                         "    export PATH=\"$PATH\":/home/user/.venvs/tao/bin\n"));
    machine.files.add_file("/home/user/.config/tao-shim/config.yaml", "launcher: ~/.venvs/tao/bin/tao\n");
    CHECK(machine.find().launcher.path == "/home/user/.venvs/tao/bin/tao");
}

TEST_CASE("how a launcher is found once it is installed, wherever the user's configuration is") {
    struct Row {
        std::vector<std::string> environment;
        const char* line;
    };
    const auto row = GENERATE(Row{{"HOME=/home/user", "XDG_CONFIG_HOME=/my files"},
                                  "mkdir -p '/my files/tao-shim' && echo 'launcher: ~/.venvs/tao/bin/tao' >> "
                                  "'/my files/tao-shim/config.yaml'\n"},
                              Row{{}, "export TAO_SHIM_LAUNCHER=~/.venvs/tao/bin/tao\n"},
                              // Without HOME, ~ of the configuration stands for nothing.
                              Row{{"XDG_CONFIG_HOME=/c"}, "export TAO_SHIM_LAUNCHER=~/.venvs/tao/bin/tao\n"});
    Machine machine;
    machine.environment = os::Environment(row.environment);
    machine.environment.set("PATH", "/empty");
    CHECK(machine.find().message.ends_with("\n  and to have it found: " + std::string(row.line)));
}

TEST_CASE("nothing on PATH, but launchers nearby: how to reach each") {
    Machine machine;
    machine.environment.set("PATH", "/shims");
    machine.environment.set("VIRTUAL_ENV", "/home/user/my env");
    machine.program("/home/user/.local/bin/tao", tests::launcher_5)
        .program("/home/user/my env/bin/tao", tests::launcher_5)
        .program("/home/user/miniconda3/envs/tao/bin/tao", tests::launcher_0)
        .program("/home/user/.virtualenvs/a/bin/tao", stranger)
        .program("/home/user/.virtualenvs/b/bin/tao",
                 tests::console_script("nvidia_tao_cli.entrypoint.tao_launcher", "/gone/python"));
    CHECK(machine.find().message ==
          "tao: no launcher found\n"
          "  no directory of PATH has a program tao besides this shim\n"
          "  installed, but not on PATH; to use it, type one of:\n"
          "    export PATH=\"$PATH\":'/home/user/my env/bin'\n"
          "    export PATH=\"$PATH\":/home/user/.local/bin\n"
          "    export PATH=\"$PATH\":/home/user/miniconda3/envs/tao/bin\n");
}

TEST_CASE("a dead shebang names the missing interpreter and the next launcher") {
    Machine machine;
    machine.program("/one/tao",
                    tests::console_script("nvidia_tao_cli.entrypoint.tao_launcher", "/gone/bin/python"));
    Found found = machine.find();
    CHECK_FALSE(found.found);
    CHECK(found.exit_code == 126);
    CHECK(found.message ==
          "/one/tao: cannot be started: its interpreter /gone/bin/python does not exist\n"
          "  its Python environment was moved, removed or upgraded; install the launcher there again\n");
    machine.program("/two/tao", tests::launcher_5);
    found = machine.find();
    CHECK(found.exit_code == 126);
    CHECK(found.message ==
          "/one/tao: cannot be started: its interpreter /gone/bin/python does not exist\n"
          "  its Python environment was moved, removed or upgraded; install the launcher there again\n"
          "  or use the next one on PATH, type: export TAO_SHIM_LAUNCHER=/two/tao\n");
}

TEST_CASE("an interpreter that this user may not run is a matter of permission, with what to do") {
    Machine machine;
    machine.program("/one/tao", tests::console_script("nvidia_tao_cli.x", "/root/venv/bin/python"));
    machine.files.add_file("/root/venv/bin/python", elf, 0755);
    machine.files.forbid("/root");
    Found found = machine.find();
    CHECK(found.exit_code == 126);
    CHECK(found.message ==
          "/one/tao: cannot be started: its interpreter /root/venv/bin/python: permission denied\n"
          "  this user may not enter /root; ask its owner, or install a launcher for yourself, type: "
          "python3 -m venv ~/.venvs/tao && ~/.venvs/tao/bin/pip install nvidia-tao\n");

    // A virtual environment that all may read, made with a Python that they may not.
    machine.program("/one/tao", tests::console_script("nvidia_tao_cli.x", "/opt/venv/bin/python"));
    machine.files.add_link("/opt/venv/bin/python", "/root/venv/bin/python");
    CHECK(machine.find().message.starts_with(
        "/one/tao: cannot be started: its interpreter /opt/venv/bin/python: permission denied\n"
        "  this user may not run /opt/venv/bin/python; "));

    machine.files.add_file("/opt/venv/bin/python", elf, 0644);
    CHECK(machine.find().message.starts_with(
        "/one/tao: cannot be started: its interpreter /opt/venv/bin/python: permission denied\n"));
}

TEST_CASE("a launcher where this user may not look is not said to be absent") {
    Machine machine;
    machine.files.add_file("/root/bin/tao", tests::launcher_5, 0755);
    machine.files.forbid("/root/bin");
    machine.environment.set("TAO_SHIM_LAUNCHER", "/root/bin/tao");
    CHECK(machine.find().exit_code == 126);
    CHECK(machine.find().message.starts_with("/root/bin/tao: permission denied\n"));

    machine.environment.unset("TAO_SHIM_LAUNCHER");
    machine.environment.set("PATH", "/shims:/root/bin");
    CHECK(machine.find().exit_code == 127);
    CHECK(machine.find().message ==
          "tao: no launcher found\n"
          "  no directory of PATH has a program tao besides this shim\n"
          "  this user may not look into /root/bin: permission denied\n" +
              how_to_install);
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

TEST_CASE("a script that may come back is noted in the guard and passed over on its return") {
    Machine machine;
    machine.program("/one/tao", relay);
    Found found = machine.find();
    CHECK(found.launcher.path == "/one/tao");
    CHECK(found.guard == "/one/tao");

    machine.environment.set("TAO_SHIM_GUARD", found.guard);
    found = machine.find();
    CHECK_FALSE(found.found);
    CHECK(found.exit_code == 125);
    CHECK(found.message ==
          "stopped: programs start each other without end\n"
          "    /shims/tao (this shim)\n"
          "    /one/tao\n"
          "  none of them is NVIDIA's launcher; name it, type: export TAO_SHIM_LAUNCHER=/path/to/tao\n");

    machine.program("/two/tao", tests::launcher_5);
    found = machine.find();
    CHECK(found.launcher.path == "/two/tao");
    CHECK(found.guard.empty());
}

TEST_CASE("the third program that may come back is not started") {
    Machine machine;
    machine.environment.set("PATH", "/shims:/one:/two:/three");
    machine.program("/one/tao", relay).program("/two/tao", relay).program("/three/tao", relay);
    machine.environment.set("TAO_SHIM_GUARD", "/one/tao");
    CHECK(machine.find().guard == "/one/tao:/two/tao");
    machine.environment.set("TAO_SHIM_GUARD", "/one/tao:/two/tao");
    const Found found = machine.find();
    CHECK(found.exit_code == 125);
    CHECK(found.message ==
          "stopped: programs start each other without end\n"
          "    /shims/tao (this shim)\n"
          "    /one/tao\n"
          "    /two/tao\n"
          "  none of them is NVIDIA's launcher; name it, type: export TAO_SHIM_LAUNCHER=/path/to/tao\n");
}

TEST_CASE("a named relay that comes back is passed over") {
    Machine machine;
    machine.program("/opt/relay", relay).program("/two/tao", tests::launcher_5);
    machine.environment.set("TAO_SHIM_LAUNCHER", "/opt/relay");
    CHECK(machine.find().guard == "/opt/relay");
    machine.environment.set("TAO_SHIM_GUARD", "/opt/relay");
    CHECK(machine.find().launcher.path == "/two/tao");
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

namespace {

// A launcher's script after `tao-shim enable venv`.
std::string enabled(std::string script) {
    const auto imports = script.find("from ");
    return script.insert(imports,
                         "# >>> tao-shim: taken away by `tao-shim disable venv /venv` >>>\n"
                         "_tao_shim(\"/shims/tao\")\n# <<< tao-shim <<<\n");
}

}  // namespace

TEST_CASE("a launcher's script that starts the shim is told in the guard that the shim starts it") {
    Machine machine;
    machine.program("/one/tao", enabled(tests::launcher_5));
    const Found found = machine.find();
    REQUIRE(found.found);
    CHECK(found.launcher.kind == ProgramKind::launcher);
    CHECK(found.launcher.starts_shim);
    CHECK(found.guard == "/one/tao");
    machine.environment.set("TAO_SHIM_GUARD", "/relay:/relay2");
    CHECK(machine.find().guard == "/relay:/relay2:/one/tao");
}

TEST_CASE("the launcher whose script started the shim is taken, also where PATH has another one") {
    Machine machine;
    machine.program("/one/tao", tests::launcher_5).program("/an env/bin/tao", enabled(tests::launcher_0));
    machine.search.started_as = "/an env/bin/tao";
    const Found found = machine.find();
    REQUIRE(found.found);
    CHECK(found.launcher.path == "/an env/bin/tao");
    CHECK(found.guard == "/an env/bin/tao");
    machine.environment.set("TAO_SHIM_LAUNCHER", "/one/tao");
    CHECK(machine.find().launcher.path == "/one/tao");
}

TEST_CASE("what the shim was started as says nothing else") {
    Machine machine;
    machine.program("/one/tao", tests::launcher_5).program("/two/tao", tests::launcher_0);
    for (const char* name : {"/two/tao", "/shims/tao", "two/tao", "/nowhere/tao", "tao", ""}) {
        machine.search.started_as = name;
        CHECK(machine.find().launcher.path == "/one/tao");
    }
}
