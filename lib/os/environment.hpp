#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tao::os {

// A copy of a process environment: "NAME=value" entries in their original order, every byte kept, entries
// without '=' and repeated names included (a launcher that is handed an environment must not see it tidied).
class Environment {
  public:
    Environment() = default;

    // entries: "NAME=value" each, as in environ(7).
    explicit Environment(std::vector<std::string> entries) : entries_(std::move(entries)) {}

    // The environment of this process at the time of the call.
    static Environment of_this_process();

    // The value of the first entry with that name, as getenv(3) finds it; nothing if there is none.
    // The view lives until the entry is changed.
    std::optional<std::string_view> get(std::string_view name) const;

    // The value, or an empty view if unset.
    std::string_view get_or_empty(std::string_view name) const {
        return get(name).value_or(std::string_view{});
    }

    // Replaces every entry of that name by one, at the first one's place; appends if there was none.
    void set(std::string_view name, std::string_view value);

    // Removes every entry of that name.
    void unset(std::string_view name);

    // Removes every entry for which the predicate on (name, value) holds.
    template <typename Predicate>
    void remove_if(Predicate predicate) {
        std::erase_if(entries_, [&](const std::string& entry) {
            const std::string_view view = entry;
            const auto equals = view.find('=');
            return equals != std::string_view::npos &&
                   predicate(view.substr(0, equals), view.substr(equals + 1));
        });
    }

    const std::vector<std::string>& entries() const { return entries_; }

    // Pointers for execve(2), ended by a null pointer; they live as long as this object is unchanged.
    std::vector<char*> pointers();

  private:
    std::vector<std::string> entries_;
};

}  // namespace tao::os
