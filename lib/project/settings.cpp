#include "project/settings.hpp"

#include "text/secrets.hpp"

namespace tao::project {

std::vector<Setting> settings_of(const Project& project, Keys table) {
    std::vector<Setting> settings;
    for (const Key& key : table) {
        if (key.show == nullptr) continue;
        const std::string path(key.name.path);
        std::vector<Shown> shown;
        key.show(project, shown);
        for (const Shown& one : shown) {
            settings.push_back({.key = one.name.empty() ? path : path + "." + one.name,
                                .value = text::without_secrets(one.value),
                                .where = one.where});
        }
        if (shown.empty()) {
            settings.push_back({.key = path, .value = std::string(key.otherwise), .where = std::nullopt});
        }
    }
    return settings;
}

}  // namespace tao::project
