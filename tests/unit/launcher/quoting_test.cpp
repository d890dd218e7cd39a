#include "launcher/quoting.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <vector>

#include "support/catch.hpp"

using namespace tao::launcher;
using Words = std::vector<std::string>;

namespace {

constexpr unsigned quoting_seed = 20240229;

// The standard output of a shell that runs the command; its own working directory, so that a glob that got through
// finds files.
std::string run_shell(const std::string& shell, const std::string& command) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::close(ends[0]);
        ::close(ends[1]);
        if (::chdir("/") == 0) ::execl(shell.c_str(), shell.c_str(), "-c", command.c_str(), nullptr);
        ::_exit(126);
    }
    ::close(ends[1]);
    std::string output;
    char buffer[65536];
    for (ssize_t got = 0; (got = ::read(ends[0], buffer, sizeof buffer)) > 0;) {
        output.append(buffer, static_cast<std::size_t>(got));
    }
    ::close(ends[0]);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    REQUIRE(WEXITSTATUS(status) == 0);
    return output;
}

std::string joined(const Words& words, Shells shells) {
    std::string result;
    for (const std::string& word : words)
        result += " " + quote(word, shells);
    return result;
}

Words split_at_nul(const std::string& output) {
    Words words;
    for (std::size_t begin = 0; begin < output.size();) {
        const std::size_t end = output.find('\0', begin);
        words.push_back(output.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

// What the task gets: the launcher's own format string, with env printf in place of docker exec.
Words delivered_by_two(const std::string& shell, const Words& words) {
    return split_at_nul(run_shell(shell, "bash -c 'env printf %s\\\\0" + joined(words, Shells::two) + "'"));
}

Words delivered_by_one(const std::string& shell, const Words& words) {
    return split_at_nul(run_shell(shell, "env printf %s\\\\0" + joined(words, Shells::one)));
}

Words random_words() {
    std::mt19937 engine(quoting_seed);
    const auto below = [&](int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(engine); };
    const std::string hard = "'\"\\$`!*?[]{}()<>|&;~#=%^ \t\n\r\x7f\x01";
    Words words;
    for (int count = 0; count < 400; ++count) {
        std::string word;
        for (int size = below(24); size > 0; --size) {
            const bool from_hard = below(2) == 0;
            word += from_hard ? hard[static_cast<std::size_t>(below(static_cast<int>(hard.size())))]
                              : static_cast<char>(1 + below(255));
        }
        words.push_back(word);
    }
    return words;
}

const char* const shells[] = {"/bin/sh", "/bin/bash"};

}  // namespace

TEST_CASE("a plain word needs no quoting") {
    for (const char* word :
         {"train", "-e", "/workspace/tao-experiments/a_b.txt", "a.b=1,2:3", "100%", "x@y+z"}) {
        CHECK(quote(word, Shells::two) == word);
        CHECK(quote(word, Shells::one) == word);
    }
}

TEST_CASE("the quoted form of each kind of byte") {
    CHECK(quote("", Shells::two) == "\"\"");
    CHECK(quote("a b", Shells::two) == "a\\ b");
    CHECK(quote("$A;*", Shells::two) == "\\$A\\;\\*");
    CHECK(quote("it's", Shells::two) == "it\\'\\''s");
    CHECK(quote("it's", Shells::one) == "it\\'s");
    CHECK(quote("a\nb", Shells::two) == "a$'\\''\\n'\\''b");
    CHECK(quote("a\nb", Shells::one) == "a'\n'b");
    CHECK(quote("caf\xc3\xa9 \xff", Shells::two) == "caf\xc3\xa9\\ \xff");
}

TEST_CASE("two shells deliver random words exactly") {
    INFO("quoting_seed " << quoting_seed);
    const Words words = random_words();
    for (const char* shell : shells) {
        INFO(shell);
        CHECK(delivered_by_two(shell, words) == words);
    }
}

TEST_CASE("one shell delivers random words exactly") {
    INFO("quoting_seed " << quoting_seed);
    const Words words = random_words();
    for (const char* shell : shells) {
        INFO(shell);
        CHECK(delivered_by_one(shell, words) == words);
    }
}

TEST_CASE("every single byte, alone and between letters, is delivered exactly") {
    Words words;
    for (int byte = 1; byte < 256; ++byte) {
        words.emplace_back(1, static_cast<char>(byte));
        words.push_back("a" + words.back() + "b");
    }
    for (const char* shell : shells) {
        INFO(shell);
        CHECK(delivered_by_two(shell, words) == words);
        CHECK(delivered_by_one(shell, words) == words);
    }
}

TEST_CASE("words that shells are known to trip over are delivered exactly") {
    const Words words = {"",
                         "'",
                         "''",
                         "\"\"",
                         "\\",
                         "\\\\",
                         "\n",
                         "\n\n",
                         "$'\\n'",
                         "$HOME",
                         "${HOME}",
                         "$(id)",
                         "`id`",
                         "a;id",
                         "{a,b}",
                         "*",
                         "/*",
                         "~",
                         "~root",
                         "a=~/x",
                         "!!",
                         "#",
                         "-n",
                         "--",
                         "x' 'y",
                         "[/a, /b]",
                         "{\"k\": \"/v\"}",
                         "\xc3\xa9 \xe2\x82\xac",
                         "\xff\xfe",
                         " ",
                         "\t",
                         "a\\",
                         "if",
                         "time"};
    for (const char* shell : shells) {
        INFO(shell);
        CHECK(delivered_by_two(shell, words) == words);
        CHECK(delivered_by_one(shell, words) == words);
    }
}
