#include "text/escape.hpp"

#include "support/catch.hpp"

using tao::text::columns;
using tao::text::percent_coded;
using tao::text::percent_decoded;
using tao::text::quoted;
using tao::text::shell_word;
using tao::text::visible;

TEST_CASE("what is written with codes as in a URL is read back") {
    const auto none = [](char) { return false; };
    for (const std::string text : {"", "a/b c", "50%", "%41", "\xff\n%", "\xc3\xa9"}) {
        CHECK(percent_decoded(percent_coded(text, none)) == text);
        CHECK(percent_decoded(percent_coded(text, [](char byte) { return byte != '%'; })) == text);
    }
    CHECK(percent_decoded("%4a%4G%-1%4") == "J%4G%-1%4");
}

TEST_CASE("visible keeps printable text of every script") {
    CHECK(visible("/home/user/Zürich/数据 \\ 'x'") == "/home/user/Zürich/数据 \\ 'x'");
}

TEST_CASE("visible escapes what a terminal would obey") {
    CHECK(visible("a\nb\tc\rd") == "a\\nb\\tc\\rd");
    CHECK(visible("\x1b[31m\x7f") == "\\x1b[31m\\x7f");
    CHECK(visible(std::string_view("a\0b", 3)) == "a\\x00b");
    CHECK(visible("\xC2\x9B"
                  "31m") == "\\u009b31m");
}

TEST_CASE("visible escapes characters that reorder or hide text") {
    CHECK(visible("a\u202Eb\u2066c\u200Bd") == "a\\u202eb\\u2066c\\u200bd");
}

TEST_CASE("visible escapes each byte that is not UTF-8 and keeps what follows") {
    CHECK(visible("a\xFFz") == "a\\xffz");
    CHECK(visible("\xC3") == "\\xc3");                    // cut short
    CHECK(visible("\xC0\xAF") == "\\xc0\\xaf");           // overlong
    CHECK(visible("\xED\xA0\x80") == "\\xed\\xa0\\x80");  // surrogate
    CHECK(visible("\xE2\x82x") == "\\xe2\\x82x");
}

TEST_CASE("quoted puts visible text in single quotes") {
    CHECK(quoted("a\nb") == "'a\\nb'");
}

TEST_CASE("a word that no shell changes is pasted bare") {
    CHECK(shell_word("/mnt/data-1/a_b.c,d:e=f@g%h+i") == "/mnt/data-1/a_b.c,d:e=f@g%h+i");
    CHECK(shell_word("Zürich") == "Zürich");
}

TEST_CASE("a word that a shell would change is quoted for sh and fish alike") {
    CHECK(shell_word("") == "''");
    CHECK(shell_word("a b") == "'a b'");
    CHECK(shell_word("it's") == "'it'\\''s'");
    CHECK(shell_word("a\\b") == "'a'\\\\'b'");
    CHECK(shell_word("~/x") == "'~/x'");
    CHECK(shell_word("=ls") == "'=ls'");
    CHECK(shell_word("$(x)*?{a,b}") == "'$(x)*?{a,b}'");
}

TEST_CASE("a word to paste holds nothing that a terminal would obey") {
    CHECK(shell_word("a\x1b[31m'\\ b\n") == "$'a\\x1b[31m\\'\\\\ b\\n'");
    CHECK(shell_word("\xE2\x80\xAEtxt") == "$'\\u202etxt'");
    CHECK(shell_word("\xFF") == "$'\\xff'");
}

TEST_CASE("columns counts characters, not bytes") {
    CHECK(columns("") == 0);
    CHECK(columns("Zürich") == 6);
    CHECK(columns("\xFF\xFF") == 2);
}
