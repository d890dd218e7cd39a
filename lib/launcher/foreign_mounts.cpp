#include "launcher/foreign_mounts.hpp"

#include "text/json_value.hpp"
#include "text/path.hpp"

namespace tao::launcher {

std::vector<std::string> destinations_not_in(const paths::MountTable& mounts,
                                             const std::string& mounts_file) {
    std::vector<std::string> missing;
    const auto content = text::parse_json(mounts_file);
    if (!content || !content->is_object() || !content->contains("Mounts")) return missing;
    for (const text::Json& mount : (*content)["Mounts"]) {
        if (!mount.is_object() || !mount.contains("destination") || !mount["destination"].is_string())
            continue;
        const std::string destination = mount["destination"];
        if (text::is_absolute(destination) &&
            mounts.by_destination(text::normalised(destination)) == nullptr) {
            missing.push_back(destination);
        }
    }
    return missing;
}

}  // namespace tao::launcher
