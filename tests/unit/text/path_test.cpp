#include "text/path.hpp"

#include "support/catch.hpp"

using namespace tao::text;

TEST_CASE("~ in front of a path is the home directory, where one is known") {
    CHECK(with_home("~", "/home/u") == "/home/u");
    CHECK(with_home("~/a b", "/home/u") == "/home/u/a b");
    for (const char* path : {"/a/~/b", "~v/x", "a", "", "~~"})
        CHECK(with_home(path, "/home/u") == path);
    CHECK(with_home("~/a", "") == "~/a");
    CHECK(with_home("~/a", "rel") == "~/a");
}

TEST_CASE("normal form takes away empty, dot and parent components and a trailing slash") {
    CHECK(normalised("/") == "/");
    CHECK(normalised("//") == "/");
    CHECK(normalised("/a/b") == "/a/b");
    CHECK(normalised("//a///b/") == "/a/b");
    CHECK(normalised("/a/./b/.") == "/a/b");
    CHECK(normalised("/a/../b") == "/b");
    CHECK(normalised("/../../a") == "/a");
    CHECK(normalised("/a/..") == "/");
    CHECK(normalised("/a/...b/..c") == "/a/...b/..c");
    CHECK(normalised("/\xff/\n b") == "/\xff/\n b");
}

TEST_CASE("a path is normalised exactly if its normal form is itself") {
    for (const char* path : {"/", "/a", "/a/b", "/..a", "/a./b", "/ "})
        CHECK(is_normalised(path));
    for (const char* path : {"", "a", "//", "/a/", "/a//b", "/a/.", "/./a", "/a/../b", "/.."})
        CHECK_FALSE(is_normalised(path));
}

TEST_CASE("a path is under an ancestor by whole components only") {
    CHECK(is_under("/data", "/data"));
    CHECK(is_under("/data/x", "/data"));
    CHECK(is_under("/data", "/"));
    CHECK(is_under("/", "/"));
    CHECK_FALSE(is_under("/data2", "/data"));
    CHECK_FALSE(is_under("/dat", "/data"));
    CHECK_FALSE(is_under("/", "/data"));
}

TEST_CASE("parent and last component of a normalised path") {
    CHECK(parent("/a/b") == "/a");
    CHECK(parent("/a") == "/");
    CHECK(parent("/") == "/");
    CHECK(last_component("/a/b") == "b");
    CHECK(last_component("/") == "");
}

TEST_CASE("joining puts one slash between directory and rest") {
    CHECK(join("/a", "b") == "/a/b");
    CHECK(join("/a/", "b") == "/a/b");
    CHECK(join("/a", "/b/c") == "/a/b/c");
    CHECK(join("/", "b") == "/b");
    CHECK(join("/a", "") == "/a");
    CHECK(join("/a", "b/") == "/a/b/");
}

TEST_CASE("the end of the ancestor is behind its last component, however it is spelled") {
    CHECK(end_of_ancestor("/a/b", "/a/b") == 4U);
    CHECK(end_of_ancestor("/a/b/c", "/a/b") == 4U);
    CHECK(end_of_ancestor("/a//b/./c", "/a/b") == 5U);
    CHECK(end_of_ancestor("/./a/b/", "/a/b") == 6U);
    CHECK(end_of_ancestor("/a", "/") == 0U);
    CHECK(end_of_ancestor("//a/../b", "/") == 0U);
    CHECK_FALSE(end_of_ancestor("/a/bc", "/a/b"));
    CHECK_FALSE(end_of_ancestor("a/b", "/a/b"));
    CHECK_FALSE(end_of_ancestor("", "/"));
}

TEST_CASE("a path that leaves the ancestor and returns is under it behind the return") {
    CHECK(end_of_ancestor("/a/b/../c", "/a") == 2U);
    CHECK(end_of_ancestor("/a/x/../b/c", "/a/b") == 9U);
    CHECK(end_of_ancestor("/a/b/../../a/b/c", "/a/b") == 14U);
    CHECK_FALSE(end_of_ancestor("/a/b/..", "/a/b"));
    CHECK_FALSE(end_of_ancestor("/a/b/../bc", "/a/b"));
}
