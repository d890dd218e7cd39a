// The model of the shells that the fuzz target `quoting` uses says the same as the shells themselves.

#include "support/shell_model.hpp"

#include <random>

#include "support/catch.hpp"
#include "support/output_words.hpp"

using namespace tao::tests;
using Words = std::vector<std::string>;

namespace {

constexpr unsigned model_seed = 20240229;

// A line of pieces that the model may or may not understand.
std::string random_line(std::mt19937& engine) {
    const std::vector<std::string> pieces = {
        "a",   "/b.c",     "=",    "\\'",  "\\\\", "\\$",           "\\ ",   "'", "'\\''", "\"\"", " ",
        "$",   "*",        "\"",   "\\\n", "\n",   "$'\\n'",        "'x y'", "~", "#",     "{,}",  "-n",
        "\\n", "\xc3\xa9", "\x01", ";",    "`",    "$'\\''\\n'\\''"};
    std::string line;
    for (auto count = engine() % 7 + 1; count > 0; --count)
        line += pieces[engine() % pieces.size()];
    return line;
}

}  // namespace

TEST_CASE("what the shell model understands, the shells deliver so") {
    INFO("model_seed " << model_seed);
    std::mt19937 engine(model_seed);
    std::size_t understood = 0;
    for (int round = 0; round < 3000; ++round) {
        const std::string line = " " + random_line(engine);
        const auto by_two = delivered_by_two_shells(line);
        const auto by_one = delivered_by_posix_shell(line);
        CAPTURE(line);
        // printf %s without an operand prints one empty word; so a first word is given.
        if (by_two) {
            Words all{"first"};
            all.insert(all.end(), by_two->begin(), by_two->end());
            REQUIRE(output_words("bash -c 'env printf %s\\\\0 first" + line + "'") == all);
            ++understood;
        }
        if (by_one) {
            Words all{"first"};
            all.insert(all.end(), by_one->begin(), by_one->end());
            REQUIRE(output_words("env printf %s\\\\0 first" + line) == all);
            ++understood;
        }
    }
    CHECK(understood > 500);
}

TEST_CASE("the shell model does not understand what a shell would evaluate") {
    for (const char* line : {" $a", " *", " ;id", " `id`", " \"$a\"", " a{b,c}", " ~", " #x", " 'open", " \\",
                             " a\\\nb", "\n"}) {
        CAPTURE(line);
        CHECK_FALSE(delivered_by_posix_shell(line));
    }
    CHECK_FALSE(delivered_by_two_shells(" it's"));
}
