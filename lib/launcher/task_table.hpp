#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "launcher/launcher.hpp"
#include "os/environment.hpp"
#include "os/file_system.hpp"

namespace tao::launcher {

// Which tasks a launcher knows, in which groups, and the image of each.
struct TaskTable {
    struct Group {
        std::string name;  // model, dataset, deploy; empty in a table without groups (4.x and earlier)
        std::vector<std::string> tasks;
        std::vector<std::string> images{};  // of each task, in their order: REGISTRY/IMAGE:TAG

        // A task that is there already gets the other image, as in the launcher: 4.0.1 lists mask_rcnn twice.
        void add(std::string_view task, std::string_view image);
    };
    std::string file;  // where it was read from
    std::vector<Group> groups;

    bool has_group(std::string_view group) const;
    bool has(std::string_view group, std::string_view task) const;

    // Empty if the group does not have the task.
    std::string image_of(std::string_view group, std::string_view task) const;
};

// The image with OVERRIDE_REGISTRY, if it is set, in place of its registry.
std::string with_registry(std::string image, const os::Environment& environment);

// The table that the launcher itself would use: the user's override (~/.tao/config.json, for 4.x and earlier
// ~/.tlt/config.json, for the program tao-deploy ~/.tlt/config_deploy.json) if it is a regular file, else the one
// of its package; so `launcher` must be completed. Formats 1.0 and 2.0 (dockers > image > tag > tasks) and 3.0
// (task_group > group > dockers > ...). Nothing if it cannot be read or the launcher would refuse it.
std::optional<TaskTable> read_task_table(const Launcher& launcher, const os::Environment& environment,
                                         const os::FileSystem& files);

// The same from the file's content, the registries as in the file. Grammar::group_first also takes a table without
// groups, under the name that the launcher gives it, container_actions; task_first refuses format 3.0.
std::optional<TaskTable> parse_task_table(std::string_view json, Grammar grammar);

}  // namespace tao::launcher
