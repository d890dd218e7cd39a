#include "commands/env_formats.hpp"

#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <random>

#include "support/catch.hpp"
#include "text/json_value.hpp"

using namespace tao::commands;

namespace {

constexpr unsigned seed = 20240611;

bool is_installed(const std::string& program) {
    return std::system(("command -v " + program + " > /dev/null").c_str()) == 0;
}

// Values with what shells find special, control characters, and bytes that are no UTF-8.
std::vector<std::string> values() {
    std::vector<std::string> values = {"",     "a",    "two words", "it's",  "\\",  "\\n", "'\\''", "$HOME",
                                       "${X}", "`id`", "$(id)",     "a\nb",  "\n",  "a\n", "!",     "~",
                                       "*",    "-n",   "a=b",       "\"",    "#",   "é",   "\r",    "\t",
                                       "\x01", "\xff", "%",         "{a,b}", "\\'", "'"};
    std::mt19937 random(seed);
    for (int count = 0; count < 200; ++count) {
        std::string value;
        for (auto length = random() % 12; length > 0; --length)
            value += static_cast<char>(1 + random() % 255);
        values.push_back(value);
    }
    return values;
}

NamesAndValues named(const std::vector<std::string>& values) {
    NamesAndValues result;
    for (std::size_t at = 0; at < values.size(); ++at)
        result.emplace_back("V" + std::to_string(at), values[at]);
    return result;
}

// What a process started by the shell finds in its environment after it has read the text.
NamesAndValues read_by(const std::string& shell, const std::string& text) {
    const std::string base = "/tmp/tao-shim-env-" + std::to_string(getpid());
    std::ofstream(base) << text;
    const std::string command =
        "env -i /usr/bin/env " + shell + " -c '. " + base + "; exec /usr/bin/env -0' > " + base + ".out";
    REQUIRE(std::system(command.c_str()) == 0);
    std::ifstream output(base + ".out", std::ios::binary);
    NamesAndValues found;
    for (std::string entry; std::getline(output, entry, '\0');) {
        const auto equals = entry.find('=');
        if (entry.starts_with('V')) found.emplace_back(entry.substr(0, equals), entry.substr(equals + 1));
    }
    std::remove(base.c_str());
    std::remove((base + ".out").c_str());
    std::sort(found.begin(), found.end());
    return found;
}

void check_shell(const std::string& shell, EnvFormat format) {
    if (!is_installed(shell)) {
        WARN("SKIPPED: there is no " + shell);
        return;
    }
    INFO("seed " << seed);
    auto variables = named(values());
    const auto found = read_by(shell, *write_variables(variables, format));
    std::sort(variables.begin(), variables.end());
    CHECK(found == variables);
}

}  // namespace

TEST_CASE("every value arrives through dash, byte for byte") {
    check_shell("dash", EnvFormat::sh);
}

TEST_CASE("every value arrives through bash, byte for byte") {
    check_shell("bash", EnvFormat::sh);
}

TEST_CASE("every value arrives through zsh, byte for byte") {
    check_shell("zsh", EnvFormat::sh);
}

TEST_CASE("every value arrives through fish, byte for byte") {
    check_shell("fish", EnvFormat::fish);
}

TEST_CASE("variables as JSON are one object, and one that is not UTF-8 is none") {
    const auto json = write_variables({{"A", "a\n\"é"}, {"B", ""}}, EnvFormat::json);
    REQUIRE(json);
    CHECK(tao::text::parse_json(*json) == tao::text::Json{{"A", "a\n\"é"}, {"B", ""}});
    CHECK_FALSE(write_variables({{"A", "\xff"}}, EnvFormat::json));
}

TEST_CASE(
    "dotenv values are bare where docker, which takes a line as it stands, and all others read the same") {
    for (const char* bare : {"/home/u/my data/data", "it's", "a\"b", "a\\b", "a=b", "~/x", "é", "*"})
        CHECK(write_variables({{"A", bare}}, EnvFormat::dotenv) == "A=" + std::string(bare) + "\n");
    for (const char* quoted : {" a", "a ", "a#b", "# a", "$HOME", "${HOME}", "\"a\"", "`a`", "a$$", "$5"})
        CHECK(write_variables({{"A", quoted}}, EnvFormat::dotenv) == "A='" + std::string(quoted) + "'\n");
}

TEST_CASE("dotenv values are bare, in single quotes, or in double quotes with backslashes") {
    CHECK(write_variables({{"A", "/data/x"}, {"B", "a b $x"}, {"C", "it's $x\n\\"}, {"D", ""}},
                          EnvFormat::dotenv) == "A=/data/x\nB='a b $x'\nC=\"it's \\$x\\n\\\\\"\nD=\n");
}

TEST_CASE("another command can stand before the name") {
    CHECK(write_variables({{"A", "x y"}}, EnvFormat::sh, "keep") == "keep A 'x y'\n");
    CHECK(write_variables({{"A", "x y"}, {"B", "1"}}, EnvFormat::sh, "setenv") ==
          "setenv A 'x y';\nsetenv B '1';\n");
    CHECK(write_variables({{"A", "x y"}}, EnvFormat::fish, "keep") == "keep A 'x y'\n");
}

TEST_CASE("formats have names") {
    CHECK(env_format("json") == EnvFormat::json);
    CHECK_FALSE(env_format("yaml"));
}
