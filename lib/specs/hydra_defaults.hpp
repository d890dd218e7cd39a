#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "os/file_system.hpp"
#include "specs/path_finder.hpp"

namespace tao::specs {

// Hydra's list of `defaults` at the top of a configuration: the files beside it that it is put together from. Its words are
// names of groups and files without their ends, never paths of the container, though some begin with a "/".
struct HydraDefaults {
    paths::Place place;  // the list, with its key; empty: there is none
    std::vector<std::string>
        files;  // as written, with the end .yaml: "base.yaml", "dataset/coco.yaml", "/model/a.yaml"
};

// Of the text of a YAML file, written line by line or in brackets. Names with references to other values (${...}) in them
// are left out.
HydraDefaults hydra_defaults(std::string_view content);

// Where Hydra looks for the files of a configuration.
struct HydraPlaces {
    std::string root;                 // the directory of the file that the command line names
    std::vector<std::string> others;  // hydra.searchpath
    std::vector<std::string> chosen;  // groups for which the command line names a file in place of the list's
};

// The files of the list that are there, absolute. A name with a "/" in front begins at the places; another one in the
// directory of `spec`, or else at those.
std::vector<std::string> hydra_neighbours(const SpecText& spec, const HydraPlaces& places,
                                          const os::FileSystem& files);

}  // namespace tao::specs
