#pragma once

#include <optional>
#include <string>

#include "project/find_project.hpp"

namespace tao::project {

// A file that is probably meant as the project file and is not read, since its name is nearly that: tao-project.yml,
// Tao_Project.yaml, tao-project.yaml.txt. The first one on the way of find(), up to the project that it has found; none
// where TAO_PROJECT names the file. Of others' files none counts. Lists directories: for who asks, not for runs.
// The rest as for find().
std::optional<std::string> find_misnamed(const Search& found, const os::Environment& environment,
                                         const std::string& working_directory, uid_t user,
                                         const os::FileSystem& files);

// The same in one directory alone.
std::optional<std::string> misnamed_in(const std::string& directory, const os::Environment& environment,
                                       uid_t user, const os::FileSystem& files);

// What to say of it, for people: what is wrong, and below it what to type.
std::string misnamed_message(const std::string& file);

// The command that renames it.
std::string rename_misnamed(const std::string& file);

}  // namespace tao::project
