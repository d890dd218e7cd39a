#include "text/wrap.hpp"

#include "support/catch.hpp"

using tao::text::wrapped;
using tao::text::wrapped_behind;

TEST_CASE("a line is broken at the last blank that leaves it within the columns") {
    CHECK(wrapped("one two three four five", 2, 24) == "  one two three four\n  five\n");
    CHECK(wrapped("one two three four five", 2, 25) == "  one two three four five\n");
    CHECK(wrapped("one two three four five six seven", 0, 20) == "one two three four\nfive six seven\n");
}

TEST_CASE("without columns nothing is broken, and an empty line is one") {
    CHECK(wrapped("one two three four five six seven eight", 2, 0) ==
          "  one two three four five six seven eight\n");
    CHECK(wrapped("", 2, 20) == "  \n");
}

TEST_CASE("a word that is too long keeps its line") {
    CHECK(wrapped("a /home/user/a/very/long/path/of/files b", 0, 20) ==
          "a\n/home/user/a/very/long/path/of/files\nb\n");
}

TEST_CASE("columns are counted in characters") {
    CHECK(wrapped("\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9 "
                  "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9 x",
                  0, 20) ==
          "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9 "
          "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\nx\n");
}

TEST_CASE("behind a title the first line begins in the same column as the others") {
    CHECK(wrapped_behind("name", "one two three four five", 6, 26) ==
          "name  one two three four\n      five\n");
}
