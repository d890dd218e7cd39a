#include "launcher/wrapper.hpp"

#include "launcher/find_launcher.hpp"
#include "support/catch.hpp"
#include "support/memory_file_system.hpp"
#include "unit/launcher/scripts.hpp"

using namespace tao;
using namespace tao::launcher;

namespace {

// A wrapper at /wrap/tao, first on PATH behind the shim, and launchers elsewhere.
struct WrapperMachine {
    tests::MemoryFileSystem files;
    os::Environment environment{{"PATH=/shims:/wrap:/usr/bin", "HOME=/home/user", "PWD=/home/user/cars"}};
    os::FileIdentity shim;

    WrapperMachine() {
        files.add_file("/shims/tao", "", 0755).add_file("/bin/sh", "", 0755);
        for (const char* python : {"/venv/bin/python", "/usr/bin/bash", "/usr/bin/python3"})
            files.add_file(python, "", 0755);
        for (const char* launcher :
             {"/venv/bin/tao", "/home/user/venv/bin/tao", "/wrap/venv/bin/tao", "/opt/my tao/tao"})
            files.add_file(launcher, tests::launcher_5, 0755);
        shim = files.status("/shims/tao")->identity;
        files.add_directory("/home/user/cars");
    }

    Found find(const std::string& text, const std::string& shebang = "#!/bin/sh") {
        files.add_file("/wrap/tao", shebang + "\n" + text, 0755);
        const Search search{
            .program = "tao", .self = shim, .self_path = "/shims/tao", .words = {}, .every_candidate = false};
        return find_launcher(search, environment, files);
    }
};

}  // namespace

TEST_CASE("a script that hands everything to a launcher leads to it") {
    struct Row {
        const char* text;
        const char* launcher;
    };
    const auto row = GENERATE(
        Row{R"(exec /venv/bin/tao "$@")", "/venv/bin/tao"},
        Row{R"(exec "$HOME/venv/bin/tao" "$@")", "/home/user/venv/bin/tao"},
        Row{R"(exec ~/venv/bin/tao "$@")", "/home/user/venv/bin/tao"},
        Row{R"(exec '/opt/my tao/tao' "$@")", "/opt/my tao/tao"},
        Row{R"(. /venv/bin/activate; exec tao "$@")", "/venv/bin/tao"},
        Row{"source \"$HOME/venv/bin/activate\"\ntao \"$@\"\n", "/home/user/venv/bin/tao"},
        Row{". /venv/bin/activate && exec tao ${1+\"$@\"}", "/venv/bin/tao"},
        Row{"# which one\nset -eu\nV=/venv\nexec \"$V/bin/tao\" \"$@\"\n", "/venv/bin/tao"},
        Row{R"(exec "$(dirname "$0")/venv/bin/tao" "$@")", "/wrap/venv/bin/tao"},
        Row{"here=$(cd \"$(dirname \"$0\")\" && pwd)\nexec \"$here/venv/bin/tao\" \"$@\"",
            "/wrap/venv/bin/tao"},
        Row{"export PATH=/venv/bin:$PATH\nexec tao \"$@\"", "/venv/bin/tao"},
        Row{R"(exec -a tao /venv/bin/tao "$@")", "/venv/bin/tao"},
        Row{R"(exec env LC_ALL=C /venv/bin/tao "$@")", "/venv/bin/tao"},
        Row{R"(LC_ALL=C exec /venv/bin/tao "$@")", "/venv/bin/tao"},
        Row{R"(exec /venv/bin/python /venv/bin/tao "$@")", "/venv/bin/tao"},
        Row{R"(exec /venv/bin/python3.11 -s -m nvidia_tao_cli.entrypoint.tao_launcher "$@")", ""},
        Row{"/venv/bin/tao \"$@\"\nexit $?\n", ""}, Row{"/venv/bin/tao \"$@\"\nexit\n", "/venv/bin/tao"});
    INFO(row.text);
    WrapperMachine machine;
    machine.files.add_file("/venv/bin/python3.11", "", 0755);
    const std::string shebang = GENERATE("#!/bin/sh", "#!/usr/bin/env bash");
    const Found found = machine.find(row.text, shebang);
    REQUIRE(found.found);
    if (std::string(row.launcher).empty()) return;  // looked at below
    CHECK(found.launcher.path == row.launcher);
    CHECK(found.launcher.kind == ProgramKind::launcher);
    CHECK(found.wrapper == "/wrap/tao");
    CHECK(found.guard.empty());
}

