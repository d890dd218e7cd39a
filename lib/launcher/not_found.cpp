#include "launcher/not_found.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "launcher/candidate.hpp"
#include "launcher/path_list.hpp"
#include "launcher/user_configuration.hpp"
#include "text/escape.hpp"

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
    Place{".pyenv/versions", true},
    Place{".asdf/installs/python", true},
    Place{".local/share/uv/tools", true},
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

// Launchers that are installed but not on PATH, by full path: in ~/.local/bin, the active and the
// neighbouring virtual environments (./venv, ./.venv, ~/.venvs/*, ~/.virtualenvs/*), conda environments, pipx, and the versions of pyenv and asdf. Only
// programs that are a launcher by their text and whose interpreter exists. For messages: it lists
// directories.
//
// program: tao, tlt or tao-deploy.
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

// nvidia-tlt and the 4.x of nvidia-tao, which have these programs, cannot start on Python 3.10 and later.
std::string older_name_remark(const std::string& program) {
    if (program == "tao") return "";
    return "  NVIDIA's launcher is called tao by now; in a project the lines of " + program +
           " are carried over to it\n";
}

// What lies in the new environment is not on PATH.
std::string make_found_line(const os::Environment& environment) {
    const std::string launcher = std::string(advised_environment) + "/bin/tao";
    const std::string file = user_configuration_file(environment);
    if (file.empty() || environment.get_or_empty("HOME").empty()) {
        return "export TAO_SHIM_LAUNCHER=" + launcher;
    }
    return "mkdir -p " + text::shell_word(parent_directory(file)) + " && echo 'launcher: " + launcher +
           "' >> " + text::shell_word(file);
}

// Directories of PATH in which nobody knows what there is.
std::string forbidden_directories(const os::Environment& environment, const os::FileSystem& files) {
    std::string text;
    for (const std::string& directory : path_directories(environment.get("PATH"))) {
        if (files.execution_fault(directory) == std::errc::permission_denied)
            text += "  this user may not look into " + text::visible(directory) + ": permission denied\n";
    }
    return text;
}

}  // namespace

std::string not_found_message(const Search& search, const std::vector<Rejected>& rejected,
                              const os::Environment& environment, const os::FileSystem& files) {
    std::string text = search.program + ": no launcher found\n";
    const bool only_shims = std::all_of(rejected.begin(), rejected.end(), [](const Rejected& candidate) {
        return candidate.reason == this_is_the_shim;
    });
    if (only_shims) {
        text += "  no directory of PATH has a program " + search.program + " besides this shim\n";
    } else {
        text += "  on PATH, none of them to be started:\n";
        for (const Rejected& candidate : rejected) {
            text += "    " + text::visible(candidate.path) + ": " + candidate.reason + "\n";
        }
    }
    text += forbidden_directories(environment, files);
    const auto nearby = nearby_launchers(search.program, search.self, environment, files);
    if (nearby.empty()) {
        return text + older_name_remark(search.program) + "  to install it, type: " + install_line() +
               "\n  and to have it found: " + make_found_line(environment) + "\n";
    }
    text += "  installed, but not on PATH; to use it, type one of:\n";
    for (const std::string& path : nearby) {
        text += "    export PATH=\"$PATH\":" + text::shell_word(parent_directory(path)) + "\n";
    }
    return text;
}

std::string install_line() {
    const std::string environment = advised_environment;
    return "python3 -m venv " + environment + " && " + environment + "/bin/pip install nvidia-tao";
}

std::string dead_message(const Candidate& dead, const std::string& next) {
    std::string text = text::visible(dead.launcher.path) + ": cannot be started: " + dead.reason + "\n";
    if (dead.forbidden.empty()) {
        text += "  its Python environment was moved, removed or upgraded; install the launcher there again\n";
    } else {
        text += "  this user may not " +
                std::string(dead.forbidden == dead.launcher.interpreter ? "run " : "enter ") +
                text::visible(dead.forbidden) +
                "; ask its owner, or install a launcher for yourself, type: " + install_line() + "\n";
    }
    if (!next.empty()) {
        text +=
            "  or use the next one on PATH, type: export TAO_SHIM_LAUNCHER=" + text::shell_word(next) + "\n";
    }
    return text;
}

std::string explicit_message(const std::string& named_by, const std::string& path,
                             const std::string& reason) {
    std::string text = text::visible(path) + ": " + reason + "\n";
    text += "  it is named by " + text::visible(named_by) + "; name NVIDIA's launcher there, or ";
    text += named_by.find('/') == std::string::npos ? "type: unset " + named_by : "remove the line";
    return text + "\n";
}

std::string loop_message(const std::string& self_path, const std::vector<std::string>& programs) {
    std::string text = "stopped: programs start each other without end\n";
    text += "    " + text::visible(self_path) + " (this shim)\n";
    for (const std::string& program : programs) {
        text += "    " + text::visible(program) + "\n";
    }
    text += "  none of them is NVIDIA's launcher; name it, type: export TAO_SHIM_LAUNCHER=/path/to/tao\n";
    return text;
}

std::string unknown_program(const Found& found) {
    return text::visible(found.launcher.path) + " " +
           (found.unknown_because.empty() ? "is not NVIDIA's launcher" : found.unknown_because);
}

std::string launcher_to_name(const Found& found, const Search& search, const os::Environment& environment,
                             const os::FileSystem& files) {
    if (!found.may_lead_to.empty()) return text::shell_word(found.may_lead_to);
    const auto nearby = nearby_launchers(search.program, search.self, environment, files);
    return nearby.empty() ? no_launcher_to_name : text::shell_word(nearby.front());
}

std::string other_name_message(const Search& search, const Launcher& other) {
    const std::string name = other.path.substr(other.path.rfind('/') + 1);
    return search.program + ": not found; the launcher installed is " + text::visible(other.path) + "\n" +
           "  type its own name: " + name + "\n";
}

}  // namespace tao::launcher
