#include "project/find_project.hpp"

#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using tao::os::Environment;
using tao::os::FileStatus;
using tao::os::FileType;
using tao::project::find;
using tao::project::render;
using tao::project::Search;
using tao::tests::MemoryFileSystem;

namespace {

constexpr uid_t me = 1000;
constexpr uid_t somebody = 1001;

MemoryFileSystem home_with_project() {
    MemoryFileSystem files;
    files.add_directory("/", 0).add_directory("/home", 0).add_directory("/home/user/cars/specs");
    files.add_file("/home/user/cars/tao-project.yaml", "version: 1\n");
    return files;
}

Search search(const MemoryFileSystem& files, const std::string& directory, std::vector<std::string> more = {},
              uid_t user = me) {
    std::vector<std::string> entries{"HOME=/home/user", "PWD=" + directory};
    entries.insert(entries.begin(), more.begin(), more.end());
    return find(Environment(std::move(entries)), directory, user, files);
}

// Counts what a search asks of the file system.
class CountingFileSystem final : public tao::os::FileSystem {
  public:
    explicit CountingFileSystem(const MemoryFileSystem& files) : files_(files) {}
    std::optional<FileStatus> status(const std::string& path) const override {
        return count(), files_.status(path);
    }
    std::optional<FileStatus> link_status(const std::string& path) const override {
        return count(), files_.link_status(path);
    }
    std::optional<std::string> real_path(const std::string& path) const override {
        return count(), files_.real_path(path);
    }
    std::optional<std::string> link_target(const std::string& path) const override {
        return count(), files_.link_target(path);
    }
    std::optional<std::string> read(const std::string& path, std::size_t limit,
                                    tao::os::ReadFailure& failure) const override {
        return count(), files_.read(path, limit, failure);
    }
    std::optional<std::string> read_start(const std::string& path, std::size_t size) const override {
        return count(), files_.read_start(path, size);
    }
    bool is_executable(const std::string& path) const override { return count(), files_.is_executable(path); }
    bool is_writable(const std::string& path) const override { return count(), files_.is_writable(path); }
    std::vector<std::string> list(const std::string& path) const override {
        return count(), files_.list(path);
    }

    int calls() const { return calls_; }

  private:
    void count() const { ++calls_; }
    const MemoryFileSystem& files_;
    mutable int calls_ = 0;
};

}  // namespace

TEST_CASE("a project file is found in the working directory") {
    const Search result = search(home_with_project(), "/home/user/cars");
    CHECK(result.outcome == Search::Outcome::found);
    CHECK(result.file == "/home/user/cars/tao-project.yaml");
    CHECK(result.directory == "/home/user/cars");
    CHECK(render(result, false).empty());
}

TEST_CASE("a project file is found from a directory below") {
    CHECK(search(home_with_project(), "/home/user/cars/specs").file == "/home/user/cars/tao-project.yaml");
}

TEST_CASE("the nearest project file wins") {
    auto files = home_with_project();
    files.add_file("/home/user/cars/specs/tao-project.yaml");
    CHECK(search(files, "/home/user/cars/specs").directory == "/home/user/cars/specs");
}

TEST_CASE("a project file in the home directory is found, one above it is not") {
    auto files = home_with_project();
    files.add_file("/home/tao-project.yaml", "", 0644, 0);
    files.add_directory("/home/user/other");
    CHECK(search(files, "/home/user/other").outcome == Search::Outcome::none);
    files.add_file("/home/user/tao-project.yaml");
    CHECK(search(files, "/home/user/other").directory == "/home/user");
}

TEST_CASE("the home directory ends the search under its other name too") {
    auto files = home_with_project();
    files.add_directory("/data", 0).add_directory("/data/user/other").add_link("/home/me", "/data/user");
    files.add_file("/data/tao-project.yaml", "", 0644, 0);
    CHECK(find(Environment({"HOME=/home/me"}), "/data/user/other", me, files).outcome ==
          Search::Outcome::none);
    CHECK(find(Environment({"HOME=/nowhere"}), "/data/user/other", me, files).outcome ==
          Search::Outcome::found);
}

