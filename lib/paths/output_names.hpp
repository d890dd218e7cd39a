#pragma once

#include <string_view>

namespace tao::paths {

// Is a value under this key of a spec file or of Hydra, or behind this option, a directory that the task writes to:
// results_dir, train.results_dir, --output_dir, checkpoint_dir, cache_dir, hydra.run.dir? It decides what is said of a value, never what becomes
// of it.
bool names_output_directory(std::string_view key);

// Is it what the task writes to, behind an option or a key of the command line: a directory as above (-r is results_dir in
// every task that has it), or a file, by a slash in it (-o, --output_file, --engine_file, export.onnx_file)? A bare name
// is one where the option or key says that it names a path (--output_file, --log_file), else by a suffix (-o out.etlt,
// onnx_file=m.onnx) or a name of a directory (-d outdir). Layers of a network, which some tasks take behind -o, are none:
// output_cov/Sigmoid, a/BiasAdd,b, NMS.
bool is_output_of_line(std::string_view option, std::string_view value);

// Can a path under that key or option be one that the task writes to? More than the above: a name that only may say so
// (log, status, dst, target, checkpoint). One that speaks of a spec is read, for all its "export".
bool may_name_output(std::string_view key);

// Can the value of that key of a spec file be meant as a path that the task writes to? By a key as above, with a slash, and
// no layer of a network.
bool may_be_output(std::string_view key, std::string_view value);

// Does the key say that its value is a directory (image_dir, DATA_DIR), or a path (output_path, engine_file)? Behind one that
// says the first a bare name is a path, if the host has a directory of it.
bool names_directory(std::string_view key);
bool names_path(std::string_view key);

// Does it say that its value is something else (--node, layer, --regex)?
bool names_no_file(std::string_view key);

// Is the text a file's name by its form: with a slash, or with a suffix of letters, and no number or pattern?
bool is_file_name(std::string_view name);

// Can a value of one be meant as a directory's name: no number, no word for "none", no pattern or reference?
bool may_name_directory(std::string_view value);

}  // namespace tao::paths
