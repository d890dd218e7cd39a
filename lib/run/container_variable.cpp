#include "run/container_variable.hpp"

namespace tao::run {

std::string container_variable(const text::Json& environment, const std::string& name) {
    if (!environment.is_array()) return {};
    for (const text::Json& entry : environment) {
        if (!entry.is_string()) continue;
        const auto& text = entry.get_ref<const std::string&>();
        if (text.starts_with(name + "=")) return text.substr(name.size() + 1);
    }
    return {};
}

}  // namespace tao::run
