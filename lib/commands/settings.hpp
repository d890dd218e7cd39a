#pragma once

#include <optional>
#include <string>
#include <vector>

#include "project/project.hpp"
#include "text/source.hpp"

namespace tao::commands {

// A value that counts, by its key in the project file.
struct Setting {
    std::string key;  // docker.shm_size; envs.NAME; mounts for each of the mounts
    std::string value;
    std::optional<text::Span> where;  // in the project file
    bool from_layout = false;         // else, without a place: a default
};

// The settings of a project, in the order of the manual; every key is there, also those with their default. Values
// of variables that look secret are masked: what is shown is pasted into forums.
std::vector<Setting> settings_of(const project::Project& project);

}  // namespace tao::commands
