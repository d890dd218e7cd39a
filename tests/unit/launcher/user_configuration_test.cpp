#include "launcher/user_configuration.hpp"

#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using namespace tao;
using launcher::UserConfiguration;
using tests::MemoryFileSystem;

namespace {

const std::string file = "/home/user/.config/tao-shim/config.yaml";

UserConfiguration configuration_of(const std::string& content) {
    MemoryFileSystem files;
    files.add_file(file, content);
    return launcher::read_user_configuration(os::Environment({"HOME=/home/user"}), files);
}

std::string errors_of(const std::string& content) {
    return text::render(*configuration_of(content).diagnostics, false);
}

}  // namespace

TEST_CASE("the user's configuration has a launcher and trusted paths, with ~/ replaced") {
    const auto read = configuration_of("# mine\nlauncher: ~/l/tao\ntrusted_paths:\n- /builds\n- ~/own\n");
    CHECK_FALSE(read.has_errors());
    CHECK(read.launcher->value == "/home/user/l/tao");
    CHECK(read.trusted_paths == std::vector<std::string>{"/builds", "/home/user/own"});
    CHECK(configuration_of("trusted_paths: /builds\n").trusted_paths == std::vector<std::string>{"/builds"});
}

TEST_CASE("a relative launcher is an error: it would be another one in each directory") {
    for (const std::string path : {"tao", "bin/tao", "./tao", "../tao", "$HOME/tao"}) {
        CAPTURE(path);
        CHECK_FALSE(configuration_of("launcher: " + path + "\n").launcher);
        CHECK(errors_of("launcher: " + path + "\n").find("write the whole path, or ~/") != std::string::npos);
    }
}

TEST_CASE("several trusted paths in one text are an error, since they would be one that nobody has") {
    for (const std::string paths : {"/a:/b", "/a, /b", "~/a:~/b"}) {
        CAPTURE(paths);
        CHECK(configuration_of("trusted_paths: " + paths + "\n").trusted_paths.empty());
        CHECK(
            errors_of("trusted_paths: " + paths + "\n").find("write each as an entry of a list: [/a, /b]") !=
            std::string::npos);
    }
}

TEST_CASE("no configuration, and an empty one, say nothing") {
    const MemoryFileSystem files;
    const auto none = launcher::read_user_configuration(os::Environment({"HOME=/home/user"}), files);
    CHECK_FALSE(none.diagnostics);
    CHECK(none.source->path == file);
    CHECK(launcher::read_user_configuration(os::Environment(std::vector<std::string>{}), files)
              .source->path.empty());
    CHECK(errors_of("").empty());
    CHECK(errors_of("# nothing\n").empty());
}

TEST_CASE("what the configuration does not know is an error, all at once, and the rest counts") {
    CHECK(errors_of("laucher: /x\ntrusted_paths: [a, {}]\nlauncher: [x]\n") ==
          file +
              ":1:1: error: 'laucher' is not a key of your configuration\n"
              "    1 | laucher: /x\n"
              "      | ^~~~~~~\n"
              "      = did you mean launcher?\n" +
              file +
              ":2:17: error: an entry of trusted_paths must be an absolute path, not 'a'\n"
              "    2 | trusted_paths: [a, {}]\n"
              "      |                 ^\n"
              "      = write the whole path, or ~/ for your home directory\n" +
              file +
              ":2:20: error: an entry of trusted_paths must be an absolute path, not a map\n"
              "    2 | trusted_paths: [a, {}]\n"
              "      |                    ^\n" +
              file +
              ":3:11: error: launcher must be the path of NVIDIA's launcher, not a list\n"
              "    3 | launcher: [x]\n"
              "      |           ^\n");
    CHECK(configuration_of("x: 1\nlauncher: /l/tao\n").launcher->value == "/l/tao");
    CHECK(errors_of("launcher: /a\nlauncher: /b\n").find("a second time") != std::string::npos);
    CHECK(errors_of("- a\n").find("must be a map of keys") != std::string::npos);
}

TEST_CASE("a configuration that cannot be read is an error") {
    MemoryFileSystem files;
    files.add_file(file, "launcher: /x\n").make_unreadable(file);
    const auto read = launcher::read_user_configuration(os::Environment({"HOME=/home/user"}), files);
    CHECK(text::render(*read.diagnostics, false) ==
          file + ": error: the file cannot be read: Permission denied\n      = see what it is: ls -l " +
              file + "\n");
    CHECK(errors_of(std::string(70000, '#')).find("larger than 64 KiB") != std::string::npos);
    files.forbid("/home/user");
    const auto of_another = launcher::read_user_configuration(os::Environment({"HOME=/home/user"}), files);
    CHECK(text::render(*of_another.diagnostics, false) ==
          file +
              ": error: the file cannot be read: Permission denied\n"
              "      = you may not enter its directory, so HOME or XDG_CONFIG_HOME is another user's\n"
              "        to have your own, type: export HOME=...   (your home directory)\n");
}

TEST_CASE("nothing counts of a configuration that everybody may write to: it names a program") {
    const auto read = [](mode_t of_file, mode_t of_directory, bool linked) {
        MemoryFileSystem files;
        files.add_directory("/shared", 0, of_directory);
        const std::string place = linked ? "/shared/config.yaml" : file;
        files.add_directory("/home/user/.config/tao-shim", 1000, linked ? 0755 : of_directory);
        files.add_file(place, "launcher: /l/tao\ntrusted_paths: [/]\nbad: 1\n", of_file);
        if (linked) files.add_link(file, place);
        return launcher::read_user_configuration(os::Environment({"HOME=/home/user"}), files);
    };
    CHECK(read(0664, 0775, false).launcher);
    CHECK(read(0644, 0755, true).launcher);
    for (const auto& configuration :
         {read(0666, 0755, false), read(0644, 0777, false), read(0644, 01777, true)}) {
        CHECK_FALSE(configuration.launcher);
        CHECK(configuration.trusted_paths.empty());
        CHECK(configuration.has_errors());
    }
    CHECK(text::render(*read(0666, 0755, false).diagnostics, false) ==
          file +
              ": error: every user of this computer may write to this file, and so choose the program that "
              "runs "
              "as tao: nothing in it counts\n"
              "      = take that right away: chmod o-w " +
              file + "\n");
    CHECK(text::render(*read(0644, 01777, true).diagnostics, false).find("chmod o-w /shared\n") !=
          std::string::npos);
}
