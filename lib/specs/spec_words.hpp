#pragma once

#include <string>
#include <vector>

#include "paths/translate.hpp"
#include "specs/path_finder.hpp"

namespace tao::specs {

// A spec file that a word of the command line names.
struct SpecWord {
    std::size_t word = 0;  // index into the words
    paths::Place place;    // in Word::after
    std::string path;      // of the host, absolute
    bool too_large = false;
    bool is_output = false;  // by its option or key: the file of an earlier run, to be written anew
    bool by_directory =
        false;  // the place is of the file's directory: another word has its name (hydra_configuration.hpp)
    std::string root{};  // of the host: that directory, where the file is further below it; else empty
};

// The spec files among translated words, by value: an existing regular file of the host, with a spec file's name (form.hpp)
// or behind an option that says so (spec_options.hpp), that the container sees at that place, whether it was typed as a path of either side or relative to
// the working directory. Words that are never translated hold none.
std::vector<SpecWord> find_spec_words(const std::vector<paths::Word>& words,
                                      const SpecSurroundings& surroundings);

}  // namespace tao::specs
