// What is said of a path that the task writes to.

#include <utility>

#include "paths/judge.hpp"
#include "text/path.hpp"

namespace tao::paths {

// What the task is to write to, and a mount or the host does not let it.
std::optional<Finding> Judge::not_writable(std::string_view value, const Judgement& judgement) const {
    std::string path = judgement.replacement.value_or(std::string(value));
    if (!text::is_absolute(path)) {
        if (task_directory_.empty() || path.starts_with('~')) return std::nullopt;
        path = text::join(task_directory_, path);
    }
    path = text::normalised(path);
    const Mount* const mount = mounts_.mounted_above(path);
    if (mount == nullptr) return std::nullopt;
    Finding finding{.kind = Finding::Kind::read_only, .path = path, .other = mount->source};
    if (!mount->read_only) {
        std::string place = standpoint_.as_caller ? mounts_.to_host(path).value_or("") : "";
        while (!place.empty() && place != "/" && !files_.exists(place))
            place = std::string(text::parent(place));
        if (place.empty() || files_.is_writable(place)) return std::nullopt;
        finding.kind = Finding::Kind::not_writable;
        finding.other = std::move(place);
    }
    if (path != value) finding.typed = value;
    return finding;
}

// The task writes there, and where it runs is not the caller's directory. The word stays: it may be a name after all.
Judgement Judge::lost_output(std::string_view text) const {
    Judgement result = relative_path(text, Spelling::path);
    if (!result.finding && !result.replacement) return result;
    std::string kept;
    if (!task_directory_.empty()) kept = names_.in_container(text::join(task_directory_, text)).file;
    if (result.finding && kept.empty()) return result;
    return {.finding = Finding{.kind = Finding::Kind::relative_output,
                               .path = text::normalised(from_here(text)),
                               .other = result.replacement.value_or(""),
                               .typed = std::string(text),
                               .kept = std::move(kept)}};
}

}  // namespace tao::paths
