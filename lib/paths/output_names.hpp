#pragma once

#include <string_view>

namespace tao::paths {

// Is a value under this key of a spec file or of Hydra, or behind this option, a directory that the task writes to:
// results_dir, train.results_dir, --output_dir, checkpoint_dir? It decides what is said of a value, never what becomes
// of it.
bool names_output_directory(std::string_view key);

// The same, of an option of the command line: -r is results_dir in every task that has it.
bool is_output_option(std::string_view option);

// Can a value of one be meant as a directory's name: no number, no word for "none", no pattern or reference?
bool may_name_directory(std::string_view value);

}  // namespace tao::paths
