#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "launcher/launcher.hpp"
#include "launcher/task_table.hpp"

// Which image serves which task, where no launcher says it: the table of config/images.inc.
namespace tao::engines {

struct ImageRow {
    std::string_view release;  // of the TAO Toolkit: 6.26.3
    std::string_view group;    // model, dataset, deploy
    std::string_view image;    // REGISTRY/IMAGE:TAG
    std::string_view tasks;    // separated by blanks
};

std::span<const ImageRow> image_rows();

// The names of the releases, the newest first.
std::vector<std::string_view> releases();

// "the releases are 7.1, 6.26.3, ...", for messages.
std::string names_of_releases();

// The release that a user means: its name; the launcher's version where that is another (0.1.24 is 3.22.05, 5.5.1 is
// 5.5.0); or the newest one of which it is the beginning, by whole numbers: 6.25 is 6.25.11.1. Nothing: there is none.
std::optional<std::string_view> release_named(std::string_view name);

// The newest release that had a launcher, and with it lines that begin with a group.
std::string_view last_release_with_groups();

// A release as the version that the table of renamed tasks goes by.
launcher::Version version_of(std::string_view release);

// The tasks and images of one release in the form of a launcher's own table, `file` empty.
launcher::TaskTable table_of(std::string_view release);

// The tasks of every release, each group once, with the newest image of each task. What had no group is a model.
launcher::TaskTable table_of_every_release();

// The images of a table, each once, in their order.
std::vector<std::string> images_of(const launcher::TaskTable& table);

}  // namespace tao::engines
