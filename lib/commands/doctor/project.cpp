#include <algorithm>

#include "commands/doctor/checks.hpp"
#include "commands/doctor/edits.hpp"
#include "plan/exit_codes.hpp"
#include "project/misnamed_file.hpp"
#include "text/escape.hpp"
#include "text/json_value.hpp"
#include "text/path.hpp"

namespace tao::commands {

namespace {

using text::shell_word;
using text::visible;

// How many files in the directory and the one level below it belong to root.
std::size_t owned_by_root(const std::string& directory, const os::FileSystem& files) {
    std::size_t count = 0;
    std::size_t seen = 0;
    const auto look_into = [&](const std::string& parent, const auto& then) {
        for (const std::string& name : files.list(parent)) {
            if (++seen > most_entries) return;
            const std::string path = parent + "/" + name;
            const auto status = files.link_status(path);
            if (!status) continue;
            if (status->owner == 0) ++count;
            if (status->is_directory()) then(path);
        }
    };
    look_into(directory, [&](const std::string& below) { look_into(below, [](const std::string&) {}); });
    return count;
}

std::string take_over(const std::string& directory) {
    return "sudo chown -R \"$(id -u):$(id -g)\" " + shell_word(directory);
}

// A source that the caller may not write to. What is outside of the project is mostly others' data, which tasks only read; and
// what nobody has allowed must not name what root is to change.
CheckResult not_writable(const std::string& source, const os::FileStatus& status, bool is_inside,
                         const CheckInput& input) {
    const std::string what = "you may not write to " + visible(source);
    if (!is_inside) {
        return {CheckResult::Level::remark,
                what + ", which is outside the project directory: no fault if your tasks only read it", ""};
    }
    if (status.owner == input.surroundings.invocation.user)
        return {CheckResult::Level::problem, what, "chmod u+rwx " + shell_word(source)};
    const bool to_take_over = status.owner == 0 && input.project.trust.untrusted.empty();
    return {CheckResult::Level::problem, what, to_take_over ? take_over(source) : ""};
}

// The launcher's own file, which counts outside of projects.
void add_own_mounts_file(const CheckInput& input, CheckResults& results) {
    constexpr std::size_t largest = std::size_t{1} << 20U;
    const std::string file = input.user.home + "/.tao_mounts.json";
    os::ReadFailure failure;
    const auto content = input.user.home.empty() ? std::nullopt : input.files().read(file, largest, failure);
    if (content && !text::parse_json(*content)) {
        results.push_back(
            {CheckResult::Level::problem,
             visible(file) + " is no JSON: the launcher fails with every line outside of a project",
             "python3 -m json.tool " + shell_word(file)});
    }
}

}  // namespace

CheckResults check_project(const CheckInput& input) {
    const ProjectHere& here = input.project;
    if (here.search.outcome == project::Search::Outcome::none) {
        const plan::Invocation& invocation = input.surroundings.invocation;
        if (const auto file =
                project::find_misnamed(here.search, invocation.environment, invocation.working_directory,
                                       invocation.user, input.files())) {
            return {{CheckResult::Level::problem,
                     visible(*file) + " is not read: the project file is called " + project::file_name,
                     project::rename_misnamed(*file)}};
        }
        CheckResults results = {
            {CheckResult::Level::remark,
             std::string("there is no tao-project.yaml here") +
                 (input.launcher.found ? ": the launcher runs as it would without the shim" : ""),
             "tao-shim init"}};
        if (input.launcher.found) add_own_mounts_file(input, results);
        return results;
    }
    const std::string file = visible(here.search.file);
    if (here.untrusted) {
        return {{CheckResult::Level::problem,
                 file + " asks for more than its own directory, and you have not allowed that; check shows "
                        "what it is",
                 "tao-shim check\ntao-shim trust"}};
    }
    if (!here.trust.left_out.empty() && here.exit_code() == 0) {
        return {
            {CheckResult::Level::remark,
             file + " sets variables that are left out because you have not allowed them; check shows them",
             "tao-shim check\ntao-shim trust"}};
    }
    if (here.exit_code() != 0) return {{CheckResult::Level::problem, file + " has errors", "tao-shim check"}};
    return {{CheckResult::Level::fine, file, ""}};
}

// Docker gives a container 64 MB of /dev/shm, and the data loaders of several workers pass their batches through it.
CheckResults check_memory(const CheckInput& input) {
    const project::Project* project = input.project.project();
    if (project == nullptr || project->docker.shm_size) return {};
    // There it is this computer's, or the node's.
    using Container = project::Slurm::Container;
    const project::Engine engine = input.engine_here().engine;
    if (engine == project::Engine::apptainer) return {};
    if (engine == project::Engine::slurm && (project->slurm.container.value == Container::pyxis ||
                                             project->slurm.container.value == Container::apptainer))
        return {};
    return {{CheckResult::Level::remark,
             "docker.shm_size is not set: with Docker's 64 MB, data loaders with several workers die of "
             "\"bus error\"",
             command_to_add(input, "docker", "shm_size: 16G",
                            [](const project::Project& with) { return with.docker.shm_size.has_value(); })}};
}

CheckResults check_rights(const CheckInput& input) {
    CheckResults results;
    const project::Project* project = input.project.project();
    if (project == nullptr || input.surroundings.invocation.user == 0) return results;
    const auto has_user = [](const project::Project& with) { return with.docker.user.has_value(); };
    const bool as_root = !has_user(*project);
    for (const paths::Mount& mount : input.project.mounts.table.mounts()) {
        const auto status = input.files().status(mount.source);
        if (!status || !status->is_directory() || mount.read_only) continue;
        const std::string& real = mount.real_source.empty() ? mount.source : mount.real_source;
        const bool is_inside = text::is_under(real, input.project.trust.directory);
        if (!input.files().is_writable(mount.source)) {
            results.push_back(not_writable(mount.source, *status, is_inside, input));
            continue;
        }
        if (!is_inside || !input.project.trust.untrusted.empty()) continue;
        const std::size_t count = owned_by_root(mount.source, input.files());
        if (count == 0) continue;
        results.push_back(
            {CheckResult::Level::remark,
             std::to_string(count) + " of the files in " + visible(mount.source) + " belong to root" +
                 (as_root ? ": without docker.user tasks run as root" : ""),
             take_over(mount.source) +
                 (as_root ? "\n" + command_to_add(input, "docker", "user: host", has_user) : "")});
    }
    return results;
}

}  // namespace tao::commands
