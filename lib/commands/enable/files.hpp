#pragma once

#include <string>
#include <system_error>
#include <vector>

#include "commands/enable/targets.hpp"

// What has to happen to one file so that it has our lines, or has them no more: decided first, for all files, then done.
namespace tao::commands {

struct FileChange {
    enum class Kind { none, write, remove };
    Kind kind = Kind::none;
    std::string file;     // links resolved: a start-up file that is a link stays one
    std::string content;  // for write
    mode_t mode = 0644;
    int directories =
        0;  // write: so many above the file have to be made; remove: and go again if they are empty
    bool starts_shim = false;  // the lines are those of a launcher's script
    std::string fault;  // why it cannot be done, for people: "it belongs to another user"; empty: it can
};

// The file gets the lines at its end, or keeps them if they are there and right. name: as in with_block().
FileChange change_to_enable(const EnableSurroundings& here, const Placement& placement,
                            const std::string& name);

// The lines are taken out, but not those of another installation.
FileChange change_to_disable(const EnableSurroundings& here, const std::string& file);

// Replaces the file in one step, or leaves it as it is. Its mode stays.
std::error_code carry_out(const FileChange& change);

enum class LinesThere { no, yes, other };  // other: of another version or installation, or only part of them

LinesThere lines_there(const EnableSurroundings& here, const Placement& placement);

// Of all of them: yes and no if it is the same everywhere.
LinesThere lines_there(const EnableSurroundings& here, const std::vector<Placement>& placements);

}  // namespace tao::commands
