#pragma once

#include <string_view>

namespace tao::specs {

// What is known of the names in TAO's spec files: tables, because they are what people argue about.

// A part of NVIDIA's published specs that is to be replaced before use ("EXPERIMENT_DIR/model.hdf5", "/path/to/data",
// "FIXME", "<your data>"). The part that says so; empty: none.
//
// "???" is Hydra's and OmegaConf's mark of a value that the command line must give, and NVIDIA ships it in YAML specs: it
// counts only elsewhere. in_yaml: does the text come from one?
std::string_view placeholder_in(std::string_view text, bool in_yaml);

// The variable of a shell, $HOME or ${HOME}, at the begin of a path, which no reader of such a file puts a value in for;
// empty: none. Names of capitals only. In YAML ${NAME} is another key's value, for Hydra. in_yaml: as above.
std::string_view variable_in(std::string_view text, bool in_yaml);

}  // namespace tao::specs
