#include "commands/project_here.hpp"

#include "os/working_directory.hpp"
#include "plan/container_environment.hpp"
#include "plan/launcher_answer.hpp"
#include "plan/pass_through.hpp"
#include "plan/task_command.hpp"
#include "plan/typed_line.hpp"
#include "project/misnamed_file.hpp"
#include "text/message.hpp"

namespace tao::commands {

ProjectHere project_here(const Surroundings& surroundings, const launcher::Found& launcher) {
    const plan::Invocation& invocation = surroundings.invocation;
    const os::FileSystem& files = surroundings.files;
    launcher::Launcher completed = launcher.launcher;
    ProjectHere here = plan::check_project(
        project::find(invocation.environment, invocation.working_directory, invocation.user, files),
        invocation, files, launcher.found ? &completed : nullptr, launcher.is_broken());
    if (here.project() != nullptr && !here.loaded->diagnostics.has_errors()) {
        plan::report(here.trust, here.loaded->diagnostics);
        plan::translate_variables(*here.project(), here.mounts.table, invocation, files, here.task,
                                  here.loaded->diagnostics);
    }
    return here;
}

engines::EngineChoice engine_here(const Surroundings& surroundings, const launcher::Found& launcher,
                                  const ProjectHere& here) {
    if (here.project() != nullptr) return here.engine;
    const plan::Invocation& invocation = surroundings.invocation;
    return plan::choose_engine(
        std::nullopt,
        project::user_of(invocation.environment, invocation.user, invocation.group, surroundings.files),
        launcher.found || launcher.is_broken(), invocation, surroundings.files);
}

std::string stepped_aside_here(const Surroundings& surroundings, const engines::EngineChoice& choice) {
    const os::Environment& environment = surroundings.invocation.environment;
    std::string reason = plan::stepped_aside(environment);
    if (reason.empty() && choice.engine == project::Engine::launcher)
        reason = plan::mounts_by_hand(environment);
    return reason;
}

paths::Standpoint standpoint(const Surroundings& surroundings, const ProjectHere& here) {
    const plan::Invocation& invocation = surroundings.invocation;
    return {.home = std::string(invocation.environment.get_or_empty("HOME")),
            .working_directory = os::apparent_directory(invocation.environment, invocation.working_directory,
                                                        surroundings.files),
            .workdir = here.project()->workdir.value,
            .as_caller = plan::runs_as_caller(*here.project(), here.engine.engine, invocation.user)};
}

launcher::Found launcher_here(const Surroundings& surroundings, const std::string& program,
                              bool every_candidate) {
    const launcher::Search search{.program = program,
                                  .self = surroundings.invocation.self,
                                  .self_path = surroundings.invocation.self_path,
                                  .words = {},
                                  .every_candidate = every_candidate};
    return launcher::find_launcher(search, surroundings.invocation.environment, surroundings.files);
}

engines::ImageSources image_sources_here(const Surroundings& surroundings,
                                         const std::optional<std::string>& release) {
    plan::Plan plan;
    plan.launcher = launcher_here(surroundings, "tao", false);
    auto project = plan::project_for_answers(surroundings.invocation, surroundings.files);
    if (release) {
        project.emplace();
        project->release = {*release, std::nullopt};
    }
    return plan::image_sources(plan, project, surroundings.invocation.environment, surroundings.files);
}

std::string render(const ProjectHere& here, bool colour) {
    if (here.loaded) return text::render(here.loaded->diagnostics, colour);
    return project::render(here.search, colour);
}

std::string misnamed_message(const Surroundings& surroundings, const project::Search& search,
                             const char* severity) {
    const plan::Invocation& invocation = surroundings.invocation;
    const auto file = project::find_misnamed(search, invocation.environment, invocation.working_directory,
                                             invocation.user, surroundings.files);
    return file ? text::message(severity + (": " + project::misnamed_message(*file))) : "";
}

std::string no_project_message(const Surroundings& surroundings, const std::string& otherwise) {
    if (os::working_directory().empty()) {
        return text::message(
            "this directory does not exist any more, so there is no project here\n"
            "go to one that is there: cd DIRECTORY");
    }
    if (std::string misnamed = misnamed_message(surroundings, {}, "error"); !misnamed.empty())
        return misnamed;
    return text::message(
        "there is no tao-project.yaml in this directory or above it\n"
        "to begin one, type: tao-shim init" +
        (otherwise.empty() ? "" : "\n" + otherwise));
}

}  // namespace tao::commands
