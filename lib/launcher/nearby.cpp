#include "launcher/nearby.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "launcher/candidate.hpp"
#include "launcher/path_list.hpp"

namespace tao::launcher {

namespace {

// Below HOME: a directory of programs, or a directory of environments that each have a bin.
struct Place {
    std::string_view directory;
    bool holds_environments;
};
// clang-format off
constexpr std::array places = {
    Place{".local/bin", false},
    Place{"venv/bin", false},
    Place{".venv/bin", false},
    Place{".venvs", true},
    Place{".virtualenvs", true},
    Place{".local/share/pipx/venvs", true},
    Place{".local/pipx/venvs", true},
    Place{"miniconda3/bin", false},
    Place{"miniconda3/envs", true},
    Place{"anaconda3/bin", false},
    Place{"anaconda3/envs", true},
    Place{"miniforge3/bin", false},
    Place{"miniforge3/envs", true},
    Place{"mambaforge/envs", true},
    Place{".conda/envs", true},
};
// clang-format on

std::vector<std::string> nearby_directories(const os::Environment& environment, const os::FileSystem& files) {
    std::vector<std::string> directories;
    for (const char* name : {"VIRTUAL_ENV", "CONDA_PREFIX"}) {
        const std::string_view prefix = environment.get_or_empty(name);
        if (!prefix.empty()) directories.push_back(join(prefix, "bin"));
    }
    directories.insert(directories.end(), {"./venv/bin", "./.venv/bin"});
    const std::string_view home = environment.get_or_empty("HOME");
    if (home.empty()) return directories;
    for (const Place& place : places) {
        const std::string directory = join(home, place.directory);
        if (!place.holds_environments) {
            directories.push_back(directory);
            continue;
        }
        for (const std::string& name : files.list(directory)) {
            directories.push_back(join(directory, name) + "/bin");
        }
    }
    return directories;
}

}  // namespace

std::vector<std::string> nearby_launchers(const std::string& program, const os::FileIdentity& self,
                                          const os::Environment& environment, const os::FileSystem& files) {
    const std::vector<std::string> on_path = path_directories(environment.get("PATH"));
    std::vector<std::string> found;
    std::vector<os::FileIdentity> seen;
    for (const std::string& directory : nearby_directories(environment, files)) {
        if (std::find(on_path.begin(), on_path.end(), directory) != on_path.end()) continue;
        const std::string path = join(directory, program);
        const Candidate candidate = examine(path, self, environment, files);
        if (candidate.verdict != Candidate::Verdict::usable) continue;
        if (candidate.launcher.kind != ProgramKind::launcher) continue;
        // ~/.local/bin/tao is pipx's link to the program in its own environment.
        const os::FileIdentity identity = files.status(path)->identity;
        if (std::find(seen.begin(), seen.end(), identity) != seen.end()) continue;
        seen.push_back(identity);
        found.push_back(path);
    }
    return found;
}

}  // namespace tao::launcher
