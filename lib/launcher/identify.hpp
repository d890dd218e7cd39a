#pragma once

#include <string>
#include <string_view>

#include "launcher/launcher.hpp"
#include "os/file_system.hpp"

namespace tao::launcher {

// What the start of an executable file tells about it.
struct Identity {
    Launcher launcher;       // package and version are left empty, unless the script itself names the version
    bool is_shim = false;    // this shim, a copy or another version of it, or a script that hands over to one
    bool is_script = false;  // begins with #!
    bool mentions_tao =
        false;  // a script of unknown kind that has the word `tao` in it: it may come back to us
};

// Tells from its text what the executable file is. Cheap: one read of the file's start, nothing else (a
// script that looks for its interpreter beside itself costs one realpath). A file that cannot be read is
// unknown.
//
// A launcher is told by the module that its script imports, in whatever way pip, pipx, conda, uv or
// setuptools wrote the script; an egg-info script by the distribution that it asks for. That decides before
// anything else in the text, so an environment below a directory called tao-shim is no shim.
Identity identify(const std::string& path, const os::FileSystem& files);

// The same for callers that have read the start of the file already.
Identity identify_start(const std::string& path, std::string_view start, const os::FileSystem& files);

// The grammar of a launcher whose script names only the distribution (an egg link of `setup.py develop`): told by
// the package that is installed beside it, tlt or nvidia_tao_cli.
Grammar grammar_of_package(const Launcher& launcher, const os::FileSystem& files);

// Completes package and version from the files beside the script and its interpreter: site-packages and
// dist-packages of the environment, of --user, /usr/local, conda, pipx and editable installs. Needed for
// DockerOptions, `which` and the task table; not for handing over. Nothing is run.
void complete(Launcher& launcher, const os::FileSystem& files);

}  // namespace tao::launcher
