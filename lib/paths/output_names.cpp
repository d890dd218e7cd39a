#include "paths/output_names.hpp"

#include <algorithm>
#include <iterator>

namespace tao::paths {

namespace {

constexpr std::string_view output_words[] = {
    "result", "output", "checkpoint_dir", "ckpt_dir", "log_dir", "dump", "save", "export",
};
constexpr std::string_view directory_words[] = {"dir",      "directory",      "folder",
                                                "dir_path", "directory_path", "folder_path"};

constexpr std::string_view output_files[] = {"engine_file", "trt_engine", "onnx_file", "cal_cache_file",
                                             "cal_data_file"};

// As one part of a key between "_", "-" and ".": catalog and logits are none.
constexpr std::string_view parts_of_outputs[] = {
    "log", "logs", "status", "dst", "dest", "destination", "target", "ckpt", "checkpoint", "checkpoints",
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

}  // namespace

bool names_output_directory(std::string_view key) {
    const auto has = [&](std::string_view word) { return key.find(word) != std::string_view::npos; };
    return std::any_of(std::begin(output_words), std::end(output_words), has) && names_directory(key);
}

bool is_output_of_line(std::string_view option, std::string_view value) {
    if (option == "-r" || names_output_directory(option)) return true;
    if (value.find('/') == std::string_view::npos || names_layers(value)) return false;
    const auto has = [&](std::string_view word) { return option.find(word) != std::string_view::npos; };
    return option == "-o" || std::any_of(std::begin(output_words), std::end(output_words), has) ||
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
    return value.find('/') != std::string_view::npos && !names_layers(value) && may_name_output(key);
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
