#include "launcher/foreign_mounts.hpp"

#include "paths/path_resolution.hpp"
#include "text/json_value.hpp"
#include "text/path.hpp"

namespace tao::launcher {

namespace {

std::string text_of(const text::Json& mount, const char* key) {
    if (!mount.is_object() || !mount.contains(key) || !mount[key].is_string()) return {};
    return mount[key];
}

}  // namespace

std::optional<ForeignMount> difference(const paths::MountTable& mounts, const std::string& mounts_file,
                                       const std::string& home, const os::FileSystem& files) {
    const auto content = text::parse_json(mounts_file);
    if (!content || !content->is_object() || !content->contains("Mounts")) return std::nullopt;
    const paths::PathResolver resolver(files);
    for (const text::Json& mount : (*content)["Mounts"]) {
        ForeignMount other;
        other.destination = text_of(mount, "destination");
        other.source = text_of(mount, "source");
        if (!text::is_absolute(other.destination)) continue;
        const auto here = mounts.to_host(other.destination);
        if (!here) return other;
        if (other.source.starts_with("~/")) other.source.replace(0, 1, home);
        if (!text::is_absolute(other.source)) continue;
        if (same_file(resolver.resolve(other.source), resolver.resolve(*here))) continue;
        other.source_here = *here;
        return other;
    }
    return std::nullopt;
}

}  // namespace tao::launcher
