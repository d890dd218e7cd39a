#include "text/foreign_path.hpp"

#include "support/catch.hpp"

using namespace tao::text;
using Kind = ForeignPath::Kind;

namespace {

std::string here_of(std::string_view text, Kind kind) {
    const auto found = foreign_path(text);
    REQUIRE(found);
    CHECK(found->kind == kind);
    return found->here;
}

}  // namespace

TEST_CASE("a path of Windows is below the place where WSL has its disk") {
    CHECK(here_of("C:\\Users\\me\\my cars", Kind::windows) == "/mnt/c/Users/me/my cars");
    CHECK(here_of("d:/data/", Kind::windows) == "/mnt/d/data");
    CHECK(here_of("E:\\", Kind::windows) == "/mnt/e");
}

TEST_CASE("a file of WSL has a name of Windows that leads back to it") {
    CHECK(here_of("\\\\wsl$\\Ubuntu\\home\\me", Kind::windows) == "/home/me");
    CHECK(here_of("//wsl.localhost/Ubuntu-22.04/home/me", Kind::windows) == "/home/me");
    CHECK(here_of("\\\\wsl$\\Ubuntu", Kind::windows) == "/");
}

TEST_CASE("a share and a URL are nowhere on this computer, a file's URL is") {
    CHECK(here_of("\\\\server\\share\\a", Kind::share).empty());
    CHECK(here_of("s3://bucket/a", Kind::url).empty());
    CHECK(here_of("file:///home/me", Kind::url) == "/home/me");
}

TEST_CASE("what only looks like one is none") {
    for (const char* text : {"",
                             "C",
                             "C:",
                             "C:a",
                             "a:b",
                             "ab:/c",
                             "c://x",
                             "/mnt/c/Users",
                             "//server/share",
                             "//",
                             "\\d+",
                             "d:\\w+",
                             "\\\\d+",
                             "\\\\server",
                             "\\\\d\\w*",
                             "~/x",
                             "data/x",
                             "://x",
                             "1a://x",
                             "a b://x"}) {
        INFO(text);
        CHECK_FALSE(foreign_path(text));
    }
}
