#include "launcher/identify.hpp"

#include <fstream>
#include <random>
#include <sstream>

#include "launcher/shim_marker.hpp"
#include "support/catch.hpp"
#include "support/memory_file_system.hpp"
#include "unit/launcher/scripts.hpp"

using namespace tao;
using namespace tao::launcher;

namespace {

Identity identify_text(const std::string& text, const std::string& path = "/bin/tao") {
    tests::MemoryFileSystem files;
    files.add_file(path, text, 0755);
    return identify(path, files);
}

}  // namespace

TEST_CASE("each generation's script is told by the module it imports") {
    struct Row {
        std::string module;
        ProgramKind kind;
        Grammar grammar;
        bool deploy_entry;
    };
    const auto row = GENERATE(
        Row{"nvidia_tao_cli.entrypoint.tao_launcher", ProgramKind::launcher, Grammar::group_first, false},
        Row{"tlt.entrypoint.tao", ProgramKind::launcher, Grammar::task_first, false},
        Row{"tlt.entrypoint.tao_deploy", ProgramKind::launcher, Grammar::task_first, true},
        Row{"tlt.entrypoint.entrypoint", ProgramKind::launcher, Grammar::task_first, false},
        Row{"tao_cli.tao", ProgramKind::client, Grammar::group_first, false});
    CAPTURE(row.module);
    const Identity identity = identify_text(tests::console_script(row.module));
    CHECK(identity.launcher.kind == row.kind);
    CHECK(identity.launcher.grammar == row.grammar);
    CHECK(identity.launcher.deploy_entry == row.deploy_entry);
    CHECK(identity.launcher.import_line == row.module);
    CHECK(identity.launcher.interpreter == "/venv/bin/python");
    CHECK_FALSE(identity.is_shim);
}

TEST_CASE("a script that only looks like a launcher is unknown") {
    const std::string text = GENERATE(
        as<std::string>{}, "#!/usr/bin/python3\n# from nvidia_tao_cli.entrypoint.tao_launcher import main\n",
        "#!/usr/bin/python3\nfrom nvidia_tao_client_x import main\n",
        "#!/usr/bin/python3\nfrom tlt.entrypoints import main\n",
        "#!/usr/bin/python3\nprint('import nvidia_tao_cli')\n",
        "from nvidia_tao_cli.entrypoint.tao_launcher import main\n", "",
        "\x7f"
        "ELF");
    CAPTURE(text);
    CHECK(identify_text(text).launcher.kind == ProgramKind::unknown);
}

TEST_CASE("the interpreter is read from every form in which installers write it") {
    struct Row {
        std::string head;
        std::string interpreter;
    };
    const auto row = GENERATE(
        Row{"#!/venv/bin/python3.11", "/venv/bin/python3.11"},
        Row{"#! /venv/bin/python -sE", "/venv/bin/python"}, Row{"#!/usr/bin/env python3", "python3"},
        Row{"#!/usr/bin/env -S python3 -s", "python3"}, Row{"#!/usr/bin/env -S LANG=C python3", "python3"},
        Row{"#!/bin/sh\n'''exec' \"/with blank/bin/python\" \"$0\" \"$@\"\n' '''", "/with blank/bin/python"},
        Row{"#!/bin/sh\n'''exec' /long/bin/python \"$0\" \"$@\"\n' '''", "/long/bin/python"},
        Row{"#!/bin/sh\n'''exec' \"/conda/bin/python\" \"$0\" \"$@\" #'''", "/conda/bin/python"},
        Row{"#!/bin/sh\n'''exec' '/uv/bin/python' \"$0\" \"$@\"\n' '''", "/uv/bin/python"},
        Row{"#!/bin/sh\n'''exec' \"$(dirname -- \"$(realpath -- \"$0\")\")\"/'python' \"$0\" \"$@\"\n' '''",
            "/bin/python"});
    CAPTURE(row.head);
    const Identity identity =
        identify_text(row.head + "\nimport sys\nfrom nvidia_tao_cli.entrypoint.tao_launcher import main\n");
    CHECK(identity.launcher.interpreter == row.interpreter);
    CHECK(identity.launcher.kind == ProgramKind::launcher);
}

TEST_CASE("a script of setuptools is told by the distribution it requires") {
    struct Row {
        std::string requirement;
        std::string file;
        ProgramKind kind;
        Grammar grammar;
        bool deploy_entry;
    };
    const auto row =
        GENERATE(Row{"nvidia-tao==5.5.1", "tao", ProgramKind::launcher, Grammar::group_first, false},
                 Row{"nvidia-tao==4.0.1", "tao", ProgramKind::launcher, Grammar::task_first, false},
                 Row{"nvidia-tao==4.0.1", "tao-deploy", ProgramKind::launcher, Grammar::task_first, true},
                 Row{"nvidia-tlt==0.1.21", "tlt", ProgramKind::launcher, Grammar::task_first, false},
                 Row{"nvidia-tao-client==6.26.3", "tao", ProgramKind::client, Grammar::group_first, false});
    CAPTURE(row.requirement);
    const Identity identity = identify_text(
        "#!/venv/bin/python\n# EASY-INSTALL-ENTRY-SCRIPT: 'x','console_scripts'\n"
        "__requires__ = '" +
            row.requirement + "'\nimport re\nimport sys\n",
        "/venv/bin/" + row.file);
    CHECK(identity.launcher.kind == row.kind);
    CHECK(identity.launcher.grammar == row.grammar);
    CHECK(identity.launcher.deploy_entry == row.deploy_entry);
    CHECK(identity.launcher.version_text == row.requirement.substr(row.requirement.find("==") + 2));
}

