#include "paths/shell_words.hpp"

#include "support/catch.hpp"

using tao::paths::resolve_as_shell;

namespace {

std::string resolved(std::string_view word) {
    static const tao::os::Environment environment(
        {"HOME=/home/u", "A=x", "_b1=y z", "EMPTY=", "INNER=$A", "QUOTED=\"q\""});
    return resolve_as_shell(word, environment);
}

}  // namespace

TEST_CASE("balanced double quotes around a value, or around a part of it, are taken away") {
    CHECK(resolved("\"0\"") == "0");
    CHECK(resolved("\"\"") == "");
    CHECK(resolved("\"a b\"") == "a b");
    CHECK(resolved("\"$A\"") == "x");
    CHECK(resolved("--gpus=\"0\"") == "--gpus=0");
    CHECK(resolved("-e=\"/w/a\"") == "-e=/w/a");
    CHECK(resolved("-e\"/w/a\"") == "-e/w/a");
    CHECK(resolved("\"/w/specs\"/train.txt") == "/w/specs/train.txt");
    CHECK(resolved("\"$A\"/f") == "x/f");
    CHECK(resolved("x=\"[0,1]\"") == "x=[0,1]");
    CHECK(resolved("x=\"[a, b]\"") == "x=[a, b]");
    CHECK(resolved("\"a\"b") == "ab");
    CHECK(resolved("\"a\",\"b\"") == "a,b");
}

TEST_CASE("quotes inside brackets and braces are Hydra's") {
    for (const char* word :
         {"[\"a\"]", "x=[\"a b\",\"c\"]", "x=[\"]\", \"b\"]", "x={k: \"a b\"}", "x={k:[\"a\"]}"})
        CHECK(resolved(word) == word);
    CHECK(resolved("x=[\"$A\", $A]") == "x=[\"x\", x]");
    CHECK(resolved("x=[0]\"$A\"") == "x=[0]x");
}

TEST_CASE("a word that the shells would split, or that would make them do more, is meant as typed") {
    for (const char* word :
         {"\"",       "\"a",      "a\"",         "\"a\" \"b\"", "\"a\";b", "\"a\"|b", "\"a\"&", "(\"a\")",
          "\"`a`\"",  "\"$(a)\"", "\"${A:-b}\"", "\"$1\"",      "\"a\"$$", "#\"a\"",  "'a'",    "'\"a\"'",
          "\"it's\"", "\"a\\\"",  "\"C:\\dir\"", "[\"a\"",      "{$A",     "$A;",     "$A b"})
        CHECK(resolved(word) == word);
}

TEST_CASE("a word that is the name of a file is meant as typed") {
    const tao::os::Environment environment({"A=x"});
    const auto only = [&](std::string file, std::string_view word) {
        return resolve_as_shell(word, environment, [&](std::string_view text) { return text == file; });
    };
    CHECK(only("/p/$A.txt", "/p/$A.txt") == "/p/$A.txt");
    CHECK(only("/p/$A.txt", "-e/p/$A.txt") == "-e/p/$A.txt");
    CHECK(only("/p/$A.txt", "--x=/p/$A.txt") == "--x=/p/$A.txt");
    CHECK(only("/p/$A", "/p/$A/new") == "/p/$A/new");
    CHECK(only("\"a\"", "\"a\"") == "\"a\"");
    CHECK(only("/p/$B", "/p/$A") == "/p/x");
}

TEST_CASE("set variables are replaced, with and without braces") {
    CHECK(resolved("$A") == "x");
    CHECK(resolved("${A}") == "x");
    CHECK(resolved("/data/$A/${_b1}/$A") == "/data/x/y z/x");
    CHECK(resolved("$A.txt") == "x.txt");
    CHECK(resolved("-e$HOME/a") == "-e/home/u/a");
    CHECK(resolved("a${EMPTY}b") == "ab");
}

TEST_CASE("variables that are not set stay") {
    CHECK(resolved("$NONE/${NONE}") == "$NONE/${NONE}");
    CHECK(resolved("$Ab") == "$Ab");
    CHECK(resolved("$a") == "$a");
}

TEST_CASE("everything else that a shell or OmegaConf would expand stays") {
    for (const char* word : {"$", "$$", "$1", "$?", "${}", "${", "${A", "${A:-b}", "${a.A}", "${oc.env:A}",
                             "$(A)", "`A`", "*.txt", "{a,b}", "~", "a;b", "$ A", "x$"})
        CHECK(resolved(word) == word);
}

TEST_CASE("a word with a backslash is meant as typed") {
    CHECK(resolved("\\$A") == "\\$A");
    CHECK(resolved("\\\\$A") == "\\\\$A");
    CHECK(resolved("a\\") == "a\\");
}

TEST_CASE("values are put in once") {
    CHECK(resolved("$INNER") == "$A");
    CHECK(resolved("$QUOTED") == "\"q\"");
}