TEST_CASE("outside the home directory the search goes up to the root") {
    MemoryFileSystem files;
    files.add_directory("/", 0).add_directory("/srv", 0).add_directory("/srv/a/b");
    CHECK(search(files, "/srv/a/b").outcome == Search::Outcome::none);
    files.add_file("/tao-project.yaml", "", 0644, 0);
    const Search result = search(files, "/srv/a/b");
    CHECK(result.file == "/tao-project.yaml");
    CHECK(result.directory == "/");
}

TEST_CASE("the search does not cross into another file system") {
    auto files = home_with_project();
    files.set_device("/home/user/cars/specs", 2);
    CHECK(search(files, "/home/user/cars/specs").outcome == Search::Outcome::none);
}

TEST_CASE("the search does not go up into a directory of another user") {
    MemoryFileSystem files;
    files.add_directory("/srv", 0)
        .add_directory("/srv/theirs", somebody)
        .add_directory("/srv/theirs/mine", me);
    files.add_file("/srv/theirs/tao-project.yaml", "", 0644, somebody);
    CHECK(search(files, "/srv/theirs/mine").outcome == Search::Outcome::none);
}

TEST_CASE("the search goes through root's directories") {
    MemoryFileSystem files;
    files.add_directory("/", 0).add_directory("/srv/lab", 0).add_directory("/srv/lab/mine", me);
    files.add_file("/srv/lab/tao-project.yaml", "", 0644, 0);
    CHECK(search(files, "/srv/lab/mine").outcome == Search::Outcome::found);
}

TEST_CASE("root under sudo uses the files of the user behind it, and of nobody else") {
    const auto files = home_with_project();
    CHECK(search(files, "/home/user/cars", {"SUDO_UID=1000"}, 0).outcome == Search::Outcome::found);
    CHECK(search(files, "/home/user/cars", {"SUDO_UID=1001"}, 0).outcome == Search::Outcome::fault);
    CHECK(search(files, "/home/user/cars", {"SUDO_UID=1000x"}, 0).outcome == Search::Outcome::fault);
    CHECK(search(files, "/home/user/cars", {}, 0).outcome == Search::Outcome::fault);
    CHECK(search(files, "/home/user/cars", {"SUDO_UID=1000"}, somebody).outcome == Search::Outcome::fault);
}

TEST_CASE("the apparent working directory decides which parents there are") {
    auto files = home_with_project();
    files.add_directory("/mnt", 0)
        .add_directory("/mnt/disk/specs")
        .add_link("/home/user/cars/data", "/mnt/disk");
    const std::string real = "/mnt/disk/specs";
    const auto from = [&](const std::string& pwd) {
        return find(Environment({"HOME=/home/user", "PWD=" + pwd}), real, me, files);
    };
    CHECK(from("/home/user/cars/data/specs").directory == "/home/user/cars");
    CHECK(from("/home/user/cars").outcome == Search::Outcome::none);               // another directory
    CHECK(from("/home/user/cars/./data/specs").outcome == Search::Outcome::none);  // not as pwd(1) writes it
    CHECK(from("cars/data/specs").outcome == Search::Outcome::none);
    CHECK(from("").outcome == Search::Outcome::none);
}

TEST_CASE("nothing is found from a working directory that was deleted") {
    const auto files = home_with_project();
    CHECK(find(Environment({"PWD=/home/user/cars"}), "", me, files).outcome == Search::Outcome::none);
    CHECK(find(Environment({"PWD=/x"}), "(unreachable)/x", me, files).outcome == Search::Outcome::none);
}

TEST_CASE("without a project the search asks one question a directory") {
    MemoryFileSystem files;
    files.add_directory("/home/user/a/b/c");
    const CountingFileSystem counting(files);
    const Environment environment({"HOME=/home/user", "PWD=/home/user/a/b/c"});
    CHECK(find(environment, "/home/user/a/b/c", me, counting).outcome == Search::Outcome::none);
    CHECK(counting.calls() == 4);
}

