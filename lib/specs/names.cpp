#include "specs/names.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "text/characters.hpp"

namespace tao::specs {

namespace {

// As a whole value or as one component of a path.
constexpr std::string_view placeholder_words[] = {
    "FIXME", "TODO", "CHANGEME", "CHANGE_ME", "REPLACE_ME", "YOUR_PATH",
};

// At the begin of a value. The capitals are what NVIDIA's notebooks replace by sed in the specs that they ship.
constexpr std::string_view placeholder_beginnings[] = {
    "/path/to/",  "path/to/",    "/path-to",     "/your/",     "EXPERIMENT_DIR/",    "USER_EXPERIMENT_DIR/",
    "DATA_DIR/",  "SPECS_DIR/",  "RESULTS_DIR/", "MODEL_DIR/", "DATA_DOWNLOAD_DIR/", "DATADIR/",
    "EXPORTDIR/", "RESULTSDIR/",
};

// What the name of a key ends with that plainly says so, in small letters.
constexpr std::string_view ends_of_places[] = {
    "dir",   "dirs",     "directory", "directories", "folder", "folders", "path", "paths",      "file",
    "files", "filename", "filenames", "root",        "roots",  "weights", "ckpt", "checkpoint", "checkpoints",
};
// And its last word alone.
constexpr std::string_view words_of_places[] = {
    "ann",    "annotation", "annotations", "csv",  "data",    "dataset",  "datasets",  "engine", "image",
    "images", "json",       "manifest",    "onnx", "sources", "tfrecord", "tfrecords", "video",  "videos",
};

// url_path: /api/v1
constexpr std::string_view words_of_servers[] = {"api", "endpoint", "http", "route", "uri", "url"};

constexpr std::string_view suffixes_of_data[] = {
    "bin",  "bmp", "ckpt", "csv",   "engine", "etlt",        "gz",  "h5",       "hdf5",
    "jpeg", "jpg", "json", "jsonl", "mp4",    "npy",         "npz", "onnx",     "parquet",
    "pb",   "pkl", "png",  "pt",    "pth",    "safetensors", "tar", "tfrecord", "tfrecords",
    "tlt",  "trt", "txt",  "wav",   "xml",    "yaml",        "yml", "zip",
};

constexpr std::string_view words_of_configurations[] = {
    "base", "cfg", "config", "configs", "parent", "spec", "specs",
};
constexpr std::string_view words_of_inclusion[] = {
    "extends", "import", "imports", "include", "includes", "inherit", "inherits", "$ref",
};

std::string in_lower_case(std::string_view text) {
    std::string result(text);
    for (char& byte : result) {
        if (byte >= 'A' && byte <= 'Z') byte = static_cast<char>(byte - 'A' + 'a');
    }
    return result;
}

template <std::size_t Size>
bool is_among(const std::string_view (&words)[Size], std::string_view word) {
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// Is one of the words, in any case, a part of the key between "_", "-" and "."?
template <std::size_t Size>
bool has_word(std::string_view key, const std::string_view (&words)[Size]) {
    const std::string lower = in_lower_case(key);
    for (std::size_t begin = 0; begin <= lower.size();) {
        const std::size_t end = std::min(lower.find_first_of("_-.", begin), lower.size());
        if (is_among(words, std::string_view(lower).substr(begin, end - begin))) return true;
        begin = end + 1;
    }
    return false;
}

// <your data>, <path_to_x>: a component of a path that is wholly in angle brackets, or a value that speaks of a path.
// Tokens such as <pad>, </s> and <br/> are none.
std::string_view in_angle_brackets(std::string_view text) {
    for (std::size_t begin = text.find('<'); begin != std::string_view::npos;
         begin = text.find('<', begin + 1)) {
        const std::size_t end = text.find('>', begin);
        if (end == std::string_view::npos) return {};
        const std::string_view inside = text.substr(begin + 1, end - begin - 1);
        const bool is_name = !inside.empty() && text::is_letter(inside.front()) &&
                             std::all_of(inside.begin(), inside.end(), [](char byte) {
                                 return text::continues_name(byte) || byte == '-' || byte == ' ';
                             });
        if (!is_name) continue;
        const bool is_component =
            (begin > 0 && text[begin - 1] == '/' && (end + 1 == text.size() || text[end + 1] == '/')) ||
            (begin == 0 && end + 1 < text.size() && text[end + 1] == '/');
        const bool is_whole = begin == 0 && end + 1 == text.size();
        const bool speaks_of_paths = inside.find("path") != std::string_view::npos ||
                                     inside.find("dir") != std::string_view::npos ||
                                     inside.find("folder") != std::string_view::npos;
        if (is_component || (is_whole && speaks_of_paths)) return text.substr(begin, end + 1 - begin);
    }
    return {};
}

// The word as a component; "FIXME.pth" counts as well.
std::string_view component_with(std::string_view text, std::string_view word) {
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool begins = at == 0 || text[at - 1] == '/';
        const bool ends = end == text.size() || text[end] == '/' || text[end] == '.';
        if (begins && ends) return text.substr(at, word.size());
    }
    return {};
}

}  // namespace

std::string_view placeholder_in(std::string_view text, bool in_yaml) {
    if (text == "???") return in_yaml ? std::string_view{} : text;
    for (const std::string_view beginning : placeholder_beginnings) {
        if (text.starts_with(beginning)) return text.substr(0, beginning.size());
    }
    for (const std::string_view word : placeholder_words) {
        if (const auto found = component_with(text, word); !found.empty()) return found;
    }
    return in_angle_brackets(text);
}

bool names_place(std::string_view key) {
    if (key.starts_with('-')) return key.find_first_not_of('-') != std::string_view::npos;
    if (has_word(key, words_of_servers)) return false;
    const std::string lower = in_lower_case(key);
    if (std::any_of(std::begin(ends_of_places), std::end(ends_of_places),
                    [&](std::string_view end) { return lower.ends_with(end); }))
        return true;
    const std::string_view last = std::string_view(lower).substr(lower.find_last_of("_-.") + 1);
    return is_among(words_of_places, last);
}

bool is_data_file(std::string_view path) {
    const std::string name = in_lower_case(path.substr(path.rfind('/') + 1));
    const std::size_t dot = name.rfind('.');
    return dot != std::string::npos && dot > 0 &&
           is_among(suffixes_of_data, std::string_view(name).substr(dot + 1));
}

bool names_included(std::string_view key, std::string_view file) {
    const std::string name = in_lower_case(file);
    return name.ends_with(".yaml") || name.ends_with(".yml") || has_word(key, words_of_configurations) ||
           is_beside(key);
}

bool is_beside(std::string_view key) {
    return key == "_base_" || key == "_BASE_" || has_word(key, words_of_inclusion);
}

}  // namespace tao::specs
