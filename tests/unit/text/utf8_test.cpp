#include "text/utf8.hpp"

#include "support/catch.hpp"

using tao::text::character_at;
using tao::text::find_invalid;

TEST_CASE("characters of every length are decoded") {
    const std::string_view text = "a\u00e4\u6570\U0001F600";
    CHECK(character_at(text, 0).code == U'a');
    CHECK(character_at(text, 1).code == U'\u00e4');
    CHECK(character_at(text, 3).code == U'\u6570');
    CHECK(character_at(text, 6).code == U'\U0001F600');
    CHECK(character_at(text, 6).length == 4);
    CHECK(find_invalid(text) == std::string_view::npos);
}

TEST_CASE("what only resembles UTF-8 is found") {
    CHECK(find_invalid("ab\xFF") == 2);
    CHECK(find_invalid("a\xC3") == 1);             // cut short
    CHECK(find_invalid("\x80") == 0);              // no beginning
    CHECK(find_invalid("\xC1\xBF") == 0);          // overlong
    CHECK(find_invalid("\xE0\x9F\xBF") == 0);      // overlong
    CHECK(find_invalid("\xED\xA0\x80") == 0);      // surrogate
    CHECK(find_invalid("\xF4\x90\x80\x80") == 0);  // above U+10FFFF
    CHECK(find_invalid("") == std::string_view::npos);
}
