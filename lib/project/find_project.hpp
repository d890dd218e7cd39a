#pragma once

#include <sys/types.h>

#include <string>

#include "os/environment.hpp"
#include "os/file_system.hpp"

namespace tao::project {

inline constexpr const char* file_name = "tao-project.yaml";

// What looking for a project file comes to.
struct Search {
    enum class Outcome {
        none,   // no project here: the shim does nothing
        found,  // `file` and `directory`
        fault,  // there is one, and it must not be used: `file`, `message`, `hint`
    };
    Outcome outcome = Outcome::none;
    std::string file;       // absolute; the name under which it was found
    std::string directory;  // absolute; its directory, by the same name
    std::string message;    // what is wrong with it, worded like text::Diagnostic
    std::string hint;
};

// Looks for tao-project.yaml in the apparent working directory ($PWD if it names the same directory as
// working_directory) and in the directories above it: up to and including $HOME when below it, else up to the
// root. The search ends without a result where the file system changes and where a directory belongs to
// somebody else. TAO_PROJECT=FILE names the file instead; relative to working_directory, or below $HOME by ~/;
// empty counts as unset.
//
// working_directory: as getcwd(3); empty, or not absolute, if it was deleted or is out of reach: finds
// nothing. user: the effective user id.
//
// Faults: not a regular file; a link to nothing; a file or directory that belongs neither to the user nor to
// root (nor, for root under sudo, to SUDO_UID's user) or that everybody may write to; TAO_PROJECT names
// nothing or a directory. Whether the file can be read is found out by load().
//
// Without a project this costs one lstat(2) a directory and nothing else.
Search find(const os::Environment& environment, const std::string& working_directory, uid_t user,
            const os::FileSystem& files);

// A fault as it is printed: "FILE: error: MESSAGE" and the hint below. Empty if there is none.
std::string render(const Search& search, bool colour);

}  // namespace tao::project
