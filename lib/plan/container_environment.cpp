#include "plan/container_environment.hpp"

#include <algorithm>
#include <string_view>

#include "engines/markers.hpp"
#include "os/base_directory.hpp"
#include "os/working_directory.hpp"
#include "paths/advice.hpp"
#include "paths/output_names.hpp"
#include "paths/real_path.hpp"
#include "paths/translate.hpp"
#include "plan/run_directory.hpp"
#include "plan/warnings.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"
#include "text/secrets.hpp"

namespace tao::plan {

std::string directory_of_homes(const os::Environment& environment, const std::string& home) {
    return os::base_directory(environment, "XDG_CACHE_HOME", home, ".cache") + "/tao-shim/homes";
}

namespace {

using engines::has_variable;
using engines::Task;

void replace(Task& task, std::string_view name, std::string value) {
    std::erase_if(task.variables, [&](const auto& entry) { return entry.first == name; });
    task.variables.emplace_back(name, std::move(value));
}

void add_unless_set(Task& task, std::string_view name, std::string value) {
    if (!has_variable(task, name)) task.variables.emplace_back(name, std::move(value));
}

// Below the directory of all such homes, the project file's own path: nothing to compute, and no two projects meet. What some
// engine cannot mount is written as in a URL; the last name is none that a path so written has.
std::string home_of(const std::string& project_file) {
    return text::percent_coded(project_file,
                               [](char byte) {
                                   constexpr std::string_view coded = "%@,:=$`\"'\\";
                                   constexpr unsigned char last_control = 0x1F;
                                   constexpr char del = 0x7F;
                                   return static_cast<unsigned char>(byte) > last_control && byte != del &&
                                          coded.find(byte) == std::string_view::npos;
                               }) +
           "/" + name_of_home;
}

// A user without an entry in the image's passwd has HOME=/, where no cache can be written. Each project has its own: what a
// task finds there (keys of services, code that Python loads by itself) is not for the tasks of others.
void add_home(const Invocation& invocation, const std::string& home, const std::string& project_file,
              Task& task, std::vector<std::string>& to_create) {
    if (has_variable(task, "HOME")) return;
    const std::string directory = directory_of_homes(invocation.environment, home) + home_of(project_file);
    to_create.push_back(directory);
    task.home = engines::TaskMount{.source = directory, .destination = container_home};
    task.variables.emplace_back("HOME", container_home);
}

// Of a user who has no home, or may not write to it: a service, a job in a container.
void check_home(const project::Project& project, const os::FileSystem& files, Task& task,
                std::vector<std::string>& to_create, text::Diagnostics& diagnostics) {
    if (!task.home || can_be_made(task.home->source, files)) return;
    diagnostics.warning(
        "no-home",
        text::quoted(task.home->source) +
            " cannot be made, so the task has no lasting HOME: caches that it writes there go with it",
        project.docker.user ? std::optional<text::Span>(project.docker.user->where) : std::nullopt,
        "to keep them, set XDG_CACHE_HOME to a directory of yours, or HOME under envs:");
    std::erase(to_create, task.home->source);
    task.home.reset();
    for (auto& [name, value] : task.variables) {
        if (name == "HOME") value = "/tmp";
    }
}

// And nobody knows its name: torch asks for it when it is imported, and dies.
void add_name(const project::User& user, Task& task) {
    const std::string name = user.name.empty() ? "user" : user.name;
    add_unless_set(task, "USER", name);
    add_unless_set(task, "LOGNAME", name);
}

void add_user(const Invocation& invocation, const project::User& user, const std::string& project_file,
              Task& task, project::Engine engine, std::vector<std::string>& to_create) {
    const bool by_apptainer = engine == project::Engine::apptainer;
    if (by_apptainer && (!task.docker.user || task.docker.user->value == "host")) {
        task.docker.user.reset();
        add_home(invocation, user.home, project_file, task, to_create);
        add_name(user, task);
    }
    if (!task.docker.user && engines::by_pyxis(task) && invocation.user != 0) {
        add_home(invocation, user.home, project_file, task, to_create);
        add_name(user, task);
    }
    if (!task.docker.user) return;
    std::string& value = task.docker.user->value;
    if (value == "host") {
        if (invocation.user == 0) {
            task.docker.user.reset();
            return;
        }
        value = std::to_string(invocation.user) + ":" + std::to_string(invocation.group);
        task.user_is_caller = true;
        task.groups = invocation.groups;
        add_home(invocation, user.home, project_file, task, to_create);
    } else if (value == "0" || value.starts_with("0:")) {
        return;
    } else {
        add_unless_set(task, "HOME", "/tmp");
    }
    add_name(user, task);
}

}  // namespace

bool runs_as_caller(const project::Project& project, project::Engine engine, uid_t caller) {
    if (caller == 0 || engine == project::Engine::slurm) return false;
    if (engine == project::Engine::podman || engine == project::Engine::apptainer) return true;
    if (!project.docker.user) return false;
    const std::string& user = project.docker.user->value;
    return user == "host" || user.substr(0, user.find(':')) == std::to_string(caller);
}

namespace {

// What is secret may look like a path (base64 has slashes), and is one only if the file is there. Of a bare name the
// variable's name tells: RESULTS_DIR.
bool may_hold_path(const std::pair<std::string, std::string>& variable, const std::string& directory,
                   const os::FileSystem& files) {
    const auto& [name, value] = variable;
    if (value.find('/') == std::string::npos && value != "~") return paths::names_directory(name);
    return !text::is_secret_name(name) ||
           files.exists(text::is_absolute(value) ? value : text::join(directory, value));
}

// Where the task runs is the caller's to say; where a relative value begins, the project file's.
paths::Standpoint standpoint_of_values(const project::Project& project, const paths::MountTable& mounts,
                                       const Invocation& invocation, const os::FileSystem& files) {
    paths::Standpoint result{.home = std::string(invocation.environment.get_or_empty("HOME")),
                             .working_directory = os::apparent_directory(invocation.environment,
                                                                         invocation.working_directory, files),
                             .workdir = project.workdir.value};
    const std::string task_directory = paths::Judge(mounts, files, result).task_directory();
    result.working_directory = project.directory;
    using Choice = project::Workdir::Choice;
    result.workdir = {.choice = task_directory.empty() ? Choice::image : Choice::path,
                      .path = task_directory};
    return result;
}

}  // namespace

void add_container_environment(const project::Project& project, const Invocation& invocation,
                               const project::User& user, const os::FileSystem& files, project::Engine engine,
                               Task& task, std::vector<std::string>& to_create,
                               text::Diagnostics& diagnostics) {
    for (const project::ContainerVariable& variable : project.envs) {
        if (variable.value) {
            task.variables.emplace_back(variable.name, *variable.value);
        } else if (const auto outside = invocation.environment.get(variable.name)) {
            task.variables.emplace_back(variable.name, *outside);
        }
    }
    task.gpus = project.gpus;
    if (!project.gpus && !has_variable(task, "CUDA_VISIBLE_DEVICES")) {
        const auto outside = invocation.environment.get("CUDA_VISIBLE_DEVICES");
        if (outside) task.visible_gpus = std::string(*outside);
    }
    task.docker = project.docker;
    task.caller_is_root = invocation.user == 0;
    const std::string real_file =
        text::join(paths::real_path_of(project.directory, files), text::last_component(project.file));
    add_user(invocation, user, real_file, task, engine, to_create);
    check_home(project, files, task, to_create, diagnostics);
    if (engine != project::Engine::launcher)
        add_unless_set(task, engines::client_type, engines::our_client_type);

    replace(task, engines::project_marker, project.file);
    replace(task, engines::run_marker, invocation.run_id);
    task.project = project.file;
    task.run_id = invocation.run_id;
}

bool translate_variables(const project::Project& project, const paths::MountTable& mounts,
                         const Invocation& invocation, const os::FileSystem& files, Task& task,
                         text::Diagnostics& diagnostics) {
    if (!project.translate.value.on || project.envs.empty()) return false;
    bool lacks_files = false;
    const paths::Judge judge(mounts, files, standpoint_of_values(project, mounts, invocation, files));
    paths::Advisor advisor(mounts, files, judge, project.file, project.writing);
    const paths::TranslateOptions options{
        .leading_words = 0, .shells = false, .never = project.translate.value.never};
    for (const project::ContainerVariable& variable : project.envs) {
        const auto entry = std::find_if(task.variables.begin(), task.variables.end(),
                                        [&](const auto& each) { return each.first == variable.name; });
        if (entry == task.variables.end() || !may_hold_path(*entry, project.directory, files)) continue;
        const paths::Translation translation =
            paths::translate({variable.name + "=" + entry->second}, judge, {}, options);
        entry->second = translation.words.front().after.substr(variable.name.size() + 1);
        const FindingContext context{
            .translation = translation, .project_file = project.file, .files = files, .advisor = advisor};
        for (const paths::Finding& finding : translation.findings) {
            // The address of a service, which may be the container's: nothing is typed there.
            if (finding.kind == paths::Finding::Kind::url_of_host) continue;
            if (loses_files(finding)) lacks_files = true;
            const std::string lines = lines_about(finding, context);
            const auto end = std::min(lines.find('\n'), lines.size());
            const std::string message = variable.name + ": " + lines.substr(0, end);
            const std::string hint = lines.substr(std::min(end + 1, lines.size()));
            if (finding.kind == paths::Finding::Kind::unmapped &&
                project.unmapped.value == project::Unmapped::error) {
                diagnostics.error("unmapped", message, variable.where, hint);
            } else {
                diagnostics.warning(paths::name(finding.kind), message, variable.where, hint);
            }
        }
    }
    return lacks_files;
}

}  // namespace tao::plan
