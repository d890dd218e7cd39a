#include "run/written_copies.hpp"

#include <unistd.h>

#include "os/file_system.hpp"
#include "os/held_directory.hpp"
#include "os/replace_file.hpp"
#include "support/catch.hpp"
#include "support/temporary_directory.hpp"

using tao::run::keep_written_copies;

namespace {

constexpr mode_t readable = 0644;
constexpr mode_t directory_mode = 0755;

// The directory of a run with one copy.
struct CopiesOfRun {
    tao::tests::TemporaryDirectory scratch;
    std::string run = scratch.path() + "/1234@boot@node";
    std::string kept = scratch.path() + "/written-1234";
    std::vector<tao::specs::SpecCopy> copies{
        {.path = "1/train.yaml", .content = "a: 1\n", .original = "specs/train.yaml"}};
    tao::os::HostFileSystem files;

    CopiesOfRun() {
        for (const char* directory : {"", "/specs", "/unchanged", "/specs/1", "/unchanged/1"})
            REQUIRE(!tao::os::make_directory(run + directory, directory_mode));
        write("/unchanged/1/train.yaml", "a: 1\n");
        write("/specs/1/train.yaml", "a: 1\n");
    }
    void write(const std::string& name, const std::string& content) const {
        REQUIRE(!tao::os::write_atomically(run + name, content, readable));
    }
    std::vector<std::string> said() const { return tao::run::said_of_written_copies(run, copies); }
};

}  // namespace

TEST_CASE("copies that are as they were written are not kept") {
    const CopiesOfRun computer;
    keep_written_copies(computer.run);
    CHECK_FALSE(computer.files.exists(computer.kept));
    CHECK(computer.said().empty());
}

TEST_CASE("what a task wrote to a copy is kept, and where") {
    const CopiesOfRun computer;
    computer.write("/specs/1/train.yaml", "a: 2\n");
    keep_written_copies(computer.run);
    tao::os::ReadFailure failure;
    CHECK(computer.files.read(computer.kept + "/1/train.yaml", 100, failure) == "a: 2\n");
    CHECK(computer.said() ==
          std::vector<std::string>{
              "warning: the task wrote to its copy of 'specs/train.yaml', not to the file itself\n"
              "what it wrote is in " +
              computer.kept + "/1/train.yaml"});
}

TEST_CASE("a link in place of a copy is not followed") {
    const CopiesOfRun computer;
    const std::string copy = computer.run + "/specs/1/train.yaml";
    REQUIRE(::unlink(copy.c_str()) == 0);
    REQUIRE(::symlink((computer.run + "/unchanged/1/train.yaml").c_str(), copy.c_str()) == 0);
    keep_written_copies(computer.run);
    CHECK(computer.said().size() == 1);
}

TEST_CASE("a copy that a task removed is named") {
    const CopiesOfRun computer;
    REQUIRE(::unlink((computer.run + "/specs/1/train.yaml").c_str()) == 0);
    keep_written_copies(computer.run);
    CHECK(computer.said() ==
          std::vector<std::string>{
              "warning: the task removed its copy of 'specs/train.yaml', not the file itself"});
}

TEST_CASE("what a task wrote beside the copies is kept") {
    for (const char* name : {"/specs/1/new.txt", "/specs/new.txt"}) {
        const CopiesOfRun computer;
        computer.write(name, "new");
        keep_written_copies(computer.run);
        CHECK(computer.said() ==
              std::vector<std::string>{
                  "warning: the task wrote files beside its copies of spec files\nthey are in " +
                  computer.kept});
    }
}

TEST_CASE("copies that the task could not write to, or that TAO itself writes to, are not kept") {
    const CopiesOfRun computer;
    REQUIRE(!tao::os::remove_tree(computer.run + "/unchanged"));
    computer.write("/specs/1/train.yaml", "a: 2\n");
    keep_written_copies(computer.run);
    CHECK_FALSE(computer.files.exists(computer.kept));
}
