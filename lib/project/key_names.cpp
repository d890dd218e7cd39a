#include <algorithm>

#include "project/keys.hpp"
#include "text/suggest.hpp"

namespace tao::project {

namespace {

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& letter : result) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    return result;
}

bool has_alias(const KeyName& key, std::string_view name) {
    for (std::string_view rest = key.aliases; !rest.empty();) {
        const auto end = std::min(rest.find(' '), rest.size());
        if (lower(rest.substr(0, end)) == lower(name)) return true;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
}

// The last part of a key directly below the path; empty for other keys.
std::string_view name_below(const KeyName& key, std::string_view path) {
    std::string_view name = key.path;
    if (!path.empty()) {
        if (!name.starts_with(path) || name.size() == path.size() || name[path.size()] != '.') return {};
        name.remove_prefix(path.size() + 1);
    }
    return name.find_first_of(".[") == std::string_view::npos ? name : std::string_view{};
}

}  // namespace

const KeyName* KeyNames::find(std::string_view path) const {
    for (std::size_t index = 0; index < count_; ++index) {
        if ((*this)[index].path == path) return &(*this)[index];
    }
    return nullptr;
}

std::vector<std::string> KeyNames::below(std::string_view path) const {
    std::vector<std::string> names;
    for (std::size_t index = 0; index < count_; ++index) {
        if (const auto name = name_below((*this)[index], path); !name.empty()) names.emplace_back(name);
    }
    return names;
}

bool KeyNames::is_below(std::string_view path, std::string_view name) const {
    for (std::size_t index = 0; index < count_; ++index) {
        const std::string_view whole = (*this)[index].path;
        if (whole.ends_with(name) && name_below((*this)[index], path) == name) return !name.empty();
    }
    return false;
}

std::string KeyNames::suggestion(std::string_view path, std::string_view name) const {
    for (std::size_t index = 0; index < count_; ++index) {
        const auto candidate = name_below((*this)[index], path);
        if (!candidate.empty() && has_alias((*this)[index], name)) return std::string(candidate);
    }
    return text::closest(name, below(path)).value_or("");
}

std::string KeyNames::elsewhere(std::string_view name) const {
    std::string spelled = lower(name);
    std::replace(spelled.begin(), spelled.end(), '-', '_');
    for (std::size_t index = 0; index < count_; ++index) {
        const std::string_view path = (*this)[index].path;
        if (path.substr(path.rfind('.') + 1) == spelled) return std::string(path);
    }
    return {};
}

}  // namespace tao::project
