#include "os/environment.hpp"

#include <unistd.h>

#include <algorithm>

namespace tao::os {

namespace {

bool has_name(std::string_view entry, std::string_view name) {
    return entry.size() > name.size() && entry[name.size()] == '=' && entry.starts_with(name);
}

}  // namespace

Environment Environment::of_this_process() {
    std::vector<std::string> entries;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        entries.emplace_back(*entry);
    }
    return Environment(std::move(entries));
}

std::optional<std::string_view> Environment::get(std::string_view name) const {
    for (const std::string& entry : entries_) {
        if (has_name(entry, name)) return std::string_view(entry).substr(name.size() + 1);
    }
    return std::nullopt;
}

void Environment::set(std::string_view name, std::string_view value) {
    std::string replacement(name);
    replacement.append("=").append(value);
    for (auto entry = entries_.begin(); entry != entries_.end(); ++entry) {
        if (!has_name(*entry, name)) continue;
        *entry = std::move(replacement);
        entries_.erase(std::remove_if(entry + 1, entries_.end(),
                                      [&](const std::string& other) { return has_name(other, name); }),
                       entries_.end());
        return;
    }
    entries_.push_back(std::move(replacement));
}

void Environment::unset(std::string_view name) {
    std::erase_if(entries_, [&](const std::string& entry) { return has_name(entry, name); });
}

std::vector<char*> Environment::pointers() {
    std::vector<char*> result;
    result.reserve(entries_.size() + 1);
    for (std::string& entry : entries_) {
        result.push_back(entry.data());
    }
    result.push_back(nullptr);
    return result;
}

}  // namespace tao::os
