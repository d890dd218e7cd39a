#pragma once

#include <optional>
#include <string>
#include <vector>

#include "project/keys.hpp"
#include "project/project.hpp"
#include "text/source.hpp"

namespace tao::project {

// What a row of the table of keys shows of a project.
struct Shown {
    std::string name;                 // of the entry: NAME for envs.NAME; empty: the key itself
    std::string value;                // settings_of() masks what looks secret by its form
    std::optional<text::Span> where;  // nothing: a default
};

// A value that counts, by its key in the project file.
struct Setting {
    std::string key;  // docker.shm_size; envs.NAME; mounts for each of the mounts
    std::string value;
    std::optional<text::Span> where;  // in the project file; nothing: a default
};

// The settings of a project, in the order of the manual; every key that can be shown is there, also those with their
// default. What looks secret is masked: what is shown is pasted into forums.
std::vector<Setting> settings_of(const Project& project, Keys table = keys());

}  // namespace tao::project
