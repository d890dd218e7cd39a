#include "plan/typed_line.hpp"

#include <utility>

#include "launcher/asked_task.hpp"
#include "launcher/carry_over.hpp"
#include "launcher/identify.hpp"
#include "launcher/renamed_tasks.hpp"
#include "launcher/task_hint.hpp"
#include "text/escape.hpp"

namespace tao::plan {

namespace {

// 4.x and earlier have no groups, and keep what became the group deploy in a file of its own.
void add_deploy_table(launcher::Launcher launcher, const os::Environment& environment,
                      const os::FileSystem& files, launcher::TaskTable& table) {
    if (launcher.grammar != launcher::Grammar::task_first || launcher.deploy_entry) return;
    launcher.deploy_entry = true;
    auto deploy = launcher::read_task_table(launcher, environment, files);
    if (!deploy) return;
    for (launcher::TaskTable::Group& group : deploy->groups) {
        group.name = launcher::deploy_group;
        table.groups.push_back(std::move(group));
    }
}

std::string last_component(const std::string& path) {
    return path.substr(path.rfind('/') + 1);  // npos + 1 is 0: the whole
}

}  // namespace

std::string program_of(const Invocation& invocation) {
    const std::string typed =
        invocation.argv.empty() ? std::string() : last_component(invocation.argv.front());
    for (const std::string& name : {typed, last_component(invocation.executed_as)}) {
        if (name == "tao" || name == "tlt" || name == "tao-deploy") return name;
    }
    return "tao";
}

launcher::Search launcher_search(const Invocation& invocation, const std::vector<std::string>& words) {
    return {.program = program_of(invocation),
            .self = invocation.self,
            .self_path = invocation.self_path,
            .words = words,
            .started_as = invocation.argv.empty() ? std::string() : invocation.argv.front()};
}

std::vector<std::string> words_for_launcher(Plan& plan, const Invocation& invocation,
                                            const os::FileSystem& files,
                                            const std::vector<std::string>& typed) {
    const launcher::Search search = launcher_search(invocation, typed);
    launcher::Launcher& found = plan.launcher.launcher;
    if (!launcher::needs_task_table(search.program, typed, found)) return typed;
    launcher::CarriedOver carried = launcher::carry_over(search, found, invocation.environment, files);
    found = std::move(carried.launcher);
    plan.command = std::move(carried.line);
    plan.hint = std::move(carried.hint);
    if (carried.outcome == launcher::CarriedOver::Outcome::carried) plan.carried = std::move(carried.reason);
    return std::move(carried.words);
}

engines::ImageSources image_sources(const Plan& plan, const std::optional<project::Project>& project,
                                    const os::Environment& environment, const os::FileSystem& files) {
    engines::ImageSources sources;
    if (project) {
        sources.images = project->images;
        sources.release = project->release;
    }
    if (sources.release) return sources;
    const bool installed =
        plan.launcher.found && plan.launcher.launcher.kind == launcher::ProgramKind::launcher;
    launcher::Launcher launcher = installed ? plan.launcher.launcher : launcher::Launcher{};
    if (installed) launcher::complete(launcher, files);
    sources.table = launcher::read_task_table(launcher, environment, files);
    if (!sources.table) return sources;
    add_deploy_table(launcher, environment, files, *sources.table);
    const bool of_package = installed && sources.table->file.starts_with(launcher.package + "/");
    sources.table_name =
        of_package ? launcher::name_with_version(launcher) : text::visible(sources.table->file);
    if (installed) sources.table_version = launcher::generation(launcher);
    return sources;
}

}  // namespace tao::plan
