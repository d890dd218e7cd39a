#include "commands/enable/files.hpp"
#include "commands/enable/lines.hpp"
#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using namespace tao;
using namespace tao::commands;
using tao::tests::MemoryFileSystem;
using ChangeKind = FileChange::Kind;

namespace {

struct Home {
    MemoryFileSystem files;
    os::Environment environment{{"HOME=/home/u"}};

    Home() { files.add_directory("/home/u"); }

    EnableSurroundings here() const {
        return {.files = files,
                .environment = environment,
                .user = {.name = "u", .home = "/home/u", .uid = 1000, .gid = 1000},
                .working_directory = "/home/u",
                .shims = "/opt/shims",
                .bin = "/opt/bin"};
    }
    Placement placement(const std::string& file) const {
        return {file, shell_lines("/opt/shims", "/opt/bin")};
    }
    FileChange enable(const std::string& file) const {
        return change_to_enable(here(), placement(file), "bash");
    }
    FileChange disable(const std::string& file) const { return change_to_disable(here(), file); }
};

Placements places_of(const std::string& target, const Home& home, const std::string& operand = {}) {
    for (const EnableTarget& known : enable_targets()) {
        if (known.name == target) return known.placements(home.here(), operand);
    }
    throw std::invalid_argument(target);
}

std::vector<std::string> files_of(const Placements& places) {
    std::vector<std::string> files;
    for (const Placement& place : places.all)
        files.push_back(place.file);
    return files;
}

}  // namespace

TEST_CASE("Enabling twice changes a file once") {
    Home home;
    home.files.add_file("/home/u/.bashrc", "x\n", 0640);
    const FileChange first = home.enable("/home/u/.bashrc");
    CHECK(first.kind == ChangeKind::write);
    CHECK(first.mode == 0640);
    CHECK(lines_there(home.here(), home.placement("/home/u/.bashrc")) == LinesThere::no);
    home.files.add_file("/home/u/.bashrc", first.content, 0640);
    CHECK(home.enable("/home/u/.bashrc").kind == ChangeKind::none);
    CHECK(lines_there(home.here(), home.placement("/home/u/.bashrc")) == LinesThere::yes);
}

TEST_CASE("A file that was made goes again with the directories made for it") {
    Home home;
    const FileChange made = home.enable("/home/u/.config/fish/conf.d/tao-shim.fish");
    CHECK(made.kind == ChangeKind::write);
    CHECK(made.directories == 3);
    home.files.add_file("/home/u/.config/fish/conf.d/tao-shim.fish", made.content);
    const FileChange gone = home.disable("/home/u/.config/fish/conf.d/tao-shim.fish");
    CHECK(gone.kind == ChangeKind::remove);
    CHECK(gone.directories == 3);
}

TEST_CASE("A file that was made stays if somebody else wrote to it since") {
    Home home;
    home.files.add_file("/home/u/.zshrc", home.enable("/home/u/.zshrc").content + "alias a=b\n");
    const FileChange change = home.disable("/home/u/.zshrc");
    CHECK(change.kind == ChangeKind::write);
    CHECK(change.content == "alias a=b\n");
}

TEST_CASE("What a link leads to is changed, and the link stays") {
    Home home;
    home.files.add_file("/home/u/dotfiles/bashrc", "x\n");
    home.files.add_link("/home/u/.bashrc", "dotfiles/bashrc");
    CHECK(home.enable("/home/u/.bashrc").file == "/home/u/dotfiles/bashrc");
}

TEST_CASE("A file that cannot be changed is refused with the reason") {
    Home home;
    home.files.add_file("/home/u/of another", "x\n", 0644, 0);
    home.files.add_file("/home/u/read-only", "x\n", 0444);
    home.files.add_file("/home/u/locked/file", "x\n");
    home.files.add_link("/home/u/nowhere", "missing");
    home.files.add_directory("/home/u/directory");
    home.files.add_file("/home/u/half", "a\n# >>> tao-shim >>>\n");
    CHECK(home.enable("/home/u/of another").fault == "it belongs to another user");
    CHECK(home.enable("/home/u/read-only").fault == "it is not writable");
    CHECK(home.enable("/home/u/nowhere").fault == "it is a link to a file that is not there");
    CHECK(home.enable("/home/u/directory").fault == "Is a directory");
    CHECK(home.enable("/home/u/read-only/below").fault == "/home/u/read-only is not a directory");
    CHECK(home.enable("/home/u/half").fault ==
          "line 2 is a marker of ours that has lost its partner; take out by hand what is left of our lines");
    CHECK(home.disable("/home/u/half").fault == home.enable("/home/u/half").fault);
}

