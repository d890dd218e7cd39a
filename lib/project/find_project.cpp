#include "project/find_project.hpp"

#include <sys/stat.h>

#include <optional>
#include <string_view>
#include <vector>

#include "os/working_directory.hpp"
#include "project/owners.hpp"
#include "text/diagnostic.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"

namespace tao::project {

namespace {

std::string without_trailing_slashes(std::string_view path) {
    while (path.size() > 1 && path.ends_with('/'))
        path.remove_suffix(1);
    return std::string(path);
}

std::string parent_of(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == 0 || slash == std::string::npos ? "/" : without_trailing_slashes(path.substr(0, slash));
}

std::string inside(const std::string& directory, std::string_view name) {
    return (directory == "/" ? "/" : directory + "/") + std::string(name);
}

bool same_file(const std::optional<os::FileStatus>& one, const std::optional<os::FileStatus>& other) {
    return one && other && one->identity == other->identity;
}

Search fault(const std::string& file, std::string message, std::string hint) {
    return {.outcome = Search::Outcome::fault,
            .file = file,
            .directory = parent_of(file),
            .message = std::move(message),
            .hint = std::move(hint)};
}

std::string owned_by(const char* what, uid_t owner) {
    return std::string(what) + " belongs to another user (uid " + std::to_string(owner) +
           "), who could change what your runs mount and run as";
}

// May this file, which is there, be used? Nothing: yes.
std::optional<Search> check(const std::string& file, const Owners& owners, const os::FileSystem& files) {
    const auto found = files.status(file);
    if (!found) {
        return fault(file, "this is a link to a file that does not exist or cannot be reached",
                     "see where it leads: ls -l " + text::shell_word(file));
    }
    if (found->is_directory()) {
        return fault(file, "this is a directory, and a project file is expected under that name",
                     "rename it: mv " + text::shell_word(file) + " " + text::shell_word(file + ".old"));
    }
    if (!found->is_regular()) {
        return fault(file, "this is not a regular file (a pipe, a socket or a device)",
                     "remove it, or rename it");
    }
    const char* what_to_do =
        owners.is_root() ? "run tao as that user, or with sudo from that user's shell"
                         : "copy the project into a directory of your own, or have the owner changed (chown)";
    if (!owners.accept(found->owner)) return fault(file, owned_by("this file", found->owner), what_to_do);
    const auto link = files.link_status(file);
    if (link && !owners.accept(link->owner))
        return fault(file, owned_by("this link", link->owner), what_to_do);
    if ((found->mode & writable_by_everybody) != 0) {
        return fault(file,
                     "every user of this computer may write to this file, and so decide what your runs mount",
                     "take that right away: chmod o-w " + text::shell_word(file));
    }
    // A link is no shelter: whoever may write beside its target may replace the target.
    std::vector<std::string> directories{parent_of(file)};
    const auto real = files.real_path(file);
    if (real && parent_of(*real) != directories.front()) directories.push_back(parent_of(*real));
    for (const std::string& directory : directories) {
        const auto around = files.status(directory);
        if (!around) continue;
        if (!owners.accept(around->owner)) {
            return fault(file, owned_by(("its directory " + text::visible(directory)).c_str(), around->owner),
                         what_to_do);
        }
        if ((around->mode & writable_by_everybody) != 0) {
            // A directory that everybody is meant to write to (/tmp) must stay so.
            const bool is_meant_to_be = (around->mode & S_ISVTX) != 0;
            return fault(file,
                         "every user of this computer may write to its directory " +
                             text::visible(directory) + ", and so replace this file",
                         (is_meant_to_be
                              ? ""
                              : "take that right away: chmod o-w " + text::shell_word(directory) + "\nor ") +
                             std::string("move the project into a directory of your own"));
        }
    }
    return std::nullopt;
}

Search found_or_fault(const std::string& file, const Owners& owners, const os::FileSystem& files) {
    if (auto wrong = check(file, owners, files)) return *wrong;
    return {.outcome = Search::Outcome::found,
            .file = file,
            .directory = parent_of(file),
            .message = {},
            .hint = {}};
}

Search find_named(std::string_view name, const std::string& working_directory, const Owners& owners,
                  const os::FileSystem& files) {
    std::string file(name);
    if (!file.starts_with('/') && !working_directory.empty()) file = inside(working_directory, file);
    const auto named = files.link_status(file);
    if (!named) {
        return fault(file, "TAO_PROJECT names this file, and it does not exist or cannot be reached",
                     "correct it, or take it back: unset TAO_PROJECT");
    }
    const auto status = files.status(file);
    if (status && status->is_directory()) {
        return fault(
            file, "TAO_PROJECT names a directory; it must name a file",
            "did you mean " + text::shell_word(inside(without_trailing_slashes(file), file_name)) + "?");
    }
    return found_or_fault(file, owners, files);
}

// May a search that began in `from` reach the directory `to` above it? The rules are looked at only when a
// file was found, so that the usual case, no project anywhere, does not pay for them.
bool within_reach(const std::string& from, const std::string& to, const std::string& home,
                  const Owners& owners, const os::FileSystem& files) {
    const auto start = files.status(from);
    const auto home_status = home.empty() ? std::nullopt : files.status(home);
    std::string at = from;
    auto status = start;
    while (at != to) {
        if (same_file(status, home_status)) return false;
        at = parent_of(at);
        status = files.status(at);
        if (!start || !status || status->identity.device != start->identity.device) return false;
        if (!owners.accept(status->owner)) return false;
    }
    return true;
}

// In a directory such as /tmp anybody can put a file, or a link to anything. It must not stop the runs of everybody who
// works below.
bool is_litter(const std::string& file, const Owners& owners, const os::FileSystem& files) {
    const auto directory = files.status(parent_of(file));
    if (!directory || (directory->mode & writable_by_everybody) == 0) return false;
    const auto link = files.link_status(file);
    const auto status = files.status(file);
    return (link && !owners.accept(link->owner)) || (status && !owners.accept(status->owner));
}

}  // namespace

Search find(const os::Environment& environment, const std::string& working_directory, uid_t user,
            const os::FileSystem& files) {
    const Owners owners(user, environment);
    const std::string home = without_trailing_slashes(environment.get_or_empty("HOME"));
    if (const auto named = environment.get_or_empty("TAO_PROJECT"); !named.empty()) {
        return find_named(text::with_home(named, home), working_directory, owners, files);
    }
    // getcwd(3) on Linux begins with "(unreachable)" for a directory outside the root.
    if (!working_directory.starts_with('/')) return {};
    const std::string start = os::apparent_directory(environment, working_directory, files);
    for (std::string at = start;; at = parent_of(at)) {
        const std::string file = inside(at, file_name);
        // Of the link itself: a link to nothing is somebody's mistake and worth a message.
        if (files.link_status(file)) {
            if (at != start && !within_reach(start, at, home, owners, files)) return {};
            if (at == start || !is_litter(file, owners, files)) return found_or_fault(file, owners, files);
        }
        if (at == "/" || at == home) return {};
    }
}

std::string render(const Search& search, bool colour) {
    if (search.outcome != Search::Outcome::fault) return {};
    const text::SourceFile source{.path = search.file, .content = {}};
    text::Diagnostics diagnostics(source);
    diagnostics.error("unusable-file", search.message, std::nullopt, search.hint);
    return text::render(diagnostics, colour);
}

}  // namespace tao::project
