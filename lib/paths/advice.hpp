#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "paths/judge.hpp"

namespace tao::paths {

// The path up to the first component that is a pattern (*, ?, [0-9], {a,b}) and no name that the host has: what the files
// are in that are meant. Without one, the path.
std::string without_pattern(const std::string& path, const os::FileSystem& files);

// What to write into the project file so that the task has the file which a finding is about. Every line is tried before
// it is given: with that mount, the path that was typed leads to the file.
class Advisor {
  public:
    // judge: whose findings they are. project_file: its path; a relative source begins at its directory.
    Advisor(const MountTable& mounts, const os::FileSystem& files, const Judge& judge,
            std::string project_file, project::Writing writing);

    // An entry of `mounts:` as one line of YAML that the reader of project files takes as it stands, "- /mnt/kitti"; safe
    // for a terminal. Empty: no mount helps.
    std::string mount_for(const Finding& finding);

    // A line that says where to put it, and below that, indented, what: in the form in which the file is written, with the
    // key where there is none yet. Empty: no mount helps.
    std::string advice_for(const Finding& finding, std::string_view indent);

  private:
    struct Candidate {
        std::string source;
        std::string destination;
        bool create = false;
        bool again = false;  // the source may be mounted already, at another destination
    };

    const std::optional<Candidate>& best_for(const Finding& finding);
    const std::optional<Candidate>& best_for_path(const Finding& finding);
    std::vector<Candidate> candidates(const Finding& finding) const;
    void add_existing(const std::string& path, std::vector<Candidate>& result) const;
    void add_new(const std::string& path, std::vector<Candidate>& result) const;
    void add_provided(const std::string& path, std::vector<Candidate>& result) const;
    void add_elsewhere(const std::string& source, std::vector<Candidate>& result) const;
    bool helps(const Candidate& candidate, const Finding& finding) const;
    std::string entry_of(const Candidate& candidate) const;
    bool is_large(const std::string& directory) const;
    std::string real(const std::string& path) const;
    std::string directory_of(const std::string& path) const;

    const MountTable& mounts_;
    const os::FileSystem& files_;
    const Judge& judge_;
    std::string project_file_;
    std::string project_directory_;
    project::Writing writing_;
    std::map<std::string, std::optional<Candidate>> best_;  // by directory: many files of one are one line
};

}  // namespace tao::paths
