#include "project/owners.hpp"

#include <charconv>
#include <string_view>

namespace tao::project {

Owners::Owners(uid_t user, const os::Environment& environment) : user_(user) {
    if (user != 0) return;
    const std::string_view text = environment.get_or_empty("SUDO_UID");
    uid_t behind_sudo = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), behind_sudo);
    if (error == std::errc{} && end == text.data() + text.size()) behind_sudo_ = behind_sudo;
}

}  // namespace tao::project
