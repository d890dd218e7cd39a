#pragma once

#include <string>
#include <vector>

#include "paths/spec_paths.hpp"
#include "paths/translate.hpp"

namespace tao::paths {

// A spec file that a word of the command line names.
struct SpecWord {
    std::size_t word = 0;  // index into the words
    Place place;           // in Word::after
    std::string path;      // of the host, absolute
    bool too_large = false;
};

// The spec files among translated words, by value: an existing regular file of the host with a spec file's name
// (spec_form.hpp), that the container sees at that place, whether it was typed as a path of either side or relative to
// the working directory. Words that are never translated hold none.
std::vector<SpecWord> find_spec_words(const std::vector<Word>& words, const SpecSurroundings& surroundings);

}  // namespace tao::paths
