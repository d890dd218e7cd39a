// What is under a source, and in the container another mount is there.

#include <utility>

#include "paths/judge.hpp"
#include "text/path.hpp"

namespace tao::paths {

// Under a source, but another mount hides it. Where the host has no such file, the one of that other mount can be meant:
// notebooks name $LOCAL_EXPERIMENT_DIR/specs/x, and specs is mounted there from elsewhere.
std::optional<Judgement> Judge::hidden(std::string_view text, const Resolved& meant) const {
    const auto sources = mounts_.by_source(text);
    if (sources.empty() || text::has_parent_step(text)) return std::nullopt;
    auto in_container = replace_ancestor(text, sources.front()->source, sources.front()->destination);
    if (!in_container) return std::nullopt;
    const std::string there = text::normalised(*in_container);
    if (meant.exists && !is_only_mount_point(meant.file, there)) return std::nullopt;
    const Resolved seen = names_.in_container(*in_container);
    if (seen.file.empty() || same_file(seen, meant)) return std::nullopt;
    Judgement result{.rule = Rule::host_path, .replacement = std::move(in_container)};
    const bool has_directory =
        names_.has_directory(meant) && !is_only_mount_point(text::parent(meant.file), text::parent(there));
    if (!seen.exists && !meant.exists && (has_directory || !names_.has_directory(seen))) {
        result.finding = {.kind = Finding::Kind::hidden, .path = text::normalised(text), .other = seen.file};
    }
    return result;
}

// An engine makes an empty directory, or file, to mount another one at, if there is none. Nobody means that one.
bool Judge::is_only_mount_point(std::string_view file, std::string_view container_path) const {
    const Mount* const mount = mounts_.mounted_at(container_path);
    if (mount == nullptr) return false;
    const std::string name(file);
    const auto status = files_.status(name);
    if (!status) return false;
    const auto mounted = files_.status(mount->real_source);
    if (status->is_directory()) return (!mounted || mounted->is_directory()) && files_.list(name).empty();
    return status->is_regular() && status->size == 0 && mounted && mounted->is_regular();
}

}  // namespace tao::paths
