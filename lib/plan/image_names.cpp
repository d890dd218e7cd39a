#include "plan/image_names.hpp"

#include <algorithm>

#include "engines/container_options.hpp"
#include "engines/image_table.hpp"
#include "launcher/renamed_tasks.hpp"
#include "launcher/task_table.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"
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

void check_image_files(const project::Project& project, const engines::EngineRow& engine,
                       const std::vector<std::string>& typed, const os::FileSystem& files,
                       text::Diagnostics& diagnostics) {
    if (!engine.takes_image_files) return;
    const auto check = [&](const project::Located<std::string>& image, bool is_asked_for) {
        if (!engines::is_image_file(image.value) || files.exists(image.value)) return;
        const bool elsewhere =
            engine.engine == project::Engine::slurm && !text::is_under(image.value, project.directory);
        const std::string message = "the image " + text::quoted(image.value) + " is not there";
        if (elsewhere) {
            diagnostics.warning("missing-image", message + ", on this computer", image.where,
                                "each node must have it there");
        } else if (!is_asked_for) {
            diagnostics.warning("missing-image", message, image.where);
        } else {
            diagnostics.error("missing-image", message, image.where,
                              "to see the images that tasks have: tao-shim image");
        }
    };
    const project::Images& images = project.images;
    if (images.of_all) check(*images.of_all, true);
    for (const auto& [task, image] : images.of_task)
        check(image, typed.size() < 2 || std::find(typed.begin(), typed.end(), task) != typed.end());
}

}  // namespace tao::plan