TEST_CASE("of an if that files decide the branch that runs is followed") {
    const char* text = GENERATE(
        "if [ -x \"/venv/bin/tao\" ]; then exec \"/venv/bin/tao\" \"$@\"; else echo none; exit 1; fi",
        "if [ -x /venv/bin/tao ]\nthen\n  /venv/bin/tao \"$@\"\nelse\n  module load tao\nfi\n",
        "if test -e /nowhere; then module load x; elif [[ -f /venv/bin/tao ]]; then exec /venv/bin/tao "
        "\"$@\"; fi",
        "if [ -d /nowhere ]; then if [ -x /bin/sh ]; then cd /x; fi; exit 1; fi\nexec /venv/bin/tao \"$@\"",
        "if [ -d /venv ]; then export A=1; fi\nexport FOO=1\n/venv/bin/tao \"$@\"");
    INFO(text);
    WrapperMachine machine;
    const Found found = machine.find(text);
    CHECK(found.launcher.path == "/venv/bin/tao");
    CHECK(found.wrapper == "/wrap/tao");
}

TEST_CASE("a script of Python that runs the launcher's module is the launcher") {
    WrapperMachine machine;
    const Found found = machine.find(
        "import runpy, sys\nrunpy.run_module(\"nvidia_tao_cli.entrypoint.tao_launcher\", "
        "run_name=\"__main__\")\n",
        "#!/venv/bin/python");
    CHECK(found.launcher.kind == ProgramKind::launcher);
    CHECK(found.launcher.path == "/wrap/tao");
    CHECK(machine.find("import runpy\nrunpy.run_module('other', run_name='__main__')\n", "#!/venv/bin/python")
              .launcher.kind == ProgramKind::unknown);
}

TEST_CASE("a Python that runs the launcher's module leads to the launcher beside it") {
    WrapperMachine machine;
    const Found found =
        machine.find("exec /venv/bin/python -s -m nvidia_tao_cli.entrypoint.tao_launcher \"$@\"");
    CHECK(found.launcher.path == "/venv/bin/tao");
    CHECK(found.wrapper == "/wrap/tao");
}

TEST_CASE("what a wrapper sets for the launcher is kept") {
    WrapperMachine machine;
    machine.environment.set("DOCKER_HOST", "unix:///a");
    const Found found = machine.find(
        "export DOCKER_CONFIG=$HOME/d NGC='a b'\nlocal_only=1\nDOCKER_HOST=unix:///b\nunset LD_PRELOAD\n"
        "X=1 exec env Y=2 /venv/bin/tao \"$@\"\n");
    CHECK(found.wrapper == "/wrap/tao");
    CHECK(found.wrapper_variables == WrapperVariables{{"DOCKER_CONFIG", "/home/user/d"},
                                                      {"NGC", "a b"},
                                                      {"DOCKER_HOST", "unix:///b"},
                                                      {"LD_PRELOAD", std::nullopt},
                                                      {"X", "1"},
                                                      {"Y", "2"}});
}

TEST_CASE("an activated environment is on PATH for the launcher") {
    WrapperMachine machine;
    const Found found = machine.find(". /venv/bin/activate\nexec tao \"$@\"");
    CHECK(found.wrapper_variables ==
          WrapperVariables{{"VIRTUAL_ENV", "/venv"}, {"PATH", "/venv/bin:/shims:/wrap:/usr/bin"}});
}

TEST_CASE("a wrapper may lead to a wrapper, but not for ever") {
    WrapperMachine machine;
    machine.files.add_file("/inner/tao", "#!/bin/sh\nexport B=2\nexec /venv/bin/tao \"$@\"\n", 0755);
    const Found found = machine.find("export A=1\nexec /inner/tao \"$@\"");
    CHECK(found.launcher.path == "/venv/bin/tao");
    CHECK(found.wrapper == "/wrap/tao");
    CHECK(found.wrapper_variables == WrapperVariables{{"A", "1"}, {"B", "2"}});

    machine.files.add_file("/inner/tao", "#!/bin/sh\nexec /wrap/tao \"$@\"\n", 0755);
    CHECK(machine.find("exec /inner/tao \"$@\"").launcher.kind == ProgramKind::unknown);
}

