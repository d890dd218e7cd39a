#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "os/file_system.hpp"
#include "paths/container_names.hpp"
#include "paths/finding.hpp"
#include "paths/mount_table.hpp"
#include "paths/path_resolution.hpp"
#include "project/project.hpp"

namespace tao::paths {

// How a text stands where a path may stand.
enum class Spelling {
    value,  // a whole word, or what is behind its option or key
    // A part of one (path_parts.hpp): relative, it is a path only if the host has it or its directory; absolute, only if
    // the host or a mount has something there.
    part,
    output,     // a value as well, of an option or key that names what the task writes to (output_names.hpp)
    directory,  // a value as well, of one that can name nothing else than a directory
    path,       // known to be a path
    host,       // known to be a path of the host
};

// What one value comes to.
struct Judgement {
    Rule rule = Rule::not_a_path;
    std::optional<std::string> replacement{};  // nothing: the value stays byte for byte
    std::optional<Finding> finding{};          // its `word` is not filled in
};

// Where a task runs and where its line was typed.
struct Standpoint {
    std::string home{};               // the value of HOME, empty if unset
    std::string working_directory{};  // the caller's, absolute, as it sees it; empty: unknown
    project::Workdir workdir{};
    bool as_caller = false;  // the task writes with the rights of the caller, who is not root
};

// Judges single values: which file does the user mean, and which will the task see?
//
//   url, -, /dev, /proc          never a path; of file:///a, and of /a in a list with a URL, a finding if the container has /a
//                                elsewhere, or not at all
//   C:/a, C:\a, \\server\a       a finding, unless it is a label and a path
//   under a destination          a container path: the file that its mount has there. If that destination was dropped, or
//                                the file is behind a link that the container cannot follow, its other name in the
//                                container, else a finding
//   under a source, ~/...        the container's name of it that leads there: by the source as written, else by the real
//                                path; the longest source first
//   under both                   the reading that exists; else the one whose directory exists; else the one of which more
//                                does; else the container's, with a finding
//   relative                     stays if the task's working directory shows the same file; else as its absolute form
//   under neither                a finding, unless an image has such a directory, or it is no path by its form
//
// For what does not exist yet, the file is the nearest directory that exists and the rest.
class Judge {
  public:
    Judge(const MountTable& mounts, const os::FileSystem& files, Standpoint standpoint);

    Judgement judge(std::string_view value, Spelling spelling = Spelling::value) const;

    // Is the text, read as one path of the host or of the container, that of a file, or of a new one in a directory that
    // exists? Decides whether a name with commas is one path or several.
    bool is_one_path(std::string_view text) const;

    // Is there such a file, on the host or, under a destination, behind a mount?
    bool exists(std::string_view text) const;

    // Is it that of a file, and of no directory?
    bool is_file(std::string_view text) const;

    // Is it a path as Windows writes it (C:/a, \\server\a), which nobody has here?
    bool is_of_windows(std::string_view text) const;

    // Does a relative text count as a path there (Spelling)?
    bool is_relative_path(std::string_view text, Spelling spelling) const;

    // The container's name of a path of the host: the first that leads to the same file there, by the source as written,
    // else by the real path. Only the prefix is replaced: "//", ".", a trailing slash in the rest are kept. Nothing if no
    // mount shows the file.
    std::optional<std::string> name_in_container(std::string_view host_path) const;

    // Does an absolute path of the container lead to where a mount is, and not into the image?
    bool is_provided(std::string_view container_path) const;

    // The caller's directory as the task has it (docker exec -w); empty: the image's own.
    const std::string& task_directory() const { return task_directory_; }

    const Standpoint& standpoint() const { return standpoint_; }

    // "~" and "~/..." with HOME in place of the tilde, "~NAME/..." with that user's home; else the text.
    std::string with_home(std::string_view text) const;

    // A relative text below the caller's directory, by that directory's name.
    std::string from_here(std::string_view text) const;

  private:
    std::vector<Resolved> readings(std::string_view text) const;
    bool is_home_path(std::string_view text) const;
    Judgement value(std::string_view value, Spelling spelling) const;
    std::optional<Finding> not_writable(std::string_view value, const Judgement& judgement) const;
    Judgement url(std::string_view text) const;
    Judgement windows_path(std::string_view text) const;
    Judgement absolute_path(std::string_view text) const;
    Judgement container_path(std::string_view text, const Mount& mount, const Resolved& meant) const;
    Judgement host_path(std::string_view text, bool certain) const;
    Judgement relative_path(std::string_view text, Spelling spelling) const;
    Judgement uncovered(std::string_view text, const Resolved& meant, bool certain) const;
    Judgement named_directory(std::string_view text, const std::string& absolute) const;
    Judgement bare_name(std::string_view text, const std::string& absolute) const;
    Judgement lost_output(std::string_view text) const;
    bool is_only_mount_point(std::string_view file, std::string_view container_path) const;
    bool is_added_to_system(std::string_view path, const Resolved& meant) const;
    bool is_link(const std::string& host_path) const;
    bool is_made_for_container(std::string_view host_path, std::string_view in_task,
                               const Resolved& meant) const;
    std::optional<Judgement> hidden(std::string_view text, const Resolved& meant) const;

    const MountTable& mounts_;
    const os::FileSystem& files_;
    Standpoint standpoint_;
    ContainerNames names_;
    std::string task_directory_;
};

}  // namespace tao::paths
