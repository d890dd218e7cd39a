#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "launcher/launcher.hpp"
#include "os/environment.hpp"
#include "os/file_system.hpp"

namespace tao::launcher {

struct Search {
    std::string program;    // the name to look for: tao, tlt, tao-deploy
    os::FileIdentity self;  // this executable, so that it is never chosen
    std::string self_path;  // for messages
    std::vector<std::string>
        words;                 // behind the program's name: they decide between the client and a launcher
    std::string started_as{};  // argv[0]; an absolute path may be that of a launcher's script that started us
    bool every_candidate = false;  // go on behind the chosen one, for `which`
};

inline constexpr int exit_not_executable = 126;
inline constexpr int exit_not_found = 127;

struct Found {
    Launcher launcher;
    bool found = false;
    std::string wrapper;  // the file that was found, if it only leads to `launcher` (wrapper.hpp)
    WrapperVariables wrapper_variables;  // what it sets for it
    std::string
        may_lead_to;  // an unknown program: a launcher that its text names, but not for certain; or empty
    std::string unknown_because;    // an unknown program: why it is, if it could not be read; or empty
    bool explicitly_named = false;  // by TAO_SHIM_LAUNCHER or the user's configuration
    // The launcher goes by another of its names: `tlt` was typed and only tao is there, or tao-deploy and
    // only the tao of 5.x and later. Its lines must be carried over; without a project, `message` and
    // `exit_code` say what a shell would: the typed program is not found.
    bool by_other_name = false;
    int exit_code = 0;                 // if not found: 127; 126 (there but cannot be executed); 125 (loop)
    std::string message;               // if not found: the whole text for the user, lines without prefix
    std::vector<Rejected> rejected;    // every other candidate, in the order of PATH
    std::string configuration_faults;  // what is wrong with the user's configuration, as it is printed
    std::string guard;  // new value of TAO_SHIM_GUARD (loop_guard.hpp); empty: environment as it is

    bool cannot_be_started =
        false;  // there is a launcher, and its interpreter is missing or forbidden, or only a link to it is left; or a loop

    // There is one, or one is named, but it cannot be used: nothing else may quietly take its place.
    bool is_broken() const { return !found && (explicitly_named || cannot_be_started); }
};

// Finds the real launcher. PATH in order (empty element: the working directory); a candidate is
//   1. executable and a regular file,
//   2. not the shim itself: not the same device and inode, no shim marker in its start (copies, other
//      versions, shell scripts that hand over to a shim), not named by the loop guard;
// the first that is a launcher or the client by its text is chosen, else the first other one, as unknown.
// The client gives way to a launcher behind it if the words can only be meant for a launcher.
//
// A launcher whose interpreter is missing ends the search with 126, as in a shell: the next one on PATH may
// be another version, and the user has to know. If nothing is there under the typed name, a launcher under
// another of its names is looked for (by_other_name).
//
// A launcher whose script has started this shim (started_as; `tao-shim enable venv`) comes before PATH. Before that,
// TAO_SHIM_LAUNCHER, else the user's configuration (user_configuration.hpp, `launcher:`), names one explicitly;
// tao-deploy is then looked for beside it. Only files are read; no program is started.
Found find_launcher(const Search& search, const os::Environment& environment, const os::FileSystem& files);

// The program tao-deploy of 4.x beside the launcher's own script; nothing found if it is not there.
Found find_deploy_entry(const Launcher& launcher, const Search& search, const os::Environment& environment,
                        const os::FileSystem& files);

}  // namespace tao::launcher