TEST_CASE("a script that does something else as well is not followed, but its launcher is named") {
    const char* text = GENERATE(
        "if [ -z \"$KEY\" ]; then exit 1; fi\nexec /venv/bin/tao \"$@\"",
        "if [ -x /venv/bin/tao ]; then /venv/bin/tao \"$@\"; fi | tee log",
        "if [ -x /venv/bin/tao ]; then cd /scratch; exec /venv/bin/tao \"$@\"; fi",
        "if [ -x /venv/bin/tao ] && [ -n \"$X\" ]; then exec /venv/bin/tao \"$@\"; fi",
        "if [ ! -x /venv/bin/tao ]; then exit 1; fi\nexec /venv/bin/tao \"$@\"",
        "if grep -q x /f; then exec /venv/bin/tao \"$@\"; fi",
        "exec env LC_ALL=C nice -n 5 /venv/bin/tao \"$@\"", "module load tao\nexec /venv/bin/tao \"$@\"",
        "cd /scratch\nexec /venv/bin/tao \"$@\"", "exec /venv/bin/tao --verbose \"$@\"",
        "exec /venv/bin/tao model \"$@\"", "exec /venv/bin/tao", "/venv/bin/tao \"$@\" | tee log",
        "/venv/bin/tao \"$@\"\necho done", "export LAUNCHER_MOUNTS=/m.json\nexec /venv/bin/tao \"$@\"",
        "exec nice -n 5 /venv/bin/tao \"$@\"", "umask 002; exec /venv/bin/tao \"$@\"");
    INFO(text);
    WrapperMachine machine;
    const Found found = machine.find(text);
    CHECK(found.launcher.kind == ProgramKind::unknown);
    CHECK(found.launcher.path == "/wrap/tao");
    CHECK(found.wrapper.empty());
    CHECK(found.may_lead_to == "/venv/bin/tao");
}

TEST_CASE("a program that is no script of a shell may name its launcher all the same") {
    WrapperMachine machine;
    const Found found = machine.find("import os, sys\nos.execv('/venv/bin/tao', ['tao'] + sys.argv[1:])\n",
                                     "#!/usr/bin/python3");
    CHECK(found.launcher.kind == ProgramKind::unknown);
    CHECK(found.may_lead_to == "/venv/bin/tao");
}

TEST_CASE("a wrapper that leads to no launcher is a program like any other") {
    const char* text =
        GENERATE("exec /nowhere/tao \"$@\"", "exec tao \"$@\"", "exec /usr/bin/python3 \"$@\"", "exit 0", "");
    INFO(text);
    WrapperMachine machine;
    const Found found = machine.find(text);
    CHECK(found.launcher.kind == ProgramKind::unknown);
    CHECK(found.may_lead_to.empty());
}

TEST_CASE("a wrapper that leads to the shim is no way to a launcher") {
    WrapperMachine machine;
    const Found found = machine.find("exec /shims/tao \"$@\"");
    CHECK(found.launcher.kind == ProgramKind::unknown);
    CHECK(found.wrapper.empty());
}

TEST_CASE("a wrapper in front of a launcher goes before it, as the typed line would") {
    WrapperMachine machine;
    machine.files.add_file("/usr/bin/tao", tests::launcher_0, 0755);
    CHECK(machine.find("exec /venv/bin/tao \"$@\"").launcher.path == "/venv/bin/tao");
}

TEST_CASE("a wrapper that is named explicitly leads to its launcher as well") {
    WrapperMachine machine;
    machine.environment.set("TAO_SHIM_LAUNCHER", "/wrap/tao");
    const Found found = machine.find("exec /venv/bin/tao \"$@\"");
    CHECK(found.explicitly_named);
    CHECK(found.launcher.path == "/venv/bin/tao");
    CHECK(found.wrapper == "/wrap/tao");
}

TEST_CASE("a wrapper that leads to a launcher without its Python is not passed over in silence") {
    WrapperMachine machine;
    machine.files.add_file("/dead/bin/tao", tests::console_script("nvidia_tao_cli.x", "/dead/bin/python"),
                           0755);
    const Found found = machine.find("exec /dead/bin/tao \"$@\"");
    CHECK(found.exit_code == 126);
    CHECK(found.message.starts_with(
        "/dead/bin/tao: cannot be started: its interpreter /dead/bin/python does not exist\n"));
}

