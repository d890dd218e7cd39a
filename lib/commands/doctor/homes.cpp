#include <algorithm>
#include <utility>

#include "commands/doctor/checks.hpp"
#include "plan/container_environment.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"

namespace tao::commands {

namespace {

constexpr int deepest = 64;            // directories below that of all homes
constexpr std::size_t most_homes = 3;  // that are named

class Homes {
  public:
    Homes(std::string directory, const os::FileSystem& files)
        : directory_(std::move(directory)), files_(files) {}

    // Of those whose project file is gone: what holds the home.
    std::vector<std::string> left_over() {
        look_into(directory_, 0);
        return std::move(left_over_);
    }

  private:
    void look_into(const std::string& directory, int depth) {
        if (depth == deepest) return;
        for (const std::string& name : files_.list(directory)) {
            if (++seen_ > most_entries) return;
            const std::string path = text::join(directory, name);
            const auto status = files_.link_status(path);
            if (!status || !status->is_directory()) continue;
            if (name != plan::name_of_home) {
                look_into(path, depth + 1);
            } else if (!files_.link_status(text::percent_decoded(directory.substr(directory_.size())))) {
                left_over_.push_back(directory);
            }
        }
    }

    std::string directory_;
    const os::FileSystem& files_;
    std::size_t seen_ = 0;
    std::vector<std::string> left_over_;
};

}  // namespace

// What tasks keep in their home (logins, caches of many gigabytes) stays when a project is moved or removed.
CheckResults check_homes(const CheckInput& input) {
    const std::string directory = plan::directory_of_homes(input.environment(), input.user.home);
    if (!text::is_absolute(directory)) return {};
    const std::vector<std::string> left_over = Homes(directory, input.files()).left_over();
    if (left_over.empty()) return {};
    std::string remedy;
    for (std::size_t index = 0; index < std::min(left_over.size(), most_homes); ++index)
        remedy += (index == 0 ? "rm -r " : "\nrm -r ") + text::shell_word(left_over[index]);
    const bool one = left_over.size() == 1;
    return {{CheckResult::Level::remark,
             std::to_string(left_over.size()) +
                 (one ? " project has moved or is gone, and the home directory of its tasks is still there"
                      : " projects have moved or are gone, and the home directories of their tasks are still "
                        "there") +
                 " (logins, caches): unless its disk is only not here now, it can be removed",
             remedy}};
}

}  // namespace tao::commands
