#pragma once

#include <optional>
#include <string>

#include "commands/init/draft.hpp"
#include "os/file_system.hpp"
#include "project/user.hpp"
#include "text/json.hpp"
#include "text/path.hpp"

namespace tao::commands {

// Where a draft is made.
struct DraftPlace {
    std::string directory;  // of the project file, absolute
    const project::User& user;
    std::string start;  // where relative paths of the original start
    const os::FileSystem& files;
    bool memlock = true;  // engine_limits.hpp
    paths::MountedBy mounted_by = paths::MountedBy::launcher;
};

// What stands behind the ancestor in a path that is it or below it: "/data" of "/home/u/data" and "/home/u". Nothing is
// below the root.
inline std::optional<std::string> below(const std::string& path, const std::string& ancestor) {
    if (ancestor.empty() || ancestor == "/" || !text::is_under(path, ancestor)) return std::nullopt;
    return path.substr(ancestor.size());
}

// Adds the mounts of a mounts file, as the launcher reads them. A source that was left open, or that only a notebook's run
// tells, becomes a line or a comment with FIXME, and no directory is made for it.
void add_mounts(const text::Json& mounts, DraftSection& section, const DraftPlace& place);

}  // namespace tao::commands
