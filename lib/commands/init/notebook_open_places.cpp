#include "commands/init/notebook_open_places.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace tao::commands {

namespace {

// Words by which notebooks say: write your own here.
constexpr std::array<std::string_view, 8> open_words = {"FIXME",     "/path/to", "<",         "YOUR_PATH",
                                                        "your_path", "/your/",   "CHANGE_ME", "TODO"};

}  // namespace

bool is_left_open(const PythonValue& value) {
    if (is_unknown(value)) return value.dump().find("FIXME") != std::string::npos;
    if (!value.is_string()) return false;
    const auto& text = value.get_ref<const std::string&>();
    return std::any_of(open_words.begin(), open_words.end(),
                       [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

std::optional<std::string> taken_for_open_place(const std::string& name, const PythonValue& value,
                                                const std::string& project) {
    const bool place = name.find("DIR") != std::string::npos || name.find("PATH") != std::string::npos ||
                       name.find("ROOT") != std::string::npos;
    if (!place || !is_left_open(value)) return std::nullopt;
    std::string taken = project;
    if (value.is_string() && name.find("PROJECT") == std::string::npos) {
        std::string path = value.get<std::string>();
        while (path.ends_with('/'))
            path.pop_back();
        const std::string last = path.substr(path.rfind('/') + 1);
        if (path.starts_with('/') && !is_left_open(last) && last != "dir") taken += "/" + last;
    }
    return taken;
}

}  // namespace tao::commands
