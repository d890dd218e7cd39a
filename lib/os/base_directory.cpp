#include "os/base_directory.hpp"

namespace tao::os {

std::string base_directory(const Environment& environment, const char* variable, const std::string& home,
                           const char* in_home) {
    const std::string_view value = environment.get_or_empty(variable);
    if (value.starts_with('/')) return std::string(value);
    return home.starts_with('/') ? home + "/" + in_home : std::string();
}

}  // namespace tao::os
