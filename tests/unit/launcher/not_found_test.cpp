// What is said where no launcher can be started.
#include "launcher/not_found.hpp"

#include "support/catch.hpp"
#include "unit/launcher/machine.hpp"
#include "unit/launcher/scripts.hpp"

using namespace tao;
using namespace tao::launcher;
using tests::elf;
using tests::how_to_install;
using tests::Machine;
using tests::stranger;

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
