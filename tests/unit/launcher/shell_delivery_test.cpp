// What the launcher's two shells hand on of a word, by the real shells and the launcher's own format string, and what
// paths/shell_words.hpp says of it.

#include <cctype>
#include <random>
#include <string>
#include <vector>

#include "paths/shell_words.hpp"
#include "support/catch.hpp"
#include "support/output_words.hpp"
#include "support/temporary_directory.hpp"

using namespace tao;
using Words = std::vector<std::string>;

namespace {

constexpr unsigned delivery_seed = 20240229;

const os::Environment& variables() {
    static const os::Environment environment({"A=x", "B=/w/y", "_c1=a b", "Q=\"q\"", "D=$A", "G=*"});
    return environment;
}

std::string single_quoted(const std::string& text) {
    std::string result = "'";
    for (const char byte : text)
        result += byte == '\'' ? std::string("'\\''") : std::string(1, byte);
    return result + "'";
}

// What each word arrives as: none, one or several words. The outer shell is the one named, as in subprocess with
// shell=True; the inner one is bash, with env printf in place of docker exec. In an empty directory, so that a pattern
// matches nothing.
std::vector<Words> delivered(const std::string& shell, const Words& words) {
    const tests::TemporaryDirectory empty;
    std::string script = "cd " + empty.path() + "; exec 2>/dev/null </dev/null; ";
    for (const std::string& entry : variables().entries()) {
        const auto equals = entry.find('=');
        script += "export " + entry.substr(0, equals) + "=" + single_quoted(entry.substr(equals + 1)) + "; ";
    }
    for (const std::string& word : words) {
        script += shell + " -c " + single_quoted("bash -c 'env printf %s\\\\0 first " + word + "'") +
                  "; printf 'end\\0'; ";
    }
    std::vector<Words> result;
    Words one;
    for (const std::string& output : tests::output_words(script)) {
        if (output != "end") {
            one.push_back(output);
            continue;
        }
        if (!one.empty()) one.erase(one.begin());  // "first"
        result.push_back(std::move(one));
        one.clear();
    }
    return result;
}

Words random_words(std::size_t count) {
    constexpr const char* pieces[] = {"\"",    "\"",   "\"",    "$A",  "${A}",    "$B",    "${B}/", "$_c1",
                                      "$Q",    "$D",   "$G",    "/w/", "a",       "b.txt", "=",     ",",
                                      "-e",    "--x=", "+k.l=", " ",   ";",       "|",     "*",     "?",
                                      "[0,1]", "$",    "%",     "@",   "\xc3\xa9"};
    std::mt19937 engine(delivery_seed);
    const auto below = [&](std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(engine);
    };
    Words words;
    while (words.size() < count) {
        std::string word;
        for (std::size_t size = 1 + below(7); size > 0; --size)
            word += pieces[below(std::size(pieces))];
        words.push_back(std::move(word));
    }
    return words;
}

// The shells replace a variable that is not set by nothing; here it stays.
bool has_unset_variable(const std::string& word) {
    for (std::size_t at = word.find('$'); at != std::string::npos; at = word.find('$', at + 1)) {
        std::size_t end = at + 1 + (word.substr(at, 2) == "${" ? 1 : 0);
        const std::size_t begin = end;
        while (end < word.size() &&
               (std::isalnum(static_cast<unsigned char>(word[end])) != 0 || word[end] == '_'))
            ++end;
        if (end > begin && !variables().get(word.substr(begin, end - begin))) return true;
    }
    return false;
}

// The shells run or substitute something on the way, or take blanks away, and one word may be left of it.
bool does_more(const std::string& word) {
    if (word.starts_with(' ') || word.ends_with(' ')) return true;
    for (const char* sign : {";", "|", "$$", "$[", "$?", "$@", "$*", "$-"})
        if (word.find(sign) != std::string::npos) return true;
    return false;
}

}  // namespace

TEST_CASE(
    "where the launcher's shells hand on one word, a word comes to the same, else it is meant as typed") {
    INFO("delivery_seed " << delivery_seed);
    const Words words = random_words(400);
    for (const char* shell : {"/bin/sh", "/bin/bash"}) {
        const auto arrived = delivered(shell, words);
        REQUIRE(arrived.size() == words.size());
        std::size_t one = 0;
        std::size_t changed = 0;
        for (std::size_t index = 0; index < words.size(); ++index) {
            const std::string& word = words[index];
            const std::string resolved = paths::resolve_as_shell(word, variables());
            INFO(shell << " " << word);
            if (has_unset_variable(word)) continue;
            if (does_more(word) && resolved == word) continue;
            if (arrived[index].size() == 1) {
                ++one;
                if (resolved != word) ++changed;
                CHECK(resolved == arrived[index][0]);
            } else if (word.find("$_c1") == std::string::npos) {  // a value with a blank is put in as it is
                CHECK(resolved == word);
            }
        }
        WARN(shell << ": " << words.size() << " words, " << one << " arrive as one, " << changed
                   << " of them changed");
        CHECK(one > words.size() / 4);
        CHECK(changed > words.size() / 10);
    }
}

TEST_CASE("what notebooks leave in words arrives as the launcher's shells hand it on") {
    const Words words = {"\"/w/specs\"/train.txt",
                         "--gpus=\"0\"",
                         "-e=\"/w/a\"",
                         "\"$B\"/f",
                         "x=\"[0,1]\"",
                         "x=\"[a, b]\"",
                         "\"0\"",
                         "$B/$A",
                         "\"a\",\"b\"",
                         "-e\"/w/a\"",
                         "x=\"a b\"/c",
                         "\"\"",
                         "x=\"\"",
                         "$Q",
                         "\"$Q\"/a"};
    for (const char* shell : {"/bin/sh", "/bin/bash"}) {
        const auto arrived = delivered(shell, words);
        REQUIRE(arrived.size() == words.size());
        for (std::size_t index = 0; index < words.size(); ++index) {
            INFO(shell << " " << words[index]);
            REQUIRE(arrived[index].size() == 1);
            CHECK(paths::resolve_as_shell(words[index], variables()) == arrived[index][0]);
        }
    }
}
