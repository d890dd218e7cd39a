#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "os/file_system.hpp"

namespace tao::os {

// The file this process runs: its path with links resolved, empty without /proc.
std::string executable_path();

// The path by which it was executed, a link as it was named; empty if the kernel does not say.
std::string executed_as();

// Its device and inode, right even after it was renamed or replaced; zeros without /proc.
FileIdentity executable_identity();

// Effective ids: what new files belong to.
uid_t user_id();
gid_t group_id();

// The groups that this process belongs to besides group_id().
std::vector<gid_t> further_groups();

// The hard limit of a resource by the name that Docker gives it (memlock, nofile); -1: unlimited. Nothing: there is none
// of that name.
std::optional<long long> hard_limit(std::string_view name);

// What /dev/shm holds, used or free, in bytes. Nothing: there is no file system at that place.
std::optional<long long> shared_memory();

}  // namespace tao::os
