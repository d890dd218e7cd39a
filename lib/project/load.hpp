#pragma once

#include <memory>
#include <optional>

#include "os/environment.hpp"
#include "os/file_system.hpp"
#include "project/find_project.hpp"
#include "project/project.hpp"
#include "project/user.hpp"
#include "text/diagnostic.hpp"

namespace tao::project {

// Larger files are not read: a project file is written by hand.
inline constexpr std::size_t largest_file = std::size_t{256} << 10U;

// A project file that was read, with everything there is to say about it.
struct Loaded {
    std::unique_ptr<text::SourceFile> source;  // stays where it is: the diagnostics point to it
    text::Diagnostics diagnostics;
    // What could be read of it. Not to be run when diagnostics.has_errors(); it is here all the same, so that
    // the checks of later rooms can add to the same report. Nothing if the file could not be read at all, is
    // not YAML, or is from a newer version.
    std::optional<Project> project;
};

// Reads the file that find() found, and its layout. Errors (unreadable, too large, changed while it was read, and everything
// that read() reports) are in the diagnostics.
Loaded load(const Search& found, const os::Environment& environment, const User& user,
            const os::FileSystem& files);

// The same of that content in place of the file's.
Loaded load(const Search& found, const std::string& content, const os::Environment& environment,
            const User& user, const os::FileSystem& files);

}  // namespace tao::project
