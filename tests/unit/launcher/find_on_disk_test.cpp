// The search along PATH where only a real disk will do: relative directories, special files, what is read.

#include <sys/stat.h>
#include <unistd.h>

#include <boost/filesystem.hpp>
#include <fstream>

#include "launcher/find_launcher.hpp"
#include "support/catch.hpp"
#include "support/temporary_directory.hpp"
#include "unit/launcher/recording_file_system.hpp"
#include "unit/launcher/scripts.hpp"

using namespace tao;
using namespace tao::launcher;

namespace {

// An empty directory that is the working directory while it lives.
class Workplace {
  public:
    Workplace() : before_(boost::filesystem::current_path()) { boost::filesystem::current_path(path()); }
    ~Workplace() { boost::filesystem::current_path(before_); }
    Workplace(const Workplace&) = delete;
    Workplace& operator=(const Workplace&) = delete;

    const std::string& path() const { return directory_.path(); }
    void program(const std::string& file, const std::string& text) const {
        boost::filesystem::create_directories(boost::filesystem::path(path() + "/" + file).parent_path());
        std::ofstream(path() + "/" + file) << text;
        ::chmod((path() + "/" + file).c_str(), 0755);
    }

  private:
    tests::TemporaryDirectory directory_;
    boost::filesystem::path before_;
};

const std::string launcher_of_this_machine =
    tests::console_script("nvidia_tao_cli.entrypoint.tao_launcher", "/bin/sh");

Found find(const std::string& path, const os::FileSystem& files) {
    const Search search{
        .program = "tao", .self = {}, .self_path = "/shim", .words = {}, .every_candidate = false};
    return find_launcher(search, os::Environment({"PATH=" + path, "HOME=/nonexistent"}), files);
}

}  // namespace

TEST_CASE("empty and relative elements of PATH are directories of the working directory") {
    const Workplace workplace;
    const os::HostFileSystem files;
    workplace.program("tao", launcher_of_this_machine);
    workplace.program("bin/tao", launcher_of_this_machine);
    CHECK(find("", files).launcher.path == "./tao");
    CHECK(find("/nowhere:", files).launcher.path == "./tao");
    CHECK(find("bin", files).launcher.path == "bin/tao");
    CHECK(find("./bin/../bin:", files).launcher.path == "./bin/../bin/tao");
}

TEST_CASE("a FIFO, a directory, an unreadable directory and a file on PATH hold nobody up") {
    const Workplace workplace;
    const os::HostFileSystem files;
    boost::filesystem::create_directories(workplace.path() + "/fifo");
    REQUIRE(::mkfifo((workplace.path() + "/fifo/tao").c_str(), 0755) == 0);
    boost::filesystem::create_directories(workplace.path() + "/directory/tao");
    boost::filesystem::create_directories(workplace.path() + "/closed");
    ::chmod((workplace.path() + "/closed").c_str(), 0);
    workplace.program("file", "");
    workplace.program("bin/tao", launcher_of_this_machine);
    const Found found = find("fifo:directory:closed:file:bin", files);
    CHECK(found.launcher.path == "bin/tao");
    REQUIRE(found.rejected.size() == 2);
    CHECK(found.rejected[0].reason == "not a regular file");
    CHECK(found.rejected[1].reason == "a directory");
}

TEST_CASE("finding a launcher opens its start and asks for the user's configuration, no more") {
    const Workplace workplace;
    const os::HostFileSystem host;
    const tests::RecordingFileSystem files(host);
    workplace.program("bin/tao", launcher_of_this_machine);
    workplace.program("behind/tao", launcher_of_this_machine);
    CHECK(find("/nowhere:bin:behind", files).launcher.path == "bin/tao");
    CHECK(files.opened ==
          std::vector<std::string>{"read /nonexistent/.config/tao-shim/config.yaml", "read_start bin/tao"});
}
