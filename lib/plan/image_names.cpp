#include "plan/image_names.hpp"

#include <algorithm>

#include "engines/image_table.hpp"
#include "launcher/renamed_tasks.hpp"
#include "launcher/task_table.hpp"
#include "text/escape.hpp"
#include "text/suggest.hpp"

namespace tao::plan {

namespace {

void add_tasks(const launcher::TaskTable& table, std::vector<std::string>& names) {
    for (const launcher::TaskTable::Group& group : table.groups)
        names.insert(names.end(), group.tasks.begin(), group.tasks.end());
}

std::vector<std::string> tasks_of_every_table(const os::Environment& environment,
                                              const os::FileSystem& files) {
    std::vector<std::string> names;
    for (const std::string_view release : engines::releases())
        add_tasks(engines::table_of(release), names);
    if (const auto own = launcher::read_task_table({}, environment, files)) add_tasks(*own, names);
    return names;
}

}  // namespace

void warn_of_unknown_tasks(const project::Images& images, const std::vector<std::string>& typed,
                           const os::Environment& environment, const os::FileSystem& files,
                           text::Diagnostics& diagnostics) {
    if (images.names.empty()) return;
    const std::vector<std::string> known = tasks_of_every_table(environment, files);
    const auto is_in = [](const std::vector<std::string>& list, const std::string& name) {
        return std::find(list.begin(), list.end(), name) != list.end();
    };
    for (const auto& [name, where] : images.names) {
        if (is_in(known, name) || is_in(typed, name)) continue;
        const auto meant = text::closest(name, known);
        if (!meant) continue;
        diagnostics.warning("unknown-task",
                            "no table of tasks has " + text::quoted(name) +
                                ": its image is used only by a line that names that task",
                            where, "did you mean " + *meant + "?");
    }
}

}  // namespace tao::plan
