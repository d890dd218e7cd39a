#include "text/suggest.hpp"

#include <algorithm>

namespace tao::text {

namespace {

constexpr std::size_t longest_word = 64;  // nobody misspells more, and the cost is quadratic

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

// Optimal string alignment: insertions, deletions, replacements and swaps of neighbours, one each.
std::size_t distance(std::string_view from, std::string_view to) {
    std::vector<std::size_t> before_last, last(to.size() + 1), row(to.size() + 1);
    for (std::size_t column = 0; column <= to.size(); ++column)
        last[column] = column;
    for (std::size_t line = 1; line <= from.size(); ++line) {
        row[0] = line;
        for (std::size_t column = 1; column <= to.size(); ++column) {
            const char here = lower(from[line - 1]), there = lower(to[column - 1]);
            row[column] = std::min(
                {last[column] + 1, row[column - 1] + 1, last[column - 1] + (here == there ? 0U : 1U)});
            if (line > 1 && column > 1 && here == lower(to[column - 2]) && lower(from[line - 2]) == there) {
                row[column] = std::min(row[column], before_last[column - 2] + 1);
            }
        }
        before_last = last;
        last = row;
    }
    return last[to.size()];
}

bool begins_with(std::string_view whole, std::string_view beginning) {
    return whole.size() >= beginning.size() &&
           std::equal(beginning.begin(), beginning.end(), whole.begin(),
                      [](char one, char other) { return lower(one) == lower(other); });
}

// The only one that begins with the word: docker.shm is docker.shm_size, not docker.user.
const std::string* begun(std::string_view word, const std::vector<std::string>& candidates) {
    constexpr std::size_t shortest = 3;
    const std::string* only = nullptr;
    for (const std::string& candidate : candidates) {
        if (word.size() < shortest || !begins_with(candidate, word)) continue;
        if (only != nullptr && *only != candidate) return nullptr;
        only = &candidate;
    }
    return only;
}

}  // namespace

std::optional<std::string> closest(std::string_view word, const std::vector<std::string>& candidates) {
    if (word.empty() || word.size() > longest_word) return std::nullopt;
    if (const std::string* const only = begun(word, candidates)) return *only;
    const std::string* best = nullptr;
    // One error in up to three letters, two in up to six, and so on: more would be another word.
    std::size_t limit = (word.size() + 2) / 3;
    for (const std::string& candidate : candidates) {
        if (candidate.size() > longest_word) continue;
        const std::size_t errors = distance(word, candidate);
        // A word of which no letter is left is no misspelling of it.
        if (errors > limit || errors >= std::min(word.size(), candidate.size())) continue;
        best = &candidate;
        if (errors == 0) break;
        limit = errors - 1;
    }
    if (best == nullptr) return std::nullopt;
    return *best;
}

}  // namespace tao::text
