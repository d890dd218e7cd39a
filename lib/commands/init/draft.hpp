#pragma once

#include <string>
#include <string_view>
#include <vector>

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
void settle(Draft& draft, const project::Context& context, const os::FileSystem& files);

}  // namespace tao::commands
