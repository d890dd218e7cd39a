#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/task.hpp"
#include "paths/translate.hpp"

namespace tao::plan {

// The words that shlex.split() of Python makes of a text (the same as a POSIX shell, but that nothing is expanded), and
// whether it would be the same text that they make: not where a quote is not closed (`closed`) or a backslash is taken away.
struct ShlexWords {
    std::vector<std::string> words;
    bool closed = true;
    bool takes_backslashes = false;
};
ShlexWords shlex_words(std::string_view text);

// Is it an image of PyTorch's tasks?
bool splits_words_again(std::string_view image);

// What the images of PyTorch's tasks do to words: their entry point joins those behind the subtask by blanks and gives them
// to shlex.split() again; the spec file's name as well, which it has looked for before (tao_pytorch_backend,
// core/entrypoint). Warnings, for people, of the words that do not arrive whole, with what to type instead; empty: all do,
// or the image is another. first: the translation's word behind the subtask. image: asked for only if it matters.
std::string warn_of_split_words(const engines::Task& task, const paths::Translation& translation,
                                std::size_t first, const std::function<std::string()>& image);

}  // namespace tao::plan
