#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "paths/check_mount.hpp"
#include "project/read.hpp"
#include "text/yaml.hpp"

namespace tao::os {
class FileSystem;
}

namespace tao::commands {

// A part of a project file to be written: lines that belong together.
struct DraftEntry {
    std::vector<std::string> lines{};    // as they stand in the file
    std::vector<std::string> remarks{};  // comment lines above them, without #
    bool out = false;                    // written as a comment: a project file cannot say it
    bool inner = false;  // of the map whose key is the last entry above that is none; with that a comment
};

struct DraftSection {
    std::string key;
    std::string remark{};
    std::vector<DraftEntry> entries{};
};

// A project file to be written.
struct Draft {
    std::vector<std::string> head{};       // comment lines at the top
    std::vector<DraftEntry> settings{};    // keys with one value: layout, task
    std::vector<DraftSection> sections{};  // mounts, envs, docker, variables

    DraftSection& section(std::string_view key);  // made if it is missing
};

using text::yaml_scalar;

// The file.
std::string compose(const Draft& draft);

// Reads the draft as a run will, and turns every entry that is an error into a comment with the reason: what a project
// file cannot say is not lost, and does not make the rest useless. A source that is missing is no reason.
// by: who mounts.
void settle(Draft& draft, const project::Context& context, const os::FileSystem& files,
            paths::MountedBy by = paths::MountedBy::launcher);

// Lines of a project file that the user should look at: comments that begin with FIXME, "left out", or "not copied".
struct Noticed {
    std::size_t line = 0;   // from 1
    std::size_t begin = 0;  // of the comment's text, in bytes
    std::string text;
};
std::vector<Noticed> noticed_in(std::string_view content);

}  // namespace tao::commands
