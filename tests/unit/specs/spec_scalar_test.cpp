#include "specs/scalar.hpp"
#include "support/catch.hpp"

using tao::specs::needs_quotes;
using tao::specs::SpecScalar;
using tao::specs::Writing;
using tao::specs::written_as;

namespace {

std::string read(const std::string& written, Writing writing) {
    return std::string(SpecScalar(written, writing).text());
}

}  // namespace

TEST_CASE("escapes are read as each form has them") {
    CHECK(read("it''s", Writing::single_quoted) == "it's");
    CHECK(read(R"(a\"\\\/\t\x41\u00e9\U0001F600)", Writing::double_quoted) == "a\"\\/\tA\u00e9\U0001F600");
    CHECK(read(R"(\u00e9\ud83d\ude00)", Writing::json) == "\u00e9\U0001F600");
    CHECK(read(R"(\303\251\'\xc3\xa9)", Writing::protobuf) == "\u00e9'\u00e9");
    CHECK(read(R"(a\b''\)", Writing::plain) == R"(a\b''\)");
}

TEST_CASE("escapes that a form does not know stay as they are") {
    CHECK(read(R"(\q\x4\u12)", Writing::json) == R"(\q\x4\u12)");
    CHECK(read("\\", Writing::json) == "\\");
    CHECK(read(R"(\uZZZZ)", Writing::double_quoted) == R"(\uZZZZ)");
}

TEST_CASE("quotes of YAML that go over lines are one text") {
    CHECK(read("/home/u/\\\n    data/x", Writing::double_quoted) == "/home/u/data/x");
    CHECK(read("/home/u/a\\\r\n  b", Writing::double_quoted) == "/home/u/ab");
    CHECK(read("/home/u/a  \n   b", Writing::double_quoted) == "/home/u/a b");
    CHECK(read("/home/u/a\n\n  b", Writing::single_quoted) == "/home/u/a\nb");
    CHECK(read("a \n b", Writing::plain) == "a \n b");
    const SpecScalar scalar("/home/u/\\\n    data/x", Writing::double_quoted);
    CHECK(scalar.written({.begin = 0, .end = 12}) == tao::paths::Place{.begin = 0, .end = 18});
}

TEST_CASE("a part of a text is found again in what is written") {
    const SpecScalar scalar(R"(\/a\u00e9/b)", Writing::json);
    CHECK(scalar.text() == "/a\u00e9/b");
    CHECK(scalar.written({.begin = 0, .end = 2}) == tao::paths::Place{.begin = 0, .end = 3});
    CHECK(scalar.written({.begin = 4, .end = 6}) == tao::paths::Place{.begin = 9, .end = 11});
}

TEST_CASE("what is written is read as it was") {
    for (const Writing writing :
         {Writing::single_quoted, Writing::double_quoted, Writing::json, Writing::protobuf}) {
        for (const char* text : {"/a b", "/it's", "/\"q\"", "/back\\slash", "/\u00e9", "/tab\there"}) {
            INFO(text);
            if (writing == Writing::single_quoted && std::string(text).find('\t') != std::string::npos)
                continue;
            CHECK(read(written_as(text, writing), writing) == text);
        }
    }
}

TEST_CASE("plain scalars that would end early need quotes") {
    CHECK(needs_quotes("/a: b", Writing::plain));
    CHECK(needs_quotes("/a #b", Writing::plain));
    CHECK(needs_quotes("/a,b", Writing::plain_in_flow));
    CHECK_FALSE(needs_quotes("/a,b:c#d", Writing::plain));
    CHECK_FALSE(needs_quotes("/a: b", Writing::json));
}
