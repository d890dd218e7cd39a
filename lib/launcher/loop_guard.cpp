#include "launcher/loop_guard.hpp"

#include <algorithm>

namespace tao::launcher {

LoopGuard::LoopGuard(const os::Environment& environment) {
    std::string_view rest = environment.get_or_empty(guard_variable);
    while (!rest.empty()) {
        const auto colon = rest.find(':');
        if (colon != 0) paths_.emplace_back(rest.substr(0, colon));
        rest = colon == std::string_view::npos ? std::string_view{} : rest.substr(colon + 1);
    }
}

bool LoopGuard::contains(std::string_view real_path) const {
    return std::find(paths_.begin(), paths_.end(), real_path) != paths_.end();
}

std::string LoopGuard::with(std::string_view real_path) const {
    std::string value;
    for (const std::string& path : paths_) {
        value.append(path).append(":");
    }
    return value.append(real_path);
}

}  // namespace tao::launcher
