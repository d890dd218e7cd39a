#pragma once

#include <sys/types.h>

#include <string>

#include "os/environment.hpp"
#include "os/file_system.hpp"

namespace tao::plan {

// The directory of one run: it holds what only this run needs on disk, the translated copies of its spec files. It goes
// with the run: the supervisor removes it; if that was killed, the guardian; if both were, the next run that needs one.
//
//   .../runs/RUN_ID@BOOT@HOST        nobody but the user can enter it; named for this machine (os/machine.hpp), since a
//                                    home may lie on a disk that several share
//   .../runs/RUN_ID@BOOT@HOST/specs  mounted; readable for every user that the container may run as
//   .../runs/RUN_ID@BOOT@HOST/unchanged   the same once more, where the task could write to the copies (run/written_copies.hpp)
//   .../runs/RUN_ID@BOOT@HOST/tmp    the task's /tmp, with an engine whose own is too small (engines/engines.hpp)

// Can the directory be made, or is it there and may be written to? path: absolute.
bool can_be_made(std::string path, const os::FileSystem& files);

// Where it will be: in the user's cache directory, which the engine can mount if it can mount anything of the user's, and
// which, unlike $XDG_RUNTIME_DIR, outlives a logout; in /tmp if that cannot be written to. Decided without making it.
std::string run_directory(const os::Environment& environment, const std::string& home, uid_t user,
                          const std::string& run_id, const os::FileSystem& files);

// Why none is made there: the directory that holds all of a user's is not that user's alone (os/held_directory.hpp). Lines
// with what to type; empty where it is.
std::string fault_of_runs(const std::string& run_directory, uid_t user, const os::FileSystem& files);

// The parts of it that the container sees.
std::string mounted_part(const std::string& run_directory);
std::string unchanged_part(const std::string& run_directory);
std::string temporary_part(const std::string& run_directory);

}  // namespace tao::plan
