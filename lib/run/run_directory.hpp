#pragma once

#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "os/environment.hpp"
#include "os/file_system.hpp"
#include "os/held_directory.hpp"
#include "paths/spec_plan.hpp"

namespace tao::run {

// The directory of one run: it holds what only this run needs on disk, the translated copies of its spec files. It goes
// with the run: the supervisor removes it; if that was killed, the guardian; if both were, the next run that needs one.
//
//   .../runs/RUN_ID        nobody but the user can enter it
//   .../runs/RUN_ID/specs  mounted; readable for every user that the container may run as

// Where it will be: in the user's cache directory, which the engine can mount if it can mount anything of the user's, and
// which, unlike $XDG_RUNTIME_DIR, outlives a logout; in /tmp if that cannot be written to. Decided without making it.
std::string run_directory(const os::Environment& environment, const std::string& home, uid_t user,
                          const std::string& run_id, const os::FileSystem& files);

// The part of it that the container sees.
std::string mounted_part(const std::string& run_directory);

// Makes it and writes the copies. Removes the directories of earlier runs that nothing else could remove.
std::optional<os::HeldDirectory> make_run_directory(const std::string& path,
                                                    const std::vector<paths::SpecCopy>& copies,
                                                    std::error_code& error);

}  // namespace tao::run