TEST_CASE("TAO_PROJECT names the file") {
    const auto files = home_with_project();
    // What a shell has not read may have its ~ still: crontab, systemd, %env.
    for (const char* name :
         {"/home/user/cars/tao-project.yaml", "cars/tao-project.yaml", "~/cars/tao-project.yaml"}) {
        const Search result = search(files, "/home/user", {std::string("TAO_PROJECT=") + name});
        CHECK(result.file == "/home/user/cars/tao-project.yaml");
        CHECK(result.directory == "/home/user/cars");
    }
    CHECK(search(files, "/home/user", {"TAO_PROJECT="}).outcome == Search::Outcome::none);
}

TEST_CASE("TAO_PROJECT names a file that does not exist") {
    CHECK(render(search(home_with_project(), "/home/user", {"TAO_PROJECT=/nowhere/x.yaml"}), false) ==
          "/nowhere/x.yaml: error: TAO_PROJECT names this file, and it does not exist or cannot be reached\n"
          "      = correct it, or take it back: unset TAO_PROJECT\n");
}

TEST_CASE("TAO_PROJECT names a directory") {
    CHECK(render(search(home_with_project(), "/home/user", {"TAO_PROJECT=/home/user/cars/"}), false) ==
          "/home/user/cars/: error: TAO_PROJECT names a directory; it must name a file\n"
          "      = did you mean /home/user/cars/tao-project.yaml?\n");
}

TEST_CASE("a directory named tao-project.yaml is an error") {
    MemoryFileSystem files;
    files.add_directory("/home/user/my cars/tao-project.yaml");
    CHECK(render(search(files, "/home/user/my cars"), false) ==
          "/home/user/my cars/tao-project.yaml: error: this is a directory, and a project file is expected "
          "under that "
          "name\n"
          "      = rename it: mv '/home/user/my cars/tao-project.yaml' '/home/user/my "
          "cars/tao-project.yaml.old'\n");
}

TEST_CASE("a pipe named tao-project.yaml is an error") {
    MemoryFileSystem files;
    files.add_directory("/home/user/cars").add_other("/home/user/cars/tao-project.yaml", FileType::fifo);
    CHECK(
        render(search(files, "/home/user/cars"), false) ==
        "/home/user/cars/tao-project.yaml: error: this is not a regular file (a pipe, a socket or a device)\n"
        "      = remove it, or rename it\n");
}

TEST_CASE("a link to nothing is an error") {
    MemoryFileSystem files;
    files.add_directory("/home/user/cars").add_link("/home/user/cars/tao-project.yaml", "/gone");
    CHECK(render(search(files, "/home/user/cars"), false) ==
          "/home/user/cars/tao-project.yaml: error: this is a link to a file that does not exist or cannot "
          "be reached\n"
          "      = see where it leads: ls -l /home/user/cars/tao-project.yaml\n");
}

TEST_CASE("a link to a project file is followed, and its directory stays the link's") {
    auto files = home_with_project();
    files.add_directory("/home/user/trucks");
    files.add_link("/home/user/trucks/tao-project.yaml", "/home/user/cars/tao-project.yaml");
    CHECK(search(files, "/home/user/trucks").directory == "/home/user/trucks");
}

TEST_CASE("a link into a directory that everybody may write to is an error") {
    MemoryFileSystem files;
    files.add_directory("/tmp", 0, 01777).add_file("/tmp/p.yaml").add_directory("/home/user/cars");
    files.add_link("/home/user/cars/tao-project.yaml", "/tmp/p.yaml");
    CHECK(search(files, "/home/user/cars").outcome == Search::Outcome::fault);
}

TEST_CASE("a file of another user is an error") {
    MemoryFileSystem files;
    files.add_directory("/home/user/cars").add_file("/home/user/cars/tao-project.yaml", "", 0644, somebody);
    CHECK(render(search(files, "/home/user/cars"), false) ==
          "/home/user/cars/tao-project.yaml: error: this file belongs to another user (uid 1001), who could "
          "change what "
          "your runs mount and run as\n"
          "      = copy the project into a directory of your own, or have the owner changed (chown)\n");
}

TEST_CASE("root is told how to use a user's project") {
    CHECK(render(search(home_with_project(), "/home/user/cars", {}, 0), false) ==
          "/home/user/cars/tao-project.yaml: error: this file belongs to another user (uid 1000), who could "
          "change what "
          "your runs mount and run as\n"
          "      = run tao as that user, or with sudo from that user's shell\n");
}

