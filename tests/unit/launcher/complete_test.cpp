#include "launcher/identify.hpp"
#include "launcher/version.hpp"
#include "support/catch.hpp"
#include "support/memory_file_system.hpp"
#include "unit/launcher/scripts.hpp"

using namespace tao;
using namespace tao::launcher;

namespace {

const std::string version_6 =
    "\"\"\"Launcher SDK version.\"\"\"\n\nMAJOR = \"6\"\nMINOR = \"25\"\nPATCH = \"11.1\"\n"
    "PRE_RELEASE = ''\n\ndef get_build_info():\n    patch = 0\n";
const std::string version_0 = "MAJOR = 0\nMINOR = 1\nPATCH = 24\n";

Launcher completed(const tests::MemoryFileSystem& files, const std::string& path) {
    Launcher launcher = identify(path, files).launcher;
    complete(launcher, files);
    return launcher;
}

}  // namespace

TEST_CASE("package and version are found in every kind of installation") {
    struct Row {
        std::string script, interpreter, packages;
    };
    const auto row = GENERATE(
        Row{"/venv/bin/tao", "/venv/bin/python", "/venv/lib/python3.11/site-packages"},
        Row{"/home/u/.local/bin/tao", "/usr/bin/python3", "/home/u/.local/lib/python3.10/site-packages"},
        Row{"/usr/local/bin/tao", "/usr/bin/python3", "/usr/local/lib/python3.11/dist-packages"},
        Row{"/conda/envs/t/bin/tao", "/conda/envs/t/bin/python", "/conda/envs/t/lib/python3.8/site-packages"},
        Row{"/venv/bin/tao", "/venv/bin/python", "/venv/lib64/python3.9/site-packages"},
        Row{"/home/u/bin/tao", "/venv/bin/python", "/venv/lib/python3.9/site-packages"},
        Row{"/target/bin/tao", "/usr/bin/python3", "/target"});
    CAPTURE(row.script, row.packages);
    tests::MemoryFileSystem files;
    files.add_file(row.script,
                   tests::console_script("nvidia_tao_cli.entrypoint.tao_launcher", row.interpreter), 0755);
    files.add_file(row.packages + "/nvidia_tao_cli/version.py", version_6);
    const Launcher launcher = completed(files, row.script);
    CHECK(launcher.package == row.packages + "/nvidia_tao_cli");
    CHECK(launcher.version_text == "6.25.11.1");
    CHECK((launcher.version == Version{6, 25, 11}));
}

TEST_CASE("a link on PATH leads to the environment behind it") {
    tests::MemoryFileSystem files;
    files.add_file("/pipx/venvs/nvidia-tao/bin/tao", tests::launcher_0, 0755);
    files.add_file("/pipx/venvs/nvidia-tao/lib/python3.8/site-packages/tlt/version.py", version_0);
    files.add_link("/home/u/.local/bin/tao", "/pipx/venvs/nvidia-tao/bin/tao");
    const Launcher launcher = completed(files, "/home/u/.local/bin/tao");
    CHECK(launcher.package == "/pipx/venvs/nvidia-tao/lib/python3.8/site-packages/tlt");
    CHECK((launcher.version == Version{0, 1, 24}));
}

TEST_CASE("of several Pythons, the packages of the script's own count") {
    tests::MemoryFileSystem files;
    files.add_file("/usr/bin/python3.11", "", 0755).add_link("/usr/bin/python3", "/usr/bin/python3.11");
    files.add_file("/home/u/.local/bin/tao",
                   tests::console_script("nvidia_tao_cli.entrypoint.tao_launcher", "/usr/bin/python3"), 0755);
    files.add_file("/home/u/.local/lib/python3.10/site-packages/nvidia_tao_cli/version.py", version_0);
    files.add_file("/home/u/.local/lib/python3.11/site-packages/nvidia_tao_cli/version.py", version_6);
    CHECK(completed(files, "/home/u/.local/bin/tao").version_text == "6.25.11.1");
}

TEST_CASE("an editable install is followed to its source") {
    tests::MemoryFileSystem files;
    files.add_file("/venv/bin/tao", tests::launcher_5, 0755);
    files.add_file("/src/launcher/nvidia_tao_cli/version.py", version_6);
    const std::string site = "/venv/lib/python3.11/site-packages/";
    SECTION("by a .pth file") {
        files.add_file(site + "__editable__.nvidia_tao-5.5.1.pth", "/src/launcher\n");
    }
    SECTION("by setuptools' finder") {
        files.add_file(site + "__editable___nvidia_tao_5_5_1_finder.py",
                       "MAPPING: dict[str, str] = {'nvidia_tao_cli': '/src/launcher/nvidia_tao_cli'}\n");
    }
    SECTION("by an egg link") {
        files.add_file(site + "nvidia-tao.egg-link", "/src/launcher\n.");
    }
    const Launcher launcher = completed(files, "/venv/bin/tao");
    CHECK(launcher.package == "/src/launcher/nvidia_tao_cli");
    CHECK(launcher.version_text == "6.25.11.1");
}

TEST_CASE("without a version.py the distribution's metadata tells the version") {
    tests::MemoryFileSystem files;
    files.add_file("/venv/bin/tao", tests::launcher_5, 0755);
    const std::string site = "/venv/lib/python3.11/site-packages/";
    files.add_file(site + "nvidia_tao_cli/__init__.py");
    files.add_file(site + "nvidia_tao-5.5.1.dist-info/METADATA",
                   "Metadata-Version: 2.1\nName: nvidia-tao\nVersion: 5.5.1\n");
    CHECK(completed(files, "/venv/bin/tao").version_text == "5.5.1");
}

TEST_CASE("the client's version comes from its own distribution") {
    tests::MemoryFileSystem files;
    files.add_file("/venv/bin/tao", tests::client, 0755);
    const std::string site = "/venv/lib/python3.11/site-packages/";
    files.add_file(site + "tao_cli/tao.py");
    files.add_file(site + "nvidia_tao-5.5.1.dist-info/METADATA", "Metadata-Version: 2.1\nVersion: 5.5.1\n");
    files.add_file(site + "nvidia_tao_client-6.26.3.dist-info/METADATA",
                   "Metadata-Version: 2.1\nVersion: 6.26.3\n");
    CHECK(completed(files, "/venv/bin/tao").version_text == "6.26.3");
}

TEST_CASE("a package that is nowhere leaves the version unknown") {
    tests::MemoryFileSystem files;
    files.add_file("/venv/bin/tao", tests::launcher_5, 0755);
    const Launcher launcher = completed(files, "/venv/bin/tao");
    CHECK(launcher.package.empty());
    CHECK_FALSE(launcher.version.known());
}

TEST_CASE("versions are read as numbers, as far as they are numbers") {
    CHECK((parse_version("6.25.11.1") == Version{6, 25, 11}));
    CHECK((parse_version("5.5.1rc2") == Version{5, 5, 1}));
    CHECK((parse_version("5.5") == Version{5, 5, 0}));
    CHECK_FALSE(parse_version("").known());
    CHECK_FALSE(parse_version("unknown").known());
}
