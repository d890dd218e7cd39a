#include "plan/trust.hpp"

#include <sys/stat.h>

#include <algorithm>

#include "launcher/user_configuration.hpp"
#include "paths/real_path.hpp"
#include "plan/added_mounts.hpp"
#include "project/accounts.hpp"
#include "project/known_names.hpp"
#include "project/load.hpp"
#include "project/user.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"
#include "text/path.hpp"

namespace tao::plan {

namespace {

void add(std::string_view path, const os::FileSystem& files, std::vector<std::string>& paths) {
    if (text::is_absolute(path)) paths.push_back(paths::real_path_of(path, files));
}

// The project as trust knows it.
ProjectTrust name_of(const project::Project& project, const os::FileSystem& files) {
    ProjectTrust trust;
    trust.directory = paths::real_path_of(project.directory, files);
    trust.file = text::join(trust.directory, project.file.substr(project.file.rfind('/') + 1));
    return trust;
}

// What exists of the paths in a project's variables and neither a source nor a destination covers: a line that names such a
// variable would have it mounted. Of relative ones those that a line in the project's directory means.
std::vector<project::RealPaths::Named> named_paths(const project::Project& project,
                                                   const paths::ResolvedMounts& mounts,
                                                   const Invocation& invocation,
                                                   const os::FileSystem& files) {
    const std::string home =
        project::user_of(invocation.environment, invocation.user, invocation.group, files).home;
    std::vector<project::RealPaths::Named> named;
    for (const project::Variable& variable : project.variables) {
        for (const std::string& path :
             paths_in(variable.value.value_or(""), {.directory = project.directory, .home = home})) {
            const auto real = files.real_path(path);
            if (!real || is_covered(path, *real, mounts.table)) continue;
            named.push_back({.path = *real, .variable = variable.name, .where = variable.where});
        }
    }
    return named;
}

// Where the variables lead that name a directory of this computer. The directory of the project itself costs no look.
std::vector<project::RealPaths::Named> host_directories(const project::Project& project,
                                                        const os::FileSystem& files) {
    std::vector<project::RealPaths::Named> named;
    for (const project::Variable& variable : project.variables) {
        if (!variable.value || variable.value->empty() || *variable.value == project.directory) continue;
        if (!project::is_host_directory(variable.name)) continue;
        const bool is_path = text::is_absolute(*variable.value);
        named.push_back({.path = is_path ? paths::real_path_of(*variable.value, files) : *variable.value,
                         .variable = variable.name,
                         .where = variable.where});
    }
    return named;
}

// Who may write to it besides its owner: a whole group, as ssh has it with its own files, but not one that nobody else is in; or
// who is named in an access control list.
enum class Writers { none, group, named };

Writers writers_of(const std::string& path, const os::FileStatus& status, const Invocation& invocation,
                   const os::FileSystem& files) {
    constexpr mode_t writable_by_group = 0020;
    if ((status.mode & writable_by_group) == 0) return Writers::none;
    const bool is_private = project::is_private_group(status.group, invocation.user, files) ||
                            project::is_private_group(status.group, status.owner, files);
    if (!is_private) return Writers::group;
    return files.has_named_writers(path, invocation.user) ? Writers::named : Writers::none;
}

// A file that others may write to, or a directory of it in which they may put another file in its place.
std::optional<project::Widening> other_writers(const project::Project& project, const Invocation& invocation,
                                               const os::FileSystem& files) {
    const auto status = files.status(project.file);
    const auto around = files.status(project.directory);
    const Writers of_file = status ? writers_of(project.file, *status, invocation, files) : Writers::none;
    const Writers of_directory = around && (around->mode & S_ISVTX) == 0
                                     ? writers_of(project.directory, *around, invocation, files)
                                     : Writers::none;
    if (of_file == Writers::none && of_directory == Writers::none) return std::nullopt;
    const bool is_file = of_file != Writers::none;
    const bool is_group = (is_file ? of_file : of_directory) == Writers::group;
    const gid_t writers = is_file ? status->group : around->group;
    const std::string group = std::to_string(writers);
    const std::string name = project::name_of_group(writers, files);
    const std::string place = text::shell_word(is_file ? project.file : project.directory);
    return project::Widening{
        .key = "file",
        .value = std::string(is_file ? "" : "in a directory ") + "writable by " +
                 (is_group ? "group " + group : "those whom its access control list names"),
        .where = std::nullopt,
        .meaning = (is_group ? "everybody in the group " + (name.empty() ? group : text::visible(name))
                             : "those whom an access control list names") +
                   (is_file ? " may write to this file, and so decide what your runs mount"
                            : " may write to this file's directory, and so put another in its place") +
                   " (to take that right away, type: " + (is_group ? "chmod g-w " : "setfacl -b ") + place +
                   ")"};
}

// Is the project's directory the home directory? Of any other home nobody asks, and its real path would cost every run.
bool is_home(const std::string& directory, const Invocation& invocation, const os::FileSystem& files) {
    const std::string_view home = invocation.environment.get_or_empty("HOME");
    if (!text::is_absolute(home)) return false;
    const auto one = files.status(std::string(home));
    const auto other = files.status(directory);
    return one && other && one->identity == other->identity;
}

// Is it nothing that the file alone asks for, which is what `tao-shim trust` allows?
bool is_of_the_line(const project::Widening& widening, const ProjectTrust& trust) {
    const project::Trust all{.granted = trust.asked, .trusted_paths = {}};
    return !project::untrusted({widening}, trust.directory, all).empty();
}

project::Loaded load_written(const WrittenProject& written, const Invocation& invocation,
                             const os::FileSystem& files) {
    const project::Search found{.outcome = project::Search::Outcome::found,
                                .file = written.file,
                                .directory = std::string(text::parent(written.file)),
                                .message = {},
                                .hint = {}};
    const project::User user =
        project::user_of(invocation.environment, invocation.user, invocation.group, files);
    return project::load(found, written.content, invocation.environment, user, files);
}

ProjectTrust trust_of(project::Loaded& loaded, const Invocation& invocation, const os::FileSystem& files) {
    if (!loaded.project) return {};
    const paths::ResolvedMounts mounts = paths::resolve_mounts(*loaded.project, files, loaded.diagnostics);
    return judge_trust(*loaded.project, mounts, invocation, files);
}

}  // namespace

std::vector<WrittenWidening> asked_by(const WrittenProject& written, const Invocation& invocation,
                                      const os::FileSystem& files) {
    project::Loaded loaded = load_written(written, invocation, files);
    std::vector<WrittenWidening> asked;
    for (project::Widening& one : trust_of(loaded, invocation, files).asked) {
        const std::size_t line = one.where ? loaded.source->position(one.where->begin).line : 0;
        asked.push_back({.widening = std::move(one), .line = line});
    }
    return asked;
}

std::error_code trust(const WrittenProject& written, const Invocation& invocation,
                      const os::FileSystem& files) {
    project::Loaded loaded = load_written(written, invocation, files);
    const ProjectTrust known = trust_of(loaded, invocation, files);
    if (known.asked.empty()) return {};
    return trust_store(invocation, files).grant(known.file, known.asked);
}

ProjectTrust judge_trust(const project::Project& project, const paths::ResolvedMounts& mounts,
                         const Invocation& invocation, const os::FileSystem& files) {
    ProjectTrust trust = name_of(project, files);
    project::RealPaths real{.directory = trust.directory, .sources = mounts.real_sources};
    real.host_directories = host_directories(project, files);
    if (is_home(project.directory, invocation, files)) real.home = trust.directory;
    if (project.unmapped.value == project::Unmapped::mount)
        real.named = named_paths(project, mounts, invocation, files);
    trust.asked = project::widenings(project, real);
    if (auto writers = other_writers(project, invocation, files))
        trust.asked.insert(trust.asked.begin(), std::move(*writers));
    if (trust.asked.empty()) return trust;
    for (project::Widening& one : untrusted_of(trust.asked, trust, invocation, files)) {
        (one.key == "variables" ? trust.left_out : trust.untrusted).push_back(std::move(one));
    }
    return trust;
}

std::vector<project::Widening> untrusted_of(const std::vector<project::Widening>& widenings,
                                            const ProjectTrust& trust, const Invocation& invocation,
                                            const os::FileSystem& files) {
    const project::Trust granted{.granted = trust_store(invocation, files).granted(trust.file),
                                 .trusted_paths = trusted_paths(invocation.environment, files)};
    return project::untrusted(widenings, trust.directory, granted);
}

std::string name_of_variable(const project::Widening& widening) {
    return widening.value.substr(0, widening.value.find(':'));
}

void leave_out(const ProjectTrust& trust, project::Project& project) {
    if (trust.left_out.empty()) return;
    const auto is_left_out = [&](const project::Variable& variable) {
        return std::any_of(trust.left_out.begin(), trust.left_out.end(), [&](const project::Widening& one) {
            return name_of_variable(one) == variable.name;
        });
    };
    std::erase_if(project.variables, is_left_out);
    std::erase_if(project.unset_variables,
                  [&](const project::VariableFault& unset) { return is_left_out(unset.variable); });
}

void report(const ProjectTrust& trust, text::Diagnostics& diagnostics) {
    for (const project::Widening& one : trust.untrusted) {
        diagnostics.error("untrusted", "not trusted yet: " + one.meaning, one.where,
                          is_of_the_line(one, trust)
                              ? "tao-shim trust covers what the file asks for, not where a line leads: to "
                                "allow this, write it under mounts: first"
                              : "");
    }
    for (const project::Widening& one : trust.left_out) {
        diagnostics.warning("left-out", "left out until it is trusted: " + one.meaning, one.where,
                            "if you have read it and agree, type: tao-shim trust");
    }
}

project::TrustStore trust_store(const Invocation& invocation, const os::FileSystem& files) {
    const project::User user =
        project::user_of(invocation.environment, invocation.user, invocation.group, files);
    return {project::trust_directory(invocation.environment, user), invocation.user, files};
}

std::vector<std::string> trusted_paths(const os::Environment& environment, const os::FileSystem& files) {
    std::vector<std::string> paths;
    for (std::string_view rest = environment.get_or_empty("TAO_SHIM_TRUSTED_PATHS"); !rest.empty();) {
        const auto end = std::min(rest.find(':'), rest.size());
        add(text::with_home(rest.substr(0, end), environment.get_or_empty("HOME")), files, paths);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    for (const std::string& path : launcher::read_user_configuration(environment, files).trusted_paths)
        add(path, files, paths);
    return paths;
}

std::string fault_of_trusted_paths(const os::Environment& environment) {
    std::string faults;
    for (std::string_view rest = environment.get_or_empty("TAO_SHIM_TRUSTED_PATHS"); !rest.empty();) {
        const auto end = std::min(rest.find(':'), rest.size());
        const std::string_view path = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (path.empty() || text::is_absolute(text::with_home(path, environment.get_or_empty("HOME"))))
            continue;
        faults += (faults.empty() ? "" : "\n") + std::string("TAO_SHIM_TRUSTED_PATHS has ") +
                  text::quoted(path) + ", which is not absolute and counts for nothing: write the whole path";
    }
    return faults;
}

std::string trust_advice() {
    return text::message(
        "nothing is started until you allow what this project file asks for beyond its own directory\n"
        "if the file is yours, or you have read these lines and agree, type: tao-shim trust\n"
        "you are asked again only when one of these values changes");
}

}  // namespace tao::plan
