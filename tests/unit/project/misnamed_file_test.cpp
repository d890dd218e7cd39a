#include "project/misnamed_file.hpp"

#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using namespace tao;
using project::find_misnamed;

namespace {

constexpr uid_t caller = 1000;
const os::Environment at_home({"HOME=/home/user"});

std::string misnamed(const tests::MemoryFileSystem& files,
                     const std::string& directory = "/home/user/cars/specs") {
    return find_misnamed({}, at_home, directory, caller, files).value_or("");
}

tests::MemoryFileSystem with_file(const std::string& name, uid_t owner = caller) {
    tests::MemoryFileSystem files;
    files.add_directory("/home/user/cars/specs", caller);
    files.add_file("/home/user/cars/" + name, "", 0644, owner);
    return files;
}

}  // namespace

TEST_CASE("a file whose name is nearly that of a project file is found, from below as well") {
    for (const char* name : {"tao-project.yml", "Tao-Project.yaml", "tao_project.yaml", "TAO_PROJECT.YML",
                             "taoproject.yaml", "tao project.yaml", "tao-project.yaml.txt",
                             "tao-project.json", "tao-project (1).yaml", "tao-project(12).yml"}) {
        CAPTURE(name);
        CHECK(misnamed(with_file(name)) == "/home/user/cars/" + std::string(name));
    }
}

TEST_CASE("copies of editors, other names and others' files are no project file with a wrong name") {
    for (const char* name :
         {"tao-project.yaml", "tao-project.yaml.bak", "tao-project.yaml~", "tao-project", "tao-projects.yaml",
          ".tao-project.yaml.swp", "project.yaml", "tao-project.md", "tao-project (old).yaml"}) {
        CAPTURE(name);
        CHECK(misnamed(with_file(name)).empty());
    }
    CHECK(misnamed(with_file("tao-project.yml", 1001)).empty());
    tests::MemoryFileSystem linked = with_file("project.yaml");
    linked.add_link("/home/user/cars/tao-project.yml", "project.yaml", 1001);
    CHECK(misnamed(linked).empty());
    tests::MemoryFileSystem files;
    files.add_directory("/home/user/cars/tao-project.yml", caller);
    CHECK(misnamed(files, "/home/user/cars").empty());
}

TEST_CASE("the search for it ends at the project that was found, at home, and where TAO_PROJECT names one") {
    const tests::MemoryFileSystem files = with_file("tao-project.yml");
    const project::Search here{.outcome = project::Search::Outcome::found,
                               .file = "/home/user/cars/specs/tao-project.yaml",
                               .directory = "/home/user/cars/specs",
                               .message = {},
                               .hint = {}};
    CHECK_FALSE(find_misnamed(here, at_home, "/home/user/cars/specs", caller, files));
    const os::Environment nearer({"HOME=/home/user/cars/specs"});
    CHECK_FALSE(find_misnamed({}, nearer, "/home/user/cars/specs", caller, files));
    const os::Environment named({"HOME=/home/user", "TAO_PROJECT=/x"});
    CHECK_FALSE(find_misnamed({}, named, "/home/user/cars/specs", caller, files));
}

TEST_CASE("what is said of it can be pasted") {
    CHECK(project::misnamed_message("/home/u/my cars/tao-project.yml") ==
          "'/home/u/my cars/tao-project.yml' is not read: the project file is called tao-project.yaml\n"
          "type: mv '/home/u/my cars/tao-project.yml' '/home/u/my cars/tao-project.yaml'");
}
