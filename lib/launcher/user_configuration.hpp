#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "os/environment.hpp"
#include "os/file_system.hpp"
#include "project/keys.hpp"
#include "project/project.hpp"
#include "text/diagnostic.hpp"

// The user's own configuration, for this computer and all projects. It is as strict as a project file: what it does not know
// is an error.
namespace tao::launcher {

// What it says. Values are as written, ~/ replaced.
struct UserConfiguration {
    std::unique_ptr<text::SourceFile> source;  // its path is empty if it is not known where the file would be
    std::optional<text::Diagnostics> diagnostics;           // every finding, if there is a file
    std::optional<project::Located<std::string>> launcher;  // a path
    std::optional<project::Located<project::Engine>> engine;
    std::vector<std::string> trusted_paths;  // absolute

    bool has_errors() const { return diagnostics && diagnostics->has_errors(); }
};

// ${XDG_CONFIG_HOME}/tao-shim/config.yaml if that is absolute, else ~/.config/tao-shim/config.yaml: beside the user's
// layouts. Empty if neither XDG_CONFIG_HOME nor HOME says where; /etc/passwd is not read for it, since it is asked for in
// every run.
std::string user_configuration_file(const os::Environment& environment);

// Reads the file; an absent one is empty. What is right counts even when other parts are wrong; nothing does where every
// user of the computer may write to the file or its directory.
UserConfiguration read_user_configuration(const os::Environment& environment, const os::FileSystem& files);

// The keys that it may have.
project::KeyNames user_configuration_keys();

}  // namespace tao::launcher
