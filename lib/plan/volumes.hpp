#pragma once

#include <string>
#include <vector>

#include "os/file_system.hpp"
#include "paths/check_mount.hpp"
#include "paths/mount_table.hpp"

namespace tao::plan {

// The mounts of --volume SRC:DST on a command line, the option of the launcher since 6.0 and of every engine that runs
// the task without it. Anywhere behind the task, the last one counts, and a source that is not absolute is meant from the
// caller's directory. A third part :ro or :rw is taken as docker takes it.
struct Volumes {
    std::vector<paths::Mount> mounts;
    std::vector<std::string> faults;  // what is wrong with the others: for people, a line or two each
};

// words: behind the program's name. front: how many of them stand before the arguments of the task. directory: the
// caller's; may be empty. by: who mounts them.
Volumes volumes_in(const std::vector<std::string>& words, std::size_t front, const std::string& directory,
                   paths::MountedBy by, const os::FileSystem& files);

}  // namespace tao::plan
