#include "paths/file_names.hpp"

#include <algorithm>
#include <string>

#include "text/path.hpp"

namespace tao::paths {

namespace {

// A letter, then letters and digits, not too many; and no version, as in data.v2. Some directories have one as well.
bool is_extension_of_file(std::string_view text) {
    constexpr std::size_t longest = 11;  // safetensors
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    constexpr std::string_view digits = "0123456789";
    constexpr std::string_view of_directories[] = {"d", "git", "dir", "old", "bak", "orig", "app"};
    if (text.empty() || text.size() > longest || letters.find(text[0]) == std::string_view::npos)
        return false;
    if ((text[0] == 'v' || text[0] == 'V') && text.size() > 1 &&
        text.find_first_not_of(digits, 1) == std::string_view::npos)
        return false;
    return text.find_first_not_of(std::string(letters).append(digits)) == std::string_view::npos &&
           std::find(std::begin(of_directories), std::end(of_directories), text) == std::end(of_directories);
}

// Names without an extension that are those of programs' own files.
bool is_own_file_of_program(std::string_view name, std::string_view directory) {
    constexpr std::string_view names[] = {
        ".netrc",        ".gitconfig",     ".git-credentials", ".profile",   ".bash_history", ".gitignore",
        ".dockerignore", ".env",           "known_hosts",      "Dockerfile", "Makefile",      ".bash_profile",
        ".bash_aliases", "authorized_keys"};
    if (std::find(std::begin(names), std::end(names), name) != std::end(names)) return true;
    if (name.size() > 3 && name.front() == '.' && name.ends_with("rc")) return true;  // .bashrc, .condarc
    constexpr std::string_view settings[] = {"config", "credentials", "token"};
    constexpr std::string_view of[] = {".ngc", ".aws", ".kube", ".ssh", ".git", "huggingface"};
    return std::find(std::begin(settings), std::end(settings), name) != std::end(settings) &&
           std::find(std::begin(of), std::end(of), text::last_component(directory)) != std::end(of);
}

}  // namespace

bool is_file_by_name(std::string_view path) {
    if (text::is_under(path, "/dev")) return path != "/dev" && !text::is_under(path, "/dev/shm");
    const std::string_view name = text::last_component(path);
    if (is_own_file_of_program(name, text::parent(path))) return true;
    const auto dot = name.rfind('.');
    return dot != std::string_view::npos && dot > 0 && is_extension_of_file(name.substr(dot + 1));
}

}  // namespace tao::paths
