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

// Does the key plainly say that its value is a file or a directory (image_dir, data_root, tfrecords_path, weights), or is it
// an option of a command (--in)?
bool names_place(std::string_view key);

// Is the path one of a file by its suffix (/raid/1.jpg, /raid/model.pth), as no layer of a network has one?
bool is_data_file(std::string_view path);

// Does the key say that its value is a configuration that is read besides or first: _base_, includes, model_config? One
// that ends as YAML does is, whatever its key.
bool names_included(std::string_view key, std::string_view file);

// Is it one that readers look for beside the file that has the key: _base_, includes?
bool is_beside(std::string_view key);

}  // namespace tao::specs
