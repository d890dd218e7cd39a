#include "paths/output_names.hpp"

#include <algorithm>
#include <iterator>

namespace tao::paths {

namespace {

constexpr std::string_view output_words[] = {
    "result", "output", "checkpoint_dir", "ckpt_dir", "log_dir", "dump", "save", "export",
};
constexpr std::string_view directory_words[] = {
    "dir",         "directory", "folder",    "dir_path", "directory_path",
    "folder_path", "DIR",       "DIRECTORY", "FOLDER",  // variables
};

constexpr std::string_view output_files[] = {"engine_file", "trt_engine", "onnx_file", "cal_cache_file",
                                             "cal_data_file"};

// As one part of a key between "_", "-" and ".": catalog and logits are none.
constexpr std::string_view parts_of_outputs[] = {
    "log", "logs", "status", "dst", "dest", "destination", "target", "ckpt", "checkpoint", "checkpoints",
};
// Of these a key that says that it names a path, log_file, dst_dir, is one of what is written.
constexpr std::string_view parts_of_written_paths[] = {"log",  "logs", "status",     "dst",
                                                       "dest", "out",  "destination"};

constexpr std::string_view parts_of_output_directories[] = {
    "out", "artifact", "artifacts", "cache", "run", "tb", "tensorboard", "work",
};

// Options and keys of what is written, files and layers of networks alike: only the value tells. The task's other options
// of a single letter say nothing.
constexpr std::string_view plain_outputs[] = {"-o", "-d", "--output", "output"};

// What names something else than a file for all its slashes, as the last part of the key.
constexpr std::string_view names_of_other_things[] = {
    "node", "nodes", "layer", "layers", "tensor", "tensors", "regex", "regexp", "pattern", "expression",
};

constexpr std::string_view experiment_directory = "experiment_dir";

// Of what is read, also where a task exports by it: --dataset_export_spec.
constexpr std::string_view parts_of_specs[] = {"spec", "specs", "config", "cfg"};
constexpr std::string_view written_specs[] = {"output", "save", "dump"};

constexpr std::string_view no_names[] = {"null", "none", "None", "NULL", "true", "false", "True", "False"};

template <std::size_t Size>
bool has_part(std::string_view key, const std::string_view (&parts)[Size]) {
    for (std::size_t begin = 0; begin <= key.size();) {
        const std::size_t end = std::min(key.find_first_of("_-.+~", begin), key.size());
        const std::string_view part = key.substr(begin, end - begin);
        if (std::find(std::begin(parts), std::end(parts), part) != std::end(parts)) return true;
        begin = end + 1;
    }
    return false;
}

// Keras and TensorFlow call them so.
bool names_layers(std::string_view value) {
    const std::string_view last = value.substr(value.rfind('/') + 1);
    const bool in_capitals = !last.empty() && last.front() >= 'A' && last.front() <= 'Z';
    return value.find_first_of(",:") != std::string_view::npos ||
           (in_capitals && last.find('.') == std::string_view::npos);
}

// export.onnx_file -> onnx_file, --log_file -> log_file
std::string_view last_key(std::string_view key) {
    const std::string_view last = key.substr(key.rfind('.') + 1);
    const std::size_t begin = last.find_first_not_of("-+~");
    return begin == std::string_view::npos ? std::string_view() : last.substr(begin);
}

// out.etlt, model.h5: no number, and no attribute of something in capitals.
bool has_suffix(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    return dot != std::string_view::npos && dot > 0 && dot + 1 < name.size() && name[dot + 1] >= 'a' &&
           name[dot + 1] <= 'z';
}

// outdir, results2
bool speaks_of_directory(std::string_view name) {
    return names_directory(name) || name.starts_with("result");
}

// A name without a slash: of a file or directory to write to, by its option or key where that says so, else by its suffix.
bool is_written_name(std::string_view option, std::string_view value) {
    if (std::find(std::begin(plain_outputs), std::end(plain_outputs), option) != std::end(plain_outputs))
        return has_suffix(value) || speaks_of_directory(value);
    const std::string_view key = last_key(option);
    if (key == "output") return has_suffix(value) || speaks_of_directory(value);
    const auto has = [&](std::string_view word) { return key.find(word) != std::string_view::npos; };
    if (std::any_of(std::begin(output_files), std::end(output_files), has)) return has_suffix(value);
    if (!names_path(key) || has_part(key, parts_of_specs)) return false;
    return std::any_of(std::begin(output_words), std::end(output_words), has) ||
           has_part(key, parts_of_written_paths);
}

}  // namespace

bool names_output_directory(std::string_view key) {
    const auto has = [&](std::string_view word) { return key.find(word) != std::string_view::npos; };
    return names_directory(key) && (std::any_of(std::begin(output_words), std::end(output_words), has) ||
                                    has_part(key, parts_of_output_directories));
}

bool is_output_of_line(std::string_view option, std::string_view value) {
    if (option == "-r" || names_output_directory(option)) return true;
    if (names_layers(value)) return false;
    if (value.find('/') == std::string_view::npos) return is_written_name(option, value);
    const auto has = [&](std::string_view word) { return option.find(word) != std::string_view::npos; };
    return option == "-o" || (names_path(option) && has_part(option, parts_of_written_paths)) ||
           std::any_of(std::begin(output_words), std::end(output_words), has) ||
           std::any_of(std::begin(output_files), std::end(output_files), has);
}

bool may_name_output(std::string_view key) {
    const auto has = [&](std::string_view word) { return key.find(word) != std::string_view::npos; };
    if (has_part(key, parts_of_specs))
        return std::any_of(std::begin(written_specs), std::end(written_specs), has);
    return key == "-o" || key == "-r" || has(experiment_directory) || has_part(key, parts_of_outputs) ||
           std::any_of(std::begin(output_words), std::end(output_words), has) ||
           std::any_of(std::begin(output_files), std::end(output_files), has);
}

bool may_be_output(std::string_view key, std::string_view value) {
    if (names_layers(value)) return false;
    if (value.find('/') != std::string_view::npos) return may_name_output(key);
    return has_suffix(value) && may_name_directory(value) && is_written_name(key, value);
}

bool names_no_file(std::string_view key) {
    const std::string_view last = last_key(key);
    const std::string_view part = last.substr(last.find_last_of("_-") + 1);
    return std::find(std::begin(names_of_other_things), std::end(names_of_other_things), part) !=
           std::end(names_of_other_things);
}

bool is_file_name(std::string_view name) {
    return may_name_directory(name) && (name.find('/') != std::string_view::npos || has_suffix(name));
}

bool names_directory(std::string_view key) {
    return std::any_of(std::begin(directory_words), std::end(directory_words),
                       [&](std::string_view word) { return key.ends_with(word); });
}

bool names_path(std::string_view key) {
    return key.ends_with("path") || key.ends_with("file") || key.ends_with("filename") ||
           names_directory(key);
}

bool may_name_directory(std::string_view value) {
    if (value.empty() || value.starts_with('-') || value.starts_with('~')) return false;
    if (value.find_first_of("*?[]{}()|<>$\\\"'\n") != std::string_view::npos) return false;
    if (std::find(std::begin(no_names), std::end(no_names), value) != std::end(no_names)) return false;
    return value.find_first_not_of("0123456789.,eE+") != std::string_view::npos;
}

}  // namespace tao::paths
