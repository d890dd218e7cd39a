#include "os/name_changes.hpp"

#include <boost/filesystem.hpp>

#include "os/wait.hpp"
#include "support/catch.hpp"
#include "support/temporary_directory.hpp"

using namespace tao;
namespace fs = boost::filesystem;

TEST_CASE("names that come, go and are replaced are told, by their directory") {
    const tests::TemporaryDirectory temporary;
    fs::create_directory(temporary.path() + "/a");
    fs::create_directory(temporary.path() + "/b");
    os::NameChanges changes = os::NameChanges::create();
    const int first = changes.watch(temporary.path() + "/a");
    const int second = changes.watch(temporary.path() + "/b");
    CHECK(first != second);
    CHECK(changes.watch(temporary.path() + "/a") == first);
    CHECK(changes.read().empty());
    CHECK_FALSE(os::wait_readable({changes.descriptor()}, os::SteadyClock::now()));

    fs::create_directory(temporary.path() + "/a/x");
    fs::rename(temporary.path() + "/a/x", temporary.path() + "/b/y");
    fs::remove(temporary.path() + "/b/y");
    CHECK(os::wait_readable({changes.descriptor()}, os::SteadyClock::now()));
    std::vector<std::pair<int, std::string>> seen;
    for (const os::NameChanges::Change& change : changes.read())
        seen.emplace_back(change.directory, change.name);
    CHECK(seen ==
          std::vector<std::pair<int, std::string>>{{first, "x"}, {first, "x"}, {second, "y"}, {second, "y"}});
    CHECK(changes.read().empty());
}

TEST_CASE("what is no directory is not watched, and without a queue nothing is") {
    const tests::TemporaryDirectory temporary;
    os::NameChanges changes = os::NameChanges::create();
    CHECK(changes.watch(temporary.path() + "/missing") == -1);
    os::NameChanges none;
    CHECK(none.descriptor() == -1);
    CHECK(none.watch(temporary.path()) == -1);
    CHECK(none.read().empty());
}
