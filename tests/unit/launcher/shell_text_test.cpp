#include "launcher/shell_text.hpp"

#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using namespace tao;
using namespace tao::launcher;
using TextWords = std::vector<std::optional<std::string>>;

namespace {

struct Script {
    tests::MemoryFileSystem files;
    ShellSurroundings surroundings = {.script = "/opt/my tools/tao",
                                      .variable = [](const std::string& name) -> std::optional<std::string> {
                                          if (name == "HOME") return "/home/user";
                                          if (name == "V") return "/opt/v";
                                          if (name == "EMPTY") return "";
                                          return std::nullopt;
                                      },
                                      .files = files};

    Script() {
        files.add_file("/opt/my tools/tao").add_directory("/opt/v/bin");
        files.add_link("/opt/link", "/opt/v");
    }
    std::vector<ShellCommand> commands(std::string_view text) const {
        std::vector<ShellCommand> all;
        while (const auto command = take_command(text, surroundings))
            all.push_back(*command);
        return all;
    }
    // The words of the one command of a line; nothing in it is uncertain.
    TextWords words(const std::string& line) const {
        const auto all = commands(line);
        REQUIRE(all.size() == 1);
        CHECK(all[0].certain);
        return all[0].words;
    }
    // A word by itself.
    std::optional<std::string> word(const std::string& text) const {
        const TextWords found = words(text);
        REQUIRE(found.size() == 1);
        return found[0];
    }
};

}  // namespace

TEST_CASE("quotes of a shell are taken away, and what they hold together stays together") {
    const Script script;
    CHECK(script.words(R"(exec '/a b/$V' "/c d/\"x\"" e\ f g"h"'i')") ==
          TextWords{"exec", "/a b/$V", "/c d/\"x\"", "e f", "ghi"});
}

TEST_CASE("variables are replaced, also with what stands in for an unset one") {
    const Script script;
    CHECK(script.word("$V/bin") == "/opt/v/bin");
    CHECK(script.word("\"${V}/bin\"") == "/opt/v/bin");
    CHECK(script.word("~/x") == "/home/user/x");
    CHECK(script.word("${V:-/other}") == "/opt/v");
    CHECK(script.word("${UNSET:-$HOME/venv}/bin") == "/home/user/venv/bin");
    CHECK(script.word("${EMPTY:-x}") == "x");
    CHECK(script.word("${EMPTY-x}") == "");
}

TEST_CASE("where the script lies can be asked for in many ways") {
    const Script script;
    for (const char* text : {
             R"x("$(dirname "$0")")x",
             R"x($(dirname -- "$0"))x",
             R"x("${0%/*}")x",
             R"x("${BASH_SOURCE[0]%/*}")x",
             R"x("$(cd "$(dirname "$0")" && pwd)")x",
             R"x("$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)")x",
             R"x("$(dirname "$(readlink -f "$0")")")x",
             R"x("$(dirname "$(realpath "$0")")")x",
         }) {
        INFO(text);
        CHECK(script.word(text) == "/opt/my tools");
    }
    CHECK(script.word("${0##*/}") == "tao");
    CHECK(script.word("$(readlink -f /opt/link)/bin") == "/opt/v/bin");
}

TEST_CASE("everything that was typed is one word of its own kind") {
    const Script script;
    for (const char* text : {"$@", "\"$@\"", "${1+\"$@\"}", "\"${@}\"", "$*"})
        CHECK(script.word(text) == std::string(all_arguments));
}

TEST_CASE("commands end at a line's end, a semicolon or &&, and comments are none") {
    const Script script;
    const auto all = script.commands("#!/bin/sh\n# a; b\n\n  a 1 # c\nb;c&&d \\\n e");
    REQUIRE(all.size() == 4);
    CHECK(all[0].words == TextWords{"a", "1"});
    CHECK(all[1].words == TextWords{"b"});
    CHECK(all[2].words == TextWords{"c"});
    CHECK(all[3].words == TextWords{"d", "e"});
}

TEST_CASE("what cannot be told without running something is not told") {
    const Script script;
    for (const char* text :
         {"$UNSET", "${V#x}", "${V/a/b}", "$(uname)", "$(command -v tao)", "\"`pwd`\"", "$1", "$$", "\"open",
          "'open", "a*", "$(cd /nowhere && pwd)", "${UNSET:?message}", "$(dirname $0 x)"}) {
        INFO(text);
        CHECK(script.commands(text).front().words.front() == std::nullopt);
    }
    for (const char* text : {"a | b", "a & b", "a > f", "(a)", "a || b", "a < f", "{ a", "`a`"}) {
        INFO(text);
        CHECK_FALSE(script.commands(text).front().certain);
    }
}

TEST_CASE("no text at all makes the reader stumble") {
    const Script script;
    for (const std::string part :
         {"\"", "'", "$", "${", "$(", "\\", "`", "&", ";", "#", "~", "$(cd", "${V", "${V:", "\n"}) {
        for (const std::string other : {"", "a", "\"", "'", "$", ")", "}", "\\", "\n"})
            script.commands(part + other);
    }
}