TEST_CASE("a script of setuptools without a version is told by the package beside it") {
    const auto [package, grammar] =
        GENERATE(std::pair<std::string, Grammar>{"tlt", Grammar::task_first},
                 std::pair<std::string, Grammar>{"nvidia_tao_cli", Grammar::group_first});
    tests::MemoryFileSystem files;
    files.add_file("/venv/bin/tao", "#!/venv/bin/python\nimport re\n\n__requires__ = 'nvidia-tao'\n", 0755);
    files.add_file("/venv/lib/python3.11/site-packages/nvidia-tao.egg-link", "/src\n.");
    files.add_directory("/src/" + package);
    const Launcher launcher = identify("/venv/bin/tao", files).launcher;
    CHECK(launcher.kind == ProgramKind::launcher);
    CHECK(launcher.grammar == grammar);
}

TEST_CASE("a script that hands over to a shim is a shim") {
    const std::string line = GENERATE(as<std::string>{}, "exec /usr/lib/tao-shim/shims/tao \"$@\"",
                                      "exec \"$HOME/.local/lib/tao-shim/shims/tao\" \"$@\"",
                                      "tao-shim explain -- tao", "exec /opt/bin/tao-shim \"$@\"");
    CAPTURE(line);
    CHECK(identify_text("#!/bin/sh\n" + line + "\n").is_shim);
}

TEST_CASE("a directory that is called tao-shim makes no shim") {
    CHECK_FALSE(identify_text("#!/bin/sh\nexec /src/tao-shim/tools/tao \"$@\"\n").is_shim);
    const Identity identity = identify_text(tests::console_script("nvidia_tao_cli.entrypoint.tao_launcher",
                                                                  "/src/tao-shim/shims/venv/bin/python"));
    CHECK_FALSE(identity.is_shim);
    CHECK(identity.launcher.kind == ProgramKind::launcher);
}

TEST_CASE("only a script that has tao as a word may come back") {
    CHECK(identify_text("#!/bin/sh\nexec tao \"$@\"\n").mentions_tao);
    CHECK(identify_text("#!/bin/sh\nexec /usr/local/bin/tao \"$@\"\n").mentions_tao);
    CHECK(identify_text("#!/bin/sh\nx=\"tao\"\n").mentions_tao);
    CHECK_FALSE(identify_text("#!/bin/sh\nexec /opt/nvidia-tao/run taoist tao_x \"$@\"\n").mentions_tao);
    CHECK_FALSE(identify_text("\x7f"
                              "ELF tao ")
                    .mentions_tao);
}

TEST_CASE("this very program carries the shim's note within its first 4 KiB") {
    std::ifstream self("/proc/self/exe", std::ios::binary);
    std::string start(start_of_file, '\0');
    self.read(start.data(), static_cast<std::streamsize>(start.size()));
    CHECK(has_shim_note(start));
}

TEST_CASE("a program without the note is no shim") {
    std::ifstream program("/bin/sh", std::ios::binary);
    std::string start(start_of_file, '\0');
    program.read(start.data(), static_cast<std::streamsize>(start.size()));
    CHECK_FALSE(has_shim_note(start));
    CHECK_FALSE(
        has_shim_note("\x7f"
                      "ELF tao-shim"));
}

TEST_CASE("a damaged script is identified as something, and reading it comes to an end") {
    constexpr unsigned seed = 20240607;
    CAPTURE(seed);
    std::mt19937 random(seed);
    const auto below = [&](std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
    };
    const std::string pieces[] = {"#!",
                                  "\n",
                                  "'''exec' ",
                                  "\"",
                                  "'",
                                  " ",
                                  "/usr/bin/env",
                                  "from ",
                                  "import ",
                                  "==",
                                  "__requires__ = '",
                                  "nvidia-tao",
                                  "tlt.entrypoint",
                                  std::string(1, '\0'),
                                  "\xff"};
    const std::string whole =
        "#!/bin/sh\n'''exec' \"/a b/python\" \"$0\" \"$@\"\n' '''\n" + tests::launcher_4;
    for (int round = 0; round < 5000; ++round) {
        std::string text = whole.substr(0, below(whole.size() + 1));
        for (std::size_t change = below(6); change > 0; --change) {
            text.replace(below(text.size() + 1), below(8), pieces[below(std::size(pieces))]);
        }
        CAPTURE(text);
        const Identity identity = identify_text(text);
        // What is no script is never a launcher, and a launcher always says what told it.
        CHECK((text.starts_with("#!") || identity.launcher.kind == ProgramKind::unknown));
        CHECK((identity.launcher.kind == ProgramKind::unknown) == identity.launcher.import_line.empty());
    }
}
