#include "plan/split_words.hpp"

#include <algorithm>

#include "text/path.hpp"

namespace tao::plan {

namespace {

// More blanks than that are in no directory's name.
constexpr std::size_t most_words = 8;

}  // namespace

std::string split_path(const std::vector<paths::Word>& words, const paths::Finding& finding,
                       const os::FileSystem& files) {
    const std::string& first = words.at(finding.word).before;
    const std::string& typed = finding.typed.empty() ? finding.path : finding.typed;
    if (!first.ends_with(typed)) return {};
    std::string joined = finding.path;
    const std::size_t end = std::min(words.size(), finding.word + 1 + most_words);
    for (std::size_t index = finding.word + 1; index < end; ++index) {
        const std::size_t blank = joined.size();
        joined += " " + words[index].before;
        // Up to the component that has the blank in it.
        if (files.exists(joined.substr(0, joined.find('/', blank)))) return joined;
    }
    return {};
}

}  // namespace tao::plan
