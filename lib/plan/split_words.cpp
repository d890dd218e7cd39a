#include "plan/split_words.hpp"

#include <algorithm>

namespace tao::plan {

namespace {

// More blanks than that are in no directory's name.
constexpr std::size_t most_words = 8;

}  // namespace

std::string split_path(const std::vector<paths::Word>& words, std::size_t first,
                       const paths::MountTable& mounts, const os::FileSystem& files) {
    std::string joined = words.at(first).before;
    if (const auto slash = joined.find('/'); slash != std::string::npos)
        joined.erase(0, slash);  // -e/x, name=/x
    const std::size_t end = std::min(words.size(), first + most_words);
    for (std::size_t index = first + 1; index < end; ++index) {
        joined += " " + words[index].before;
        if (mounts.to_container(joined) || files.exists(joined)) return joined;
    }
    return {};
}

}  // namespace tao::plan
