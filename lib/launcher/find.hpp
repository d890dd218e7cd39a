#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "launcher/launcher.hpp"
#include "os/environment.hpp"
#include "os/file_system.hpp"

namespace tao::launcher {

struct Search {
    std::string program;           // the name to look for: tao, tlt, tao-deploy
    os::FileIdentity self;         // this executable, so that it is never chosen
    std::string self_path;         // for messages
};

struct Found {
    Launcher launcher;
    bool found = false;
    bool explicitly_named = false;    // by TAO_SHIM_LAUNCHER or the user's configuration
    int exit_code = 0;                // if not found: 127, or 126 (there but cannot be executed)
    std::string message;              // if not found: the whole text for the user, lines without prefix
    std::vector<Rejected> rejected;   // every other candidate, in the order of PATH
    std::string guard;                // new value of the loop guard; empty: the environment stays as it is
};

// Finds the real launcher. PATH in order (empty element: the working directory); a candidate is
//   1. executable and a regular file,
//   2. not the shim itself: not the same device and inode, no shim marker in its start (copies, other
//      versions, shell scripts that hand over to a shim), not named by the loop guard;
// the first that is a launcher or the client by its text is chosen, else the first other one, as unknown.
// TAO_SHIM_LAUNCHER, else the user's configuration (~/.config/tao-shim/config.yaml, `launcher:`), names one
// explicitly. Only files are read; no program is started.
Found find_launcher(const Search& search, const os::Environment& environment, const os::FileSystem& files);

}  // namespace tao::launcher
