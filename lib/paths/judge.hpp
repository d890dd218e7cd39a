#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "os/file_system.hpp"
#include "paths/mount_table.hpp"
#include "paths/translate.hpp"

namespace tao::paths {

// What one value, standing at a place where a path may stand, comes to.
struct Judgement {
    Rule rule = Rule::not_a_path;
    std::optional<std::string> replacement{};  // nothing: the value stays byte for byte
    std::optional<Finding::Kind> finding{};
    std::string finding_path{};
};

// Judges single values by the mounts and the host's files.
class Judge {
  public:
    // home: the value of HOME, empty if unset; working_directory as in TranslateOptions.
    Judge(const MountTable& mounts, const os::FileSystem& files, std::string_view home,
          std::string_view working_directory);

    Judgement judge(std::string_view value) const;

    // Is there a file of that name, read as a path of the host or of the container? Decides whether a name
    // with commas is one file.
    bool exists_somewhere(std::string_view value) const;

  private:
    Judgement container_path(std::string_view path) const;
    Judgement host_path(std::string_view path, Rule if_uncovered) const;
    Judgement not_covered(std::string_view path, Rule otherwise) const;
    Judgement relative_path(std::string_view path) const;
    std::string under_home(std::string_view value) const;

    const MountTable& mounts_;
    const os::FileSystem& files_;
    std::string home_;
    std::string working_directory_;
    std::string container_directory_;  // where the container sees the working directory; empty: nowhere
};

}  // namespace tao::paths
