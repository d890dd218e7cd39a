#include "plan/task_command.hpp"

#include <algorithm>

#include "engines/address.hpp"
#include "engines/docker_choice.hpp"
#include "engines/engines.hpp"
#include "launcher/loop_guard.hpp"
#include "launcher/path_search.hpp"
#include "launcher/user_configuration.hpp"
#include "paths/mount_points.hpp"
#include "paths/real_path.hpp"
#include "plan/command_words.hpp"
#include "plan/look_into_specs.hpp"
#include "plan/run_directory.hpp"
#include "text/path.hpp"

namespace tao::plan {

namespace {

using project::Engine;

// Does the engine run as the caller, who is not root? Its socket then belongs to the caller: Docker without root, or
// Docker Desktop, whose files come out as the caller's as well.
bool is_callers_own(const engines::DockerChoice& docker, const Invocation& invocation,
                    const os::FileSystem& files) {
    const auto address = engines::engine_address(os::Environment({"DOCKER_HOST=" + docker.host}));
    if (invocation.user == 0 || address.kind != engines::EngineAddress::Kind::local_socket) return false;
    const auto socket = files.status(address.path);
    return socket && socket->owner == invocation.user;
}

void add_temporary_directory(engines::Task& task, const std::string& run_directory) {
    const auto is_tmp = [](const engines::TaskMount& mount) { return mount.destination == "/tmp"; };
    if (std::none_of(task.mounts.begin(), task.mounts.end(), is_tmp))
        task.mounts.push_back({.source = temporary_part(run_directory), .destination = "/tmp"});
}

}  // namespace

bool uses_launcher(const Plan& plan) {
    return plan.engine.engine == Engine::launcher;
}

engines::EngineChoice choose_engine(const std::optional<project::Located<project::Engine>>& wanted,
                                    const project::User& user, bool launcher_found,
                                    const Invocation& invocation, const os::FileSystem& files) {
    engines::EngineWishes wishes{
        .project = wanted,
        .configuration_file = launcher::user_configuration_file(invocation.environment),
        .launcher_found = launcher_found && !invocation.step,
        .home = user.home};
    if (invocation.environment.get_or_empty("TAO_SHIM_ENGINE").empty()) {
        const auto configuration = launcher::read_user_configuration(invocation.environment, files);
        if (configuration.engine) wishes.configured = configuration.engine->value;
    }
    return engines::choose_engine(wishes, invocation.environment, files);
}

engines::Surroundings surroundings_of(const engines::EngineChoice& engine, const launcher::Launcher* launcher,
                                      const Invocation& invocation, const os::FileSystem& files) {
    engines::Surroundings here{.program = engine.program,
                               .user = invocation.user,
                               .group = invocation.group,
                               .chosen_by_project = engine.where && engine.by != "auto",
                               .hard_limit = invocation.hard_limit,
                               .shared_memory = invocation.shared_memory};
    if (launcher != nullptr) here.launcher = *launcher;
    if (engine.engine == Engine::docker) {
        here.own_engine = is_callers_own(engine.docker, invocation, files);
    } else if (engine.engine == Engine::podman) {
        here.own_engine = invocation.user != 0;
        // A network without root is made over this device (tun(4), slirp4netns(1), pasta(1)).
        here.no_network_of_its_own = here.own_engine && !files.is_writable("/dev/net/tun");
    }
    return here;
}

paths::MountedBy mounted_by(project::Engine engine) {
    return engine == Engine::launcher ? paths::MountedBy::launcher : paths::MountedBy::engine;
}

engines::TaskMount task_mount(const paths::Mount& mount, const project::Project& project, bool for_pyxis) {
    engines::TaskMount result{.source = mount.real_source.empty() ? mount.source : mount.real_source,
                              .destination = mount.destination,
                              .read_only = mount.read_only};
    if (for_pyxis && engines::refused_by_pyxis(result.source) && !engines::refused_by_pyxis(mount.source))
        result.source = mount.source;
    for (const project::Mount& entry : project.mounts) {
        if (text::normalised(entry.destination.value) == mount.destination) result.named = entry.source.where;
        if (entry.read_only.value && text::normalised(entry.destination.value) == mount.destination)
            result.where = entry.read_only.where;
    }
    return result;
}

void complete_task(Plan& plan, const std::string& task_directory, const std::string& home,
                   const Invocation& invocation, const os::FileSystem& files) {
    engines::Task& task = plan.task;
    task.mounts.clear();
    for (const paths::Mount& mount : plan.mounts.mounts()) {
        if (!mount.dropped && !(mount.of_line && uses_launcher(plan)))
            task.mounts.push_back(task_mount(mount, *plan.project, engines::by_pyxis(task)));
    }
    const std::size_t judged = task.mounts.size();
    if (task.home) task.mounts.push_back(*task.home);
    mount_spec_copies(plan);
    // What the project mounts was judged by its real paths; what tao adds is the user's own, wherever links lead there.
    for (std::size_t index = judged; index < task.mounts.size(); ++index) {
        engines::TaskMount& own = task.mounts[index];
        const std::string real = paths::real_path_of(own.source, files);
        std::replace(plan.to_create.begin(), plan.to_create.end(), own.source, real);
        own.source = real;
    }
    const engines::EngineRow& row = engines::row_of(plan.engine.engine);
    if ((!row.process_file_option.empty() || row.small_temporary_directory) && plan.run_directory.empty())
        plan.run_directory =
            run_directory(invocation.environment, home, invocation.user, invocation.run_id, files);
    if (row.small_temporary_directory) add_temporary_directory(task, plan.run_directory);
    engines::sort_by_depth(task.mounts);
    for (std::string& point : paths::missing_mount_points(plan.mounts, files))
        plan.to_create.push_back(std::move(point));
    task.group = plan.command.group;
    task.name = plan.command.task;
    task.only_command = plan.command.subtask == "run";
    fill_words(task, plan.translation, plan.front);
    // What is not typed may not be meant for a task: a script that a shell reads from its standard input goes on behind it.
    task.input = invocation.input_is_terminal || task.only_command || task.words.empty();
    task.terminal = invocation.input_is_terminal && invocation.output_is_terminal;
    task.working_directory = task_directory;
}

void render_command(Plan& plan, const Invocation& invocation, const os::FileSystem& files) {
    plan.rendered = engines::row_of(plan.engine.engine).render(plan.task, plan.surroundings);
    plan.environment = invocation.environment;
    if (uses_launcher(plan)) {
        if (plan.launcher.launcher.starts_shim) {
            const launcher::LoopGuard guard(invocation.environment);
            plan.environment.set(launcher::guard_variable,
                                 guard.with(launcher::name_in_guard(plan.launcher.launcher.path, files)));
        }
        for (const auto& [name, value] : plan.launcher.wrapper_variables) {
            if (value) {
                plan.environment.set(name, *value);
            } else {
                plan.environment.unset(name);
            }
        }
    }
    if (plan.engine.engine == Engine::docker)
        plan.environment = engines::with_choice(std::move(plan.environment), plan.engine.docker);
    plan.environment.remove_if([&](std::string_view name, std::string_view) {
        return engines::brings_in(plan.engine.engine, engines::by_pyxis(plan.task), name);
    });
    for (const auto& [name, value] : plan.rendered.variables)
        plan.environment.set(name, value);
}

}  // namespace tao::plan
