#include "project/load.hpp"

#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using namespace tao::project;
using tao::os::Environment;
using tao::os::FileType;
using tao::tests::MemoryFileSystem;

namespace {

const std::string file = "/home/user/my cars/tao-project.yaml";

Loaded loaded(const MemoryFileSystem& files) {
    const Search found{.outcome = Search::Outcome::found,
                       .file = file,
                       .directory = "/home/user/my cars",
                       .message = {},
                       .hint = {}};
    return load(found, Environment(), {.name = "user", .home = "/home/user", .uid = 1000, .gid = 1000},
                files);
}

std::string load_errors_of(const MemoryFileSystem& files) {
    return tao::text::render(loaded(files).diagnostics, false);
}

}  // namespace

TEST_CASE("a project file is loaded") {
    MemoryFileSystem files;
    files.add_file(file, "\xEF\xBB\xBFversion: 1\nmounts: [data]\n");
    const auto result = loaded(files);
    CHECK_FALSE(result.diagnostics.has_errors());
    REQUIRE(result.project);
    CHECK(result.project->file == file);
    CHECK(result.project->mounts[0].source.value == "/home/user/my cars/data");
}

TEST_CASE("errors of a loaded file name it, and its first column is 1 behind a byte order mark") {
    MemoryFileSystem files;
    files.add_file(file, "\xEF\xBB\xBFversoin: 1\n");
    CHECK(load_errors_of(files) ==
          "/home/user/my cars/tao-project.yaml:1:1: error: 'versoin' is not a key of a project file\n"
          "    1 | versoin: 1\n"
          "      | ^~~~~~~\n"
          "      = did you mean version?\n");
}

TEST_CASE("a file that may not be read is an error") {
    MemoryFileSystem files;
    files.add_file(file, "version: 1\n").make_unreadable(file);
    CHECK_FALSE(loaded(files).project);
    CHECK(load_errors_of(files) ==
          "/home/user/my cars/tao-project.yaml: error: you may not read this file\n"
          "      = see its rights: ls -l '/home/user/my cars/tao-project.yaml'\n");
}

TEST_CASE("a file that has gone is an error") {
    CHECK(load_errors_of(MemoryFileSystem()) ==
          "/home/user/my cars/tao-project.yaml: error: the file is gone\n");
}

TEST_CASE("a file that is too large is an error, one of the largest size is read") {
    MemoryFileSystem files;
    const std::string begin = "version: 1\n#";
    files.add_file(file, begin + std::string(largest_file - begin.size(), 'x'));
    CHECK(load_errors_of(files).empty());
    files.add_file(file, begin + std::string(largest_file - begin.size() + 1, 'x'));
    CHECK(load_errors_of(files) ==
          "/home/user/my cars/tao-project.yaml: error: the file is larger than 256 KiB\n"
          "      = is this a project file?\n");
}

TEST_CASE("a file that is replaced by a pipe or a directory is an error") {
    MemoryFileSystem pipe;
    pipe.add_other(file, FileType::fifo);
    CHECK(load_errors_of(pipe) ==
          "/home/user/my cars/tao-project.yaml: error: this is not a regular file (a pipe, a socket or a "
          "device)\n"
          "      = remove it, or rename it\n");
    MemoryFileSystem directory;
    directory.add_directory(file);
    CHECK(load_errors_of(directory) ==
          "/home/user/my cars/tao-project.yaml: error: this is a directory, and a project file is expected "
          "under that "
          "name\n"
          "      = rename it: mv '/home/user/my cars/tao-project.yaml' '/home/user/my "
          "cars/tao-project.yaml.old'\n");
}

TEST_CASE("a file with a great many values is given up with one error") {
    MemoryFileSystem files;
    std::string content = "version: 1\nmounts: [";
    for (int count = 0; count < 50000; ++count)
        content += "[],";
    files.add_file(file, content + "]\n");
    const auto result = loaded(files);
    REQUIRE(result.diagnostics.all().size() == 1);
    CHECK(result.diagnostics.all()[0].message == "the file has more than 4096 keys and values");
}

TEST_CASE("a secret in the line of a finding is not shown, and the mark stays where the finding is") {
    MemoryFileSystem files;
    const auto shown = [&](const std::string& content) {
        const Search found{.outcome = Search::Outcome::found,
                           .file = "/p/tao-project.yaml",
                           .directory = "/p",
                           .message = {},
                           .hint = {}};
        const User user{.name = "u", .home = "/home/u", .uid = 1000, .gid = 1000};
        return tao::text::render(
            load(found, "version: 1\n" + content, Environment(), user, files).diagnostics, false);
    };
    CHECK(shown("envs: {DB_PASS: hunter2, 1A: b}\n") ==
          "/p/tao-project.yaml:2:26: error: '1A' cannot be the name of a variable\n"
          "    2 | envs: {DB_PASS: ***, 1A: b}\n"
          "      |                      ^~\n"
          "      = letters, digits and _ only, no digit first\n");
    // The name and its value stand in lines of their own.
    CHECK(shown("envs:\n- variable: DB_PASS\n  value: hunter2${X}\n") ==
          "/p/tao-project.yaml:4:17: error: the environment variable X is not set\n"
          "    4 |   value: ***\n"
          "      |          ^~~\n"
          "      = set it: export X=...\n        or give a default: ${X:-DEFAULT}\n");
    CHECK(shown("envs:\n  DB_PASS: |\n    hunter2 $X\n    line\n").find("hunter2") == std::string::npos);
    CHECK(shown("envs: {A: 'postgres://u:hunter2@h/$'}\n").find("hunter2") == std::string::npos);
}
