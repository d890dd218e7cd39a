#include "text/diagnostic.hpp"

#include "support/catch.hpp"

using tao::text::Diagnostics;
using tao::text::render;
using tao::text::SourceFile;
using tao::text::Span;

namespace {

std::string rendered(const SourceFile& source, Span where, const std::string& hint = "") {
    Diagnostics diagnostics(source);
    diagnostics.error("some-id", "it is wrong", where, hint);
    return render(diagnostics, false);
}

}  // namespace

TEST_CASE("an error shows its place, line, caret and hint") {
    const SourceFile source{"/p/tao-project.yaml", "version: 1\nmount: x\n"};
    CHECK(rendered(source, {11, 16}, "did you mean mounts?") ==
          "/p/tao-project.yaml:2:1: error: it is wrong\n"
          "    2 | mount: x\n"
          "      | ^~~~~\n"
          "      = did you mean mounts?\n");
}

TEST_CASE("a hint of several lines stays in its column") {
    const SourceFile source{"f", "a\n"};
    CHECK(rendered(source, {0, 1}, "one\n  two") ==
          "f:1:1: error: it is wrong\n"
          "    1 | a\n"
          "      | ^\n"
          "      = one\n"
          "          two\n");
}

TEST_CASE("a finding about the whole file has no source line") {
    const SourceFile source{"f", ""};
    Diagnostics diagnostics(source);
    diagnostics.warning("some-id", "it is odd", std::nullopt, "look at it");
    CHECK(render(diagnostics, false) == "f: warning: it is odd\n      = look at it\n");
    CHECK_FALSE(diagnostics.has_errors());
}

TEST_CASE("control characters of the line are visible and the caret stands under its place") {
    const SourceFile source{"f", "\ta\x1b: b\n"};
    CHECK(rendered(source, {5, 6}) ==
          "f:1:6: error: it is wrong\n"
          "    1 | \\ta\\x1b: b\n"
          "      |          ^\n");
}

TEST_CASE("characters of several bytes count as one column") {
    const SourceFile source{"f", "ä: é\n"};
    CHECK(rendered(source, {4, 6}) ==
          "f:1:4: error: it is wrong\n"
          "    1 | ä: é\n"
          "      |    ^\n");
}

TEST_CASE("control characters of the file's name are visible") {
    const SourceFile source{"a\x1b\nb", "x"};
    CHECK(rendered(source, {0, 1}) ==
          "a\\x1b\\nb:1:1: error: it is wrong\n"
          "    1 | x\n"
          "      | ^\n");
}

TEST_CASE("a place over several lines is marked to the end of its first") {
    const SourceFile source{"f", "ab\r\ncd\n"};
    CHECK(rendered(source, {1, 6}) ==
          "f:1:2: error: it is wrong\n"
          "    1 | ab\n"
          "      |  ^\n");
}

TEST_CASE("a place behind the end of the file is its end") {
    const SourceFile source{"f", "a"};
    CHECK(rendered(source, {7, 9}) ==
          "f:1:2: error: it is wrong\n"
          "    1 | a\n"
          "      |  ^\n");
}

TEST_CASE("a long line is cut around the caret") {
    const std::string a(200, 'a');
    const SourceFile source{"f", a + "X" + a};
    CHECK(rendered(source, {200, 201}) == "f:1:201: error: it is wrong\n    1 | ..." + std::string(40, 'a') +
                                              "X" + std::string(59, 'a') + "...\n      | " +
                                              std::string(43, ' ') + "^\n");
    CHECK(rendered(source, {0, 400}) == "f:1:1: error: it is wrong\n    1 | " + std::string(100, 'a') +
                                            "...\n      | ^" + std::string(99, '~') + "\n");
    CHECK(rendered(source, {400, 401}) == "f:1:401: error: it is wrong\n    1 | ..." + std::string(100, 'a') +
                                              "\n      | " + std::string(102, ' ') + "^\n");
}

TEST_CASE("a very long line is cut between characters") {
    std::string umlauts;
    for (int count = 0; count < 5000; ++count)
        umlauts += "ä";
    const SourceFile source{"f", "a" + umlauts + "X" + umlauts};
    std::string before, after;
    for (int count = 0; count < 40; ++count)
        before += "ä";
    for (int count = 0; count < 59; ++count)
        after += "ä";
    CHECK(rendered(source, {10001, 10002}) == "f:1:5002: error: it is wrong\n    1 | ..." + before + "X" +
                                                  after + "...\n      | " + std::string(43, ' ') + "^\n");
}

TEST_CASE("findings are shown in the order of their places") {
    const SourceFile source{"f", "a\nb\n"};
    Diagnostics diagnostics(source);
    diagnostics.error("second", "second", Span{2, 3});
    diagnostics.error("first", "first", Span{0, 1});
    diagnostics.error("whole", "whole", std::nullopt);
    CHECK(render(diagnostics, false) ==
          "f: error: whole\n"
          "f:1:1: error: first\n"
          "    1 | a\n"
          "      | ^\n"
          "f:2:1: error: second\n"
          "    2 | b\n"
          "      | ^\n");
    CHECK(diagnostics.has_errors());
}

TEST_CASE("colours mark place, severity and caret") {
    const SourceFile source{"f", "a"};
    Diagnostics diagnostics(source);
    diagnostics.error("some-id", "it is wrong", Span{0, 1});
    CHECK(render(diagnostics, true) ==
          "\x1b[1mf:1:1:\x1b[0m \x1b[1;31merror:\x1b[0m it is wrong\n"
          "    1 | a\n"
          "      | \x1b[1;32m^\x1b[0m\n");
}