TEST_CASE("a working directory of another user is an error when it holds a project file") {
    MemoryFileSystem files;
    files.add_directory("/srv/theirs", somebody).add_file("/srv/theirs/tao-project.yaml", "", 0644, me);
    CHECK(render(search(files, "/srv/theirs"), false) ==
          "/srv/theirs/tao-project.yaml: error: its directory /srv/theirs belongs to another user (uid "
          "1001), who could "
          "change what your runs mount and run as\n"
          "      = copy the project into a directory of your own, or have the owner changed (chown)\n");
}

TEST_CASE("a file that everybody may write to is an error") {
    MemoryFileSystem files;
    files.add_directory("/home/user/cars").add_file("/home/user/cars/tao-project.yaml", "", 0666);
    CHECK(render(search(files, "/home/user/cars"), false) ==
          "/home/user/cars/tao-project.yaml: error: every user of this computer may write to this file, and "
          "so decide "
          "what your runs mount\n"
          "      = take that right away: chmod o-w /home/user/cars/tao-project.yaml\n");
}

TEST_CASE("a file in a directory that everybody may write to is an error") {
    MemoryFileSystem files;
    files.add_directory("/home/user/cars", me, 0777).add_file("/home/user/cars/tao-project.yaml");
    CHECK(render(search(files, "/home/user/cars"), false) ==
          "/home/user/cars/tao-project.yaml: error: every user of this computer may write to its directory "
          "/home/user/cars, and so replace this file\n"
          "      = take that right away: chmod o-w /home/user/cars\n"
          "        or move the project into a directory of your own\n");
}

TEST_CASE("a directory that everybody is meant to write to is not to be changed") {
    MemoryFileSystem files;
    files.add_directory("/scratch", 0, 01777).add_file("/scratch/tao-project.yaml");
    CHECK(render(search(files, "/scratch"), false) ==
          "/scratch/tao-project.yaml: error: every user of this computer may write to its directory "
          "/scratch, and so replace this file\n"
          "      = move the project into a directory of your own\n");
}

TEST_CASE("a file that the group may write to is used: the default of umask 002") {
    MemoryFileSystem files;
    files.add_directory("/home/user/cars", me, 0775).add_file("/home/user/cars/tao-project.yaml", "", 0664);
    CHECK(search(files, "/home/user/cars").outcome == Search::Outcome::found);
}

TEST_CASE("somebody's file in /tmp does not disturb who works below") {
    MemoryFileSystem files;
    files.add_directory("/", 0).add_directory("/tmp", 0, 01777).add_directory("/tmp/work", me);
    files.add_file("/tmp/tao-project.yaml", "", 0644, somebody);
    CHECK(search(files, "/tmp/work").outcome == Search::Outcome::none);
    CHECK(search(files, "/tmp").outcome == Search::Outcome::fault);
}

TEST_CASE("somebody's link in /tmp does not disturb who works below, wherever it leads") {
    for (const char* target : {"/home/user/cars/tao-project.yaml", "/etc/passwd", "/etc", "/nowhere"}) {
        CAPTURE(target);
        MemoryFileSystem files = home_with_project();
        files.add_file("/etc/passwd", "", 0644, 0).add_directory("/tmp", 0, 01777);
        files.add_directory("/tmp/work", me).add_link("/tmp/tao-project.yaml", target, somebody);
        CHECK(search(files, "/tmp/work").outcome == Search::Outcome::none);
        CHECK(search(files, "/tmp").outcome == Search::Outcome::fault);
    }
}

TEST_CASE("a link of another user is an error, also to a file of one's own") {
    MemoryFileSystem files = home_with_project();
    files.add_directory("/srv", 0).add_directory("/srv/ours", me, 0775);
    files.add_link("/srv/ours/tao-project.yaml", "/home/user/cars/tao-project.yaml", somebody);
    CHECK(search(files, "/srv/ours").message ==
          "this link belongs to another user (uid 1001), who could change what your runs mount and run as");
}
