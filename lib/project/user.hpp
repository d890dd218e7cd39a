#pragma once

#include <sys/types.h>

#include <string>

#include "os/environment.hpp"
#include "os/file_system.hpp"

namespace tao::project {

// Who a run is for: what ${user}, ${home}, ${uid}, ${gid} and ~ stand for. An empty name or home is unknown.
struct User {
    std::string name;
    std::string home;  // absolute
    uid_t uid = 0;
    gid_t gid = 0;
};

// Name: $USER, else $LOGNAME; home: $HOME if absolute; what is missing comes from /etc/passwd. That file is
// read as text, since getpwuid(3) would load shared libraries into a static program.
User user_of(const os::Environment& environment, uid_t uid, gid_t gid, const os::FileSystem& files);

}  // namespace tao::project
