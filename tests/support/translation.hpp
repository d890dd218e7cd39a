#pragma once

#include <string>
#include <vector>

#include "paths/translate.hpp"

namespace tao::tests {

// paths::translate() with a judge of its own, for a line typed in `here`; empty: relative words are not looked at.
inline paths::Translation translate(const std::vector<std::string>& words,
                                    const std::vector<paths::Mount>& mounts,
                                    const os::Environment& environment, const os::FileSystem& files,
                                    const paths::TranslateOptions& options, const std::string& here = {},
                                    const project::Workdir& workdir = {}) {
    const paths::MountTable table(mounts);
    const paths::Judge judge(table, files,
                             {.home = std::string(environment.get_or_empty("HOME")),
                              .working_directory = here,
                              .workdir = workdir});
    return paths::translate(words, judge, environment, options);
}

// What the task gets.
inline std::vector<std::string> after(const paths::Translation& translation) {
    std::vector<std::string> words;
    for (const paths::Word& word : translation.words)
        words.push_back(word.after);
    return words;
}

}  // namespace tao::tests
