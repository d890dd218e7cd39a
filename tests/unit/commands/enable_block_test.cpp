#include <random>

#include "commands/enable/block.hpp"
#include "support/catch.hpp"

using namespace tao::commands;

namespace {

const std::string lines = "PATH=/s:$PATH\n";

std::string after_enabling(const std::string& content) {
    return with_block(content, lines, "bash", {});
}

}  // namespace

TEST_CASE("A block stands at the end and says how to take it away") {
    CHECK(after_enabling("alias a=b\n") ==
          "alias a=b\n"
          "# >>> tao-shim: taken away by `tao-shim disable bash` >>>\n"
          "PATH=/s:$PATH\n"
          "# <<< tao-shim <<<\n");
}

TEST_CASE("A block says what was not there before it") {
    CHECK(after_enabling("x") ==
          "x\n"
          "# >>> tao-shim: taken away by `tao-shim disable bash` >>>\n"
          "# Before, this file had no newline at its end.\n"
          "PATH=/s:$PATH\n"
          "# <<< tao-shim <<<\n");
    CHECK(with_block("", lines, "fish", {.absent = true, .absent_directories = 2}) ==
          "# >>> tao-shim: taken away by `tao-shim disable fish` >>>\n"
          "# Before, this file was not there; directories made for it: 2\n"
          "PATH=/s:$PATH\n"
          "# <<< tao-shim <<<\n");
}

TEST_CASE("Taking a block out leaves every byte as it was") {
    for (const std::string content : {"", "\n", "x", "x\n", "x\n\n", "\r\n", "# <<< not ours <<<\n", "a\nb",
                                      "# >>> conda initialize >>>\n"}) {
        CAPTURE(content);
        const Parted parted = part(after_enabling(content));
        CHECK(parted.rest == content);
        CHECK(parted.lines == lines);
        CHECK(parted.lost_marker == 0);
    }
}

TEST_CASE("What was appended behind a block stays, on a line of its own") {
    CHECK(part(after_enabling("x") + "more\n").rest == "x\nmore\n");
    CHECK(part(after_enabling("x\n") + "more").rest == "x\nmore");
}

TEST_CASE("The notes are read back") {
    const Before made{.unterminated = false, .absent = true, .absent_directories = 3};
    CHECK(part(with_block("", lines, "fish", made)).before == made);
    CHECK(part(with_block("", lines, "bash", {.absent = true})).before.absent_directories == 0);
    CHECK(part(after_enabling("x")).before.unterminated);
}

TEST_CASE("A file without a block is all its own") {
    const Parted parted = part("x\n");
    CHECK(parted.rest == "x\n");
    CHECK_FALSE(parted.lines);
}

TEST_CASE("Several blocks are all taken out, an installer's too") {
    const std::string begin = "# >>> tao-shim: put there by its install.sh >>>\n";
    CHECK(part("a\n" + begin + "x\n# <<< tao-shim <<<\nb\n" + begin + "y\n# <<< tao-shim <<<\nc\n").rest ==
          "a\nb\nc\n");
}

TEST_CASE("A marker without its partner is named and nothing is guessed") {
    const std::string begin = "# >>> tao-shim >>>\n";
    const std::string end = "# <<< tao-shim <<<\n";
    for (const auto& [content, line] : std::vector<std::pair<std::string, std::size_t>>{
             {"a\n" + begin + "x\n", 2}, {"a\nb\n" + end, 3}, {begin + "x\n" + begin + end, 1}}) {
        CAPTURE(content);
        const Parted parted = part(content);
        CHECK(parted.lost_marker == line);
        CHECK(parted.rest == content);
        CHECK_FALSE(parted.lines);
    }
}

TEST_CASE("Any content comes back byte for byte, however often it was enabled") {
    constexpr unsigned seed = 20240607;
    CAPTURE(seed);
    std::mt19937 random(seed);
    const std::string letters = std::string("a\n\r#> '\"\\\0\xff", 11);
    for (int round = 0; round < 2000; ++round) {
        std::string content;
        for (auto left = random() % 12; left > 0; --left)
            content += letters[random() % letters.size()];
        CAPTURE(content);
        const std::string enabled = after_enabling(content);
        REQUIRE(part(enabled).rest == content);
        REQUIRE(after_enabling(part(enabled).rest) == enabled);
    }
}

TEST_CASE("A block in a script of Python stands in front of its imports, and goes again") {
    const std::string head =
        "#!/bin/sh\n'\''exec' \"/a b/python\" \"$0\" \"$@\"\n' '\''\n# -*- coding: utf-8 -*-\n";
    for (const std::string& script :
         {head + "import re\nfrom x import main\n",
          head + "from __future__ import print_function\nfrom x import main",
          std::string("#!/python\n__requires__ = 'nvidia-tao==5.5.1'\nimport re\n")}) {
        const std::size_t at = first_import(script);
        REQUIRE(at < script.size());
        const std::string with = with_block(script, lines, "venv /x", {}, at);
        CHECK(with.starts_with(script.substr(0, at) + "# >>> tao-shim"));
        CHECK(with.ends_with("# <<< tao-shim <<<\n" + script.substr(at)));
        CHECK(part(with).rest == script);
        CHECK(part(with).lines == lines);
    }
    CHECK(first_import("#!/python\nprint(1)\n") == std::string_view::npos);
}
