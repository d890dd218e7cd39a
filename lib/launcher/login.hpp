#pragma once

#include <string>

#include "launcher/launcher.hpp"
#include "os/environment.hpp"
#include "os/file_system.hpp"

namespace tao::launcher {

// Whether the launcher will find the login that it asks for before anything else.
struct Login {
    bool asked_for = true;  // not with OVERRIDE_REGISTRY=nvcr.io, since 5.0
    std::string fault;      // for people, one line; empty: logged in, or not asked for
    std::string remedy;     // what to type then
};

// The launcher asserts that ~/.docker/config.json has auths["nvcr.io"]. It does not look where DOCKER_CONFIG says.
// home: the user's, absolute.
Login look_at_login(const Launcher& launcher, const os::Environment& environment, const std::string& home,
                    const os::FileSystem& files);

}  // namespace tao::launcher
