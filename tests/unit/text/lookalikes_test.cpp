#include "text/lookalikes.hpp"

#include "support/catch.hpp"

using namespace tao::text;

TEST_CASE("characters that only look like those of ASCII are known by what they look like") {
    CHECK(looks_like(0x201C) == '"');
    CHECK(looks_like(0x2019) == '\'');
    CHECK(looks_like(0x2013) == '-');
    CHECK(looks_like(0x00A0) == ' ');
    CHECK(looks_like(0x3000) == ' ');
    CHECK(looks_like(0xFF1A) == ':');
    for (const char32_t code : {U'a', U'-', U'"', U'\u00E9', U'\u4E2D', U'\u00AB'}) {
        INFO(static_cast<unsigned>(code));
        CHECK(looks_like(code) == '\0');
    }
    CHECK(looks_like("a\u2013", 1) == '-');
    CHECK(looks_like("a", 1) == '\0');
    CHECK(looks_like("\xE2", 0) == '\0');
}

TEST_CASE("a text is written in the characters that are meant, and says which one is there") {
    CHECK(in_ascii("\u201C\u4E2D/a\u00A0b\u201D \u2013r") == "\"\u4E2D/a b\" -r");
    CHECK(look_of("x\u2013", 1) == "looks like - and is U+2013");
    CHECK(look_of("\u00A0", 0) == "looks like a blank and is U+00A0");
}
