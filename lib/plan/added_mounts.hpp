#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "os/environment.hpp"
#include "os/file_system.hpp"
#include "paths/mount_table.hpp"
#include "paths/translate.hpp"
#include "project/project.hpp"
#include "project/widening.hpp"

// Mounts that a line asks for and no project file has: `unmapped: mount`, and the launcher's own --volume. What the
// user typed is the user's word; what came out of the project, by a variable or a link, is the file's.
namespace tao::plan {

// What a path that is not absolute is meant from.
struct Base {
    const std::string& directory;  // absolute; empty: a relative path means nothing
    const std::string& home;       // of ~/; may be empty
};

// The paths that a run could take a value for, or a part of it, once a shell has made words of it: from its beginning, behind
// a blank, a quote, a bracket, one of = : , ; @ or a short option (-e../x), up to the next of them. Absolute and normalised.
// Any word is a relative path.
std::vector<std::string> paths_in(std::string_view value, const Base& base);

// Does the container have that path, or what it really is, by its own name or by that of a source?
bool is_covered(const std::string& path, const std::string& real, const paths::MountTable& mounts);

struct AddedMount {
    std::string path;  // the source, as the line has it
    std::string real;  // and really; the destination, since the launcher follows links in destinations
    // What needs trust if the path is the file's word and leaves the project directory.
    std::optional<project::Widening> widening;
};

struct Line {
    const std::vector<std::string>& words;  // as typed
    const os::Environment& environment;     // the caller's
    const std::string& working_directory;   // the apparent one; may be empty
    const std::string& home;
};

// The mounts that `unmapped: mount` adds for the paths of the line that no mount covers, each directory once.
std::vector<AddedMount> mounts_to_add(const paths::Translation& translation, const Line& line,
                                      const project::Project& project, const std::string& real_directory,
                                      const os::FileSystem& files);

// What the line mounts by itself, with --volume SOURCE:DESTINATION, and is the file's word all the same.
std::vector<project::Widening> volumes_of_the_file(const paths::Translation& translation, const Line& line,
                                                   const project::Project& project,
                                                   const std::string& real_directory,
                                                   const os::FileSystem& files);

}  // namespace tao::plan