TEST_CASE("The lines of another installation are taken over, but not taken away") {
    Home home;
    EnableSurroundings other = home.here();
    other.shims = "/usr/local/shims";
    home.files.add_file("/home/u/.bashrc", home.enable("/home/u/.bashrc").content);
    CHECK(change_to_disable(other, "/home/u/.bashrc").kind == ChangeKind::none);
    const FileChange taken_over =
        change_to_enable(other, {"/home/u/.bashrc", shell_lines(other.shims, other.bin)}, "bash");
    CHECK(taken_over.kind == ChangeKind::write);
    CHECK(taken_over.content.find("/opt/shims") == std::string::npos);
}

TEST_CASE("bash gets the lines where an interactive and a login shell look") {
    Home home;
    CHECK(files_of(places_of("bash", home)) ==
          std::vector<std::string>{"/home/u/.bashrc", "/home/u/.profile"});
    home.files.add_file("/home/u/.bash_login", "");
    const Placements places = places_of("bash", home);
    CHECK(files_of(places) == std::vector<std::string>{"/home/u/.bashrc", "/home/u/.bash_login"});
    CHECK(places.formerly == std::vector<std::string>{"/home/u/.bash_profile", "/home/u/.profile"});
}

TEST_CASE("zsh and fish get the lines where their variables say") {
    Home home;
    CHECK(files_of(places_of("zsh", home)) == std::vector<std::string>{"/home/u/.zshrc"});
    home.environment = os::Environment({"ZDOTDIR=/z", "XDG_CONFIG_HOME=/c"});
    CHECK(files_of(places_of("zsh", home)) == std::vector<std::string>{"/z/.zshrc"});
    CHECK(files_of(places_of("fish", home)) == std::vector<std::string>{"/c/fish/conf.d/tao-shim.fish"});
}

TEST_CASE("A virtual environment gets the lines in the activation scripts it has") {
    Home home;
    CHECK(places_of("venv", home, "/v").fault == "/v is not a virtual environment: it has no pyvenv.cfg");
    home.files.add_file("/v/pyvenv.cfg", "");
    CHECK(places_of("venv", home, "/v").fault == "/v has no activation script: there is no /v/bin/activate");
    home.files.add_file("/v/bin/activate", "");
    home.files.add_file("/v/bin/Activate.ps1", "");
    CHECK(files_of(places_of("venv", home, "/v")) ==
          std::vector<std::string>{"/v/bin/activate", "/v/bin/Activate.ps1"});
}

TEST_CASE("A directory that is no conda environment is refused") {
    Home home;
    CHECK(places_of("conda", home, "/c").fault == "/c is not a conda environment: it has no conda-meta");
}

TEST_CASE("The lines of the installer are taken over with what its manifest says was there before") {
    Home home;
    const std::string begin =
        "# >>> tao-shim: put there by its install.sh, and taken away by install.sh --uninstall >>>\n";
    const std::string block = begin + "PATH=/opt/shims:$PATH\n# <<< tao-shim <<<\n";
    home.files.add_file("/opt/share/tao-shim/install-manifest",
                        "file bin/tao-shim\nstartup made /home/u/.config/fish/conf.d/tao-shim.fish\n"
                        "startup-directory /home/u/.config/fish/conf.d\n"
                        "startup-directory /home/u/.config/fish\nstartup unterminated /home/u/.bashrc\n");
    home.files.add_file("/home/u/.bashrc", "x\n" + block);
    home.files.add_file("/home/u/.config/fish/conf.d/tao-shim.fish", block);

    home.files.add_file("/home/u/.bashrc", home.enable("/home/u/.bashrc").content);
    CHECK(home.disable("/home/u/.bashrc").content == "x");
    const FileChange gone = home.disable("/home/u/.config/fish/conf.d/tao-shim.fish");
    CHECK(gone.kind == ChangeKind::remove);
    CHECK(gone.directories == 2);
}
