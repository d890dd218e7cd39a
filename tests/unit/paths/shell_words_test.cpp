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

TEST_CASE("a word wholly in one pair of double quotes loses them") {
    CHECK(resolved("\"0\"") == "0");
    CHECK(resolved("\"\"") == "");
    CHECK(resolved("\"a b\"") == "a b");
    CHECK(resolved("\"$A\"") == "x");
}

TEST_CASE("quotes that are not one pair around the whole word stay") {
    for (const char* word :
         {"\"", "\"a", "a\"", "\"a\"b", "\"a\",\"b\"", "a=\"b\"", "[\"a\"]", "'a'", "\"a\\\""})
        CHECK(resolved(word) == word);
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

TEST_CASE("a dollar behind a backslash is no variable, and the backslash stays") {
    CHECK(resolved("\\$A") == "\\$A");
    CHECK(resolved("\\\\$A") == "\\\\x");
    CHECK(resolved("a\\") == "a\\");
    CHECK(resolved("\"C:\\dir\"") == "C:\\dir");
}

TEST_CASE("values are put in once") {
    CHECK(resolved("$INNER") == "$A");
    CHECK(resolved("$QUOTED") == "\"q\"");
}
