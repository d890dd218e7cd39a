#pragma once

#include <string>

#include "os/environment.hpp"

namespace tao::run {

// What the launcher is given besides the environment of the plan; known only once its files are open.
struct LauncherFiles {
    std::string mounts_file;      // path of the anonymous mounts file, as the launcher sees it
    std::string report;           // path of the report, as the stand-in sees it
    std::string held_sources;     // the same of the list of the mounts' sources (held_sources.hpp)
    std::string front_directory;  // holds the docker stand-in
};

// Adds LAUNCHER_MOUNTS, the stand-in's directory at the head of PATH, the report and the list; takes away the variables
// that would lead the launcher around the stand-in (the table is in the source).
os::Environment launcher_environment(os::Environment environment, const LauncherFiles& files);

// Takes back what launcher_environment added, for the real docker, which should see nothing of us.
os::Environment docker_environment(os::Environment environment, const std::string& front_directory);

}  // namespace tao::run