namespace {

const std::string pyenv_shim =
    "set -e\n[ -n \"$PYENV_DEBUG\" ] && set -x\n\nprogram=\"${0##*/}\"\n\n"
    "export PYENV_ROOT=\"/home/user/.pyenv\"\n"
    "exec \"/home/user/.pyenv/libexec/pyenv\" exec \"$program\" \"$@\"\n";

}  // namespace

TEST_CASE("pyenv's shim leads to the launcher of the version that is chosen") {
    WrapperMachine machine;
    for (const char* version : {"3.9.1", "3.11.4", "3.11.10", "tao-env"})
        machine.files.add_file("/home/user/.pyenv/versions/" + std::string(version) + "/bin/tao",
                               tests::launcher_5, 0755);
    machine.files.add_directory("/home/user/.pyenv/versions/3.12.0");
    const auto found = [&] { return machine.find(pyenv_shim, "#!/usr/bin/env bash").launcher.path; };
    const std::string versions = "/home/user/.pyenv/versions/";
    CHECK(machine.find(pyenv_shim, "#!/usr/bin/env bash").launcher.kind == ProgramKind::unknown);
    machine.files.add_file("/home/user/.pyenv/version", "3.12.0\n3.9.1\n");
    CHECK(found() == versions + "3.9.1/bin/tao");
    machine.environment.set("PYENV_VERSION", "3.11");
    CHECK(found() == versions + "3.11.10/bin/tao");
    machine.environment.set("PYENV_VERSION", "3.12.0:tao-env");
    CHECK(found() == versions + "tao-env/bin/tao");
    machine.environment.set("PYENV_VERSION", "../../x");
    CHECK(machine.find(pyenv_shim, "#!/usr/bin/env bash").launcher.kind == ProgramKind::unknown);
    machine.environment.unset("PYENV_VERSION");
    machine.files.add_file("/home/user/.python-version", "3.11.4 # for tao\n");
    CHECK(found() == versions + "3.11.4/bin/tao");
}

TEST_CASE("asdf's shim leads to the launcher of the one version that it names") {
    WrapperMachine machine;
    machine.files.add_file("/home/user/.asdf/installs/python/3.11.4/bin/tao", tests::launcher_5, 0755);
    const std::string shim =
        "# asdf-plugin: python 3.11.4\nexec /home/user/.asdf/bin/asdf exec \"tao\" \"$@\" # asdf_allow: ' "
        "asdf '\n";
    CHECK(machine.find(shim, "#!/usr/bin/env bash").launcher.path ==
          "/home/user/.asdf/installs/python/3.11.4/bin/tao");
    CHECK(machine.find("# asdf-plugin: python 3.9.1\n" + shim, "#!/usr/bin/env bash").launcher.kind ==
          ProgramKind::unknown);
}

TEST_CASE("an environment of conda is found by its name, or where it is") {
    WrapperMachine machine;
    machine.files.add_file("/opt/conda/envs/tao/bin/tao", tests::launcher_5, 0755);
    machine.files.add_file("/home/user/miniconda3/envs/own/bin/tao", tests::launcher_5, 0755);
    struct Row {
        const char* text;
        const char* launcher;
    };
    const auto row =
        GENERATE(Row{R"(exec /opt/conda/bin/conda run -n tao --no-capture-output tao "$@")",
                     "/opt/conda/envs/tao/bin/tao"},
                 Row{R"(exec conda run -p /opt/conda/envs/tao tao "$@")", "/opt/conda/envs/tao/bin/tao"},
                 Row{R"(exec conda run --name own tao "$@")", "/home/user/miniconda3/envs/own/bin/tao"},
                 Row{". /opt/conda/etc/profile.d/conda.sh\nconda activate tao\nexec tao \"$@\"",
                     "/opt/conda/envs/tao/bin/tao"},
                 Row{"source /opt/conda/bin/activate tao\nexec tao \"$@\"", "/opt/conda/envs/tao/bin/tao"});
    INFO(row.text);
    const Found found = machine.find(row.text);
    CHECK(found.launcher.path == row.launcher);
    CHECK(found.wrapper == "/wrap/tao");
}

TEST_CASE("an environment of uv's project is where uv puts it") {
    WrapperMachine machine;
    machine.files.add_file("/proj/.venv/bin/tao", tests::launcher_5, 0755);
    CHECK(machine.find("exec uv run --project /proj tao \"$@\"").launcher.path == "/proj/.venv/bin/tao");
    CHECK(machine.find("exec uv run tao \"$@\"").launcher.kind == ProgramKind::unknown);
}
