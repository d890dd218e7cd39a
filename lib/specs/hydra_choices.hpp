#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "paths/translate.hpp"
#include "specs/path_finder.hpp"

namespace tao::specs {

// What the words of a line say of the files that Hydra puts a configuration together from.
struct HydraChoices {
    std::vector<std::string> groups;  // GROUP of GROUP=NAME and ~GROUP: the list's own choice does not count
    std::vector<std::string>
        files;  // GROUP/NAME.yaml of these and of +GROUP=NAME, +GROUP@PACKAGE=[NAME, ...]
    std::vector<std::string>
        search_path;  // directories of the host, of hydra.searchpath=[file:///..., ...] and --config-dir
};

// Every setting that has such a form; whether there is such a file nobody has looked.
HydraChoices hydra_choices(const std::vector<paths::Word>& words, const SpecSurroundings& surroundings);

// The directories of the host that a configuration's own hydra.searchpath has.
std::vector<std::string> hydra_search_path(const SpecText& spec, const SpecSurroundings& surroundings);

}  // namespace tao::specs
