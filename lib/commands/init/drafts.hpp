#pragma once

#include <string>
#include <vector>

#include "commands/init/draft.hpp"
#include "commands/init/known_tasks.hpp"
#include "commands/init/questions.hpp"
#include "os/file_system.hpp"
#include "paths/check_mount.hpp"
#include "plan/plan.hpp"

namespace tao::commands {

// What `tao-shim init` was asked for, and what it goes by.
struct InitRequest {
    std::string from;    // a mounts file or a notebook; empty: from the directory as it is
    std::string layout;  // empty: none
    std::string task;    // empty: none
    std::string directory;
    Ask ask = nullptr;  // null: nobody is there to answer
    KnownTasks tasks{};
    std::vector<std::string> interpreters{};  // of Python, to read a notebook
    std::string schema{};  // of project files, as editors want it: a URI; empty: not installed
    paths::MountedBy mounted_by = paths::MountedBy::launcher;  // in runs here
};

struct InitDraft {
    Draft draft{};
    std::vector<std::string> remarks{};  // for the user, after it was written
    bool foreign = false;                // made from what somebody else may have written: not the user's word
    bool from_tree = false;  // from the directory: of mounts that leave it, only `named` are the user's word
    bool has_link_out = false;         // a link in the directory leads out of it
    std::vector<std::string> named{};  // real paths that the user has typed
    std::string from{};                // the file that it was made from
    std::string fault{};               // why there is no draft; empty: there is
    std::string hint{};
};

// The project file to be written, settled. Reads, asks, and changes nothing.
InitDraft make_draft(const InitRequest& request, const plan::Invocation& invocation,
                     const os::FileSystem& files);

}  // namespace tao::commands
