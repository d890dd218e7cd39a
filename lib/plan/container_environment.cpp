#include "plan/container_environment.hpp"

#include <algorithm>
#include <string_view>

#include "engines/markers.hpp"
#include "os/base_directory.hpp"

namespace tao::plan {

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

// A user without an entry in the image's passwd has HOME=/, where no cache can be written.
void add_home(const Invocation& invocation, const std::string& home, Task& task,
              std::vector<std::string>& to_create) {
    if (has_variable(task, "HOME")) return;
    const std::string directory =
        os::base_directory(invocation.environment, "XDG_CACHE_HOME", home, ".cache") + "/tao-shim/home";
    to_create.push_back(directory);
    task.home = engines::TaskMount{.source = directory, .destination = container_home};
    task.variables.emplace_back("HOME", container_home);
}

// And nobody knows its name: torch asks for it when it is imported, and dies.
void add_name(const project::User& user, Task& task) {
    const std::string name = user.name.empty() ? "user" : user.name;
    add_unless_set(task, "USER", name);
    add_unless_set(task, "LOGNAME", name);
}

void add_user(const Invocation& invocation, const project::User& user, Task& task,
              std::vector<std::string>& to_create) {
    if (!task.docker.user && engines::by_pyxis(task) && invocation.user != 0) {
        add_home(invocation, user.home, task, to_create);
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
        add_home(invocation, user.home, task, to_create);
    } else if (value == "0" || value.starts_with("0:")) {
        return;
    } else {
        add_unless_set(task, "HOME", "/tmp");
    }
    add_name(user, task);
}

}  // namespace

void add_container_environment(const project::Project& project, const Invocation& invocation,
                               const project::User& user, project::Engine engine, Task& task,
                               std::vector<std::string>& to_create) {
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
    add_user(invocation, user, task, to_create);
    // What the launcher sets itself: by it the images count whence they are used.
    if (engine != project::Engine::launcher) add_unless_set(task, "TAO_CLIENT_TYPE", "launcher");

    replace(task, engines::project_marker, project.file);
    replace(task, engines::run_marker, invocation.run_id);
    task.project = project.file;
    task.run_id = invocation.run_id;
}

}  // namespace tao::plan
