#include "paths/real_path.hpp"

#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using namespace tao::paths;
using tao::tests::MemoryFileSystem;

namespace {

MemoryFileSystem links() {
    MemoryFileSystem files;
    files.add_directory("/p/sub").add_directory("/n/set").add_directory("/u");
    files.add_link("/p/data", "/n/set").add_link("/u/short", "../p/data").add_link("/u/in", "/p/sub");
    files.add_link("/p/new", "/n/made/later").add_link("/p/near", "other").add_link("/p/round", "round");
    return files;
}

}  // namespace

TEST_CASE("the end of a path need not exist, links before it are followed") {
    const MemoryFileSystem files = links();
    CHECK(real_path_of("/p/data/x/y", files) == "/n/set/x/y");
    CHECK(real_path_of("/u/short", files) == "/n/set");
    CHECK(real_path_of("/q/r/", files) == "/q/r");
}

TEST_CASE("a link to what does not exist yet leads there all the same") {
    const MemoryFileSystem files = links();
    CHECK(real_path_of("/p/new", files) == "/n/made/later");
    CHECK(real_path_of("/p/new/x", files) == "/n/made/later/x");
    CHECK(real_path_of("/p/near/x", files) == "/p/other/x");
}

TEST_CASE("links in a circle end") {
    const MemoryFileSystem files = links();
    CHECK(real_path_of("/p/round/x", files).starts_with("/p"));
    CHECK(leads_through("/p/round", "/q", files));
}

TEST_CASE("the way to a path is followed link by link") {
    const MemoryFileSystem files = links();
    CHECK(leads_through("/p/data", "/p", files));
    CHECK(leads_through("/u/short", "/p", files));
    CHECK(leads_through("/u/short/x", "/p", files));
    CHECK(leads_through("/p/../n/set", "/p", files));
    CHECK_FALSE(leads_through("/n/set", "/p", files));
    CHECK_FALSE(leads_through("/u/in/../../n", "/q", files));
    CHECK_FALSE(leads_through("/u", "/p", files));
    CHECK_FALSE(leads_through("/", "/p", files));
}
