#include "launcher/quoting.hpp"
#include "support/catch.hpp"
#include "support/corpus.hpp"
#include "support/output_words.hpp"
#include "support/translation.hpp"

using namespace tao;
using Words = std::vector<std::string>;

namespace {

// /bin/sh, and the launcher's bash -c in it.
Words delivered(const std::string& quoted_words) {
    return tests::output_words("bash -c 'env printf %s\\\\0" + quoted_words + "'");
}

}  // namespace

TEST_CASE(
    "every published line, translated and quoted, arrives through the launcher's two shells as it did") {
    if (!tests::corpus_present()) return;
    // One string for a shell may have 128 KiB; several lines share one.
    constexpr std::size_t most_bytes = 60000;
    const auto corpus = tests::read_corpus();
    std::string quoted;
    Words expected;
    const auto check = [&] {
        CHECK(delivered(quoted) == expected);
        quoted.clear();
        expected.clear();
    };
    std::size_t words = 0;
    for (const auto& line : corpus.lines) {
        const auto translation = tests::translate(line.words, line.setup->mounts, line.setup->environment,
                                                  line.setup->files, {.leading_words = line.leading_words});
        for (const paths::Word& word : translation.words) {
            quoted += " " + launcher::quote(word.after, launcher::Shells::two);
        }
        expected.insert(expected.end(), line.expected.begin(), line.expected.end());
        words += line.expected.size();
        if (quoted.size() > most_bytes) check();
    }
    check();
    WARN(words << " words of " << corpus.lines.size() << " published lines delivered");
}
