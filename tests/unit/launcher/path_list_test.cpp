#include "launcher/path_list.hpp"

#include "support/catch.hpp"

using namespace tao::launcher;
using List = std::vector<std::string>;

TEST_CASE("PATH is read as execvp reads it") {
    CHECK(path_directories("/a:/b") == List{"/a", "/b"});
    CHECK(path_directories("/a::/b") == List{"/a", ".", "/b"});
    CHECK(path_directories(":/a") == List{".", "/a"});
    CHECK(path_directories("/a:") == List{"/a", "."});
    CHECK(path_directories("") == List{"."});
    CHECK(path_directories("bin:../bin") == List{"bin", "../bin"});
    CHECK(path_directories("/a:/b:/a::") == List{"/a", "/b", "."});
    CHECK(path_directories(std::nullopt) == List{"/bin", "/usr/bin"});
}

TEST_CASE("paths are joined and taken apart without doubled slashes") {
    CHECK(join("/", "tao") == "/tao");
    CHECK(join("/a", "tao") == "/a/tao");
    CHECK(join(".", "tao") == "./tao");
    CHECK(parent_directory("/a/tao") == "/a");
    CHECK(parent_directory("/tao") == "/");
    CHECK(parent_directory("tao") == ".");
}
