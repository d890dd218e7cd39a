#pragma once

#include <string>

#include "launcher/launcher.hpp"
#include "os/environment.hpp"
#include "os/file_system.hpp"

namespace tao::launcher {

// What one file of the right name is good for.
struct Candidate {
    enum class Verdict {
        absent,    // there is no such file: not worth a word
        rejected,  // there, but not to be started: `reason`
        dead,      // its interpreter is missing: `reason`
        usable,
    };
    Verdict verdict = Verdict::absent;
    std::string reason;
    bool not_executable = false;  // rejected for its permissions: a shell's status 126
    bool may_come_back = false;   // a script of unknown kind that mentions tao: it may start the shim again
    Launcher launcher;
};

// Looks at one file, by reading at most its start.
Candidate examine(const std::string& path, const os::FileIdentity& self, const os::Environment& environment,
                  const os::FileSystem& files);

}  // namespace tao::launcher
