#include "plan/run_directory.hpp"

#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using tao::os::Environment;
using tao::plan::run_directory;
using tao::tests::MemoryFileSystem;

namespace {

std::string directory_in(const MemoryFileSystem& files, std::vector<std::string> environment = {}) {
    return run_directory(Environment(std::move(environment)), "/home/user", 1000, "id", files);
}

}  // namespace

TEST_CASE("a run's directory is in the user's cache directory") {
    MemoryFileSystem files;
    files.add_directory("/home/user");
    CHECK(directory_in(files) == "/home/user/.cache/tao-shim/runs/id");
    CHECK(directory_in(files, {"XDG_CACHE_HOME=/home/user/fast"}) == "/home/user/fast/tao-shim/runs/id");
    CHECK(directory_in(files, {"XDG_CACHE_HOME=relative"}) == "/home/user/.cache/tao-shim/runs/id");
}

TEST_CASE("a run's directory is in /tmp if the cache directory cannot be made or cannot be mounted") {
    MemoryFileSystem files;
    files.add_directory("/home/user", 0, 0555);
    CHECK(directory_in(files) == "/tmp/tao-shim-1000/id");
    files.add_directory("/home/user", 1000, 0755).add_directory("/a:b");
    CHECK(directory_in(files, {"XDG_CACHE_HOME=/a:b"}) == "/tmp/tao-shim-1000/id");
    files.add_file("/home/user/.cache");
    CHECK(directory_in(files) == "/tmp/tao-shim-1000/id");
}

TEST_CASE("where the directory of all runs is not the user's alone, the lines say why and what to type") {
    const std::string runs = "/home/user/.cache/tao-shim/runs";
    const auto fault = [&](const MemoryFileSystem& files) {
        return tao::plan::fault_of_runs(runs + "/id", 1000, files);
    };
    MemoryFileSystem files;
    files.add_directory("/home/user/.cache/tao-shim");
    CHECK(fault(files).empty());
    files.add_directory(runs, 1000, 0700);
    CHECK(fault(files).empty());
    files.add_directory(runs, 1000, 0777);
    CHECK(fault(files) ==
          "others may write to '" + runs + "', and so change what is in it\ntype: chmod go-w " + runs);
    files.add_directory(runs, 1001, 0700);
    CHECK(fault(files) ==
          "'" + runs +
              "' belongs to another user (uid 1001), who could read and change what is in it\n"
              "type: export XDG_CACHE_HOME=...   (a directory of yours)");
    MemoryFileSystem linked;
    linked.add_directory("/home/user/.cache/tao-shim").add_directory("/fast").add_link(runs, "/fast");
    CHECK(fault(linked) ==
          "'" + runs + "' is no directory, and a link is not followed there\ntype: rm " + runs);
}
