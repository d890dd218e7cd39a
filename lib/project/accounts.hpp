#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

#include "os/file_system.hpp"

// What /etc/passwd and /etc/group say. Accounts that only a directory service knows are not there.
namespace tao::project {

struct Account {
    std::string name;
    std::string home;  // absolute, or empty
};

// Empty where there is none.
Account account_of(uid_t uid, const os::FileSystem& files);
Account account_named(std::string_view name, const os::FileSystem& files);

// Empty where it is not known.
std::string name_of_group(gid_t group, const os::FileSystem& files);

// Is nobody but this user (and root) in the group? root's own group is nobody else's; of one that is not in /etc/group,
// its number has to be the user's, as it is where every user has a group of its own.
bool is_private_group(gid_t group, uid_t user, const os::FileSystem& files);

}  // namespace tao::project
