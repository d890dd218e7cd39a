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
        dead,      // its interpreter is missing, or may not be run by this user: `reason`
        usable,
    };
    Verdict verdict = Verdict::absent;
    std::string reason;
    bool not_executable = false;  // rejected for its permissions: a shell's status 126
    bool was_launcher =
        false;  // rejected: a link, but not a shim's, to what is gone, as a removed environment leaves it
    bool may_come_back = false;  // a script of unknown kind that mentions tao: it may start the shim again
    std::string forbidden;       // dead: what this user may not enter or run; empty if that is not the reason
    Launcher launcher;           // where a wrapper leads to a launcher: that one, with its own path
    std::string wrapper;         // the path that was looked at, if it is a wrapper that leads to `launcher`
    WrapperVariables variables;  // what the wrapper sets for it
    std::string may_lead_to;  // a launcher that the text of an unknown program names, though not for certain
};

// Looks at one file, by reading at most its start; a wrapper (wrapper.hpp) is followed to the launcher it leads to.
Candidate examine(const std::string& path, const os::FileIdentity& self, const os::Environment& environment,
                  const os::FileSystem& files);

}  // namespace tao::launcher
