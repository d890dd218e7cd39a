#pragma once

#include <optional>
#include <string>
#include <vector>

#include "paths/translate.hpp"
#include "specs/path_finder.hpp"

namespace tao::specs {

// The configuration file that a line names in two words, as Hydra's programs take it.
struct HydraConfiguration {
    std::size_t directory_word = 0;  // index into the words
    paths::Place directory;          // in Word::after of that one
    std::size_t name_word = 0;       // index into the words
    std::string name;                // as typed; the end .yaml may be left out
    std::string root;                // that directory, of the host
    std::string file;                // of the host, absolute, with its end; it need not be there
};

// The file NAME, or NAME.yaml, in the DIRECTORY of --config-path or --config-dir DIRECTORY and --config-name NAME, by words
// as the task gets them. Nothing where no mount provides the directory, or a name that only Hydra can make out ($...).
std::optional<HydraConfiguration> hydra_configuration(const std::vector<paths::Word>& words,
                                                      const SpecSurroundings& surroundings);

}  // namespace tao::specs
