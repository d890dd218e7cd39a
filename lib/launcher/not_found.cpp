#include "launcher/not_found.hpp"

#include "launcher/nearby.hpp"
#include "launcher/path_list.hpp"
#include "text/escape.hpp"

namespace tao::launcher {

namespace {

std::string package_of(const std::string& program) {
    // 5.x and later have no program tao-deploy, and no later package has a program tlt.
    if (program == "tlt") return "nvidia-tlt";
    if (program == "tao-deploy") return "nvidia-tao==4.0.1";
    return "nvidia-tao";
}

}  // namespace

std::string not_found_message(const Search& search, const std::vector<Rejected>& rejected,
                              const os::Environment& environment, const os::FileSystem& files) {
    std::string text = search.program + ": no launcher found\n";
    if (rejected.empty()) {
        text += "  no directory of PATH has a program " + search.program + " besides this shim\n";
    } else {
        text += "  on PATH, none of them to be started:\n";
        for (const Rejected& candidate : rejected) {
            text += "    " + text::visible(candidate.path) + ": " + candidate.reason + "\n";
        }
    }
    const auto nearby = nearby_launchers(search.program, search.self, environment, files);
    if (nearby.empty()) {
        return text + "  to install it, type: python3 -m pip install " + package_of(search.program) + "\n";
    }
    text += "  installed, but not on PATH; to use it, type one of:\n";
    for (const std::string& path : nearby) {
        text += "    export PATH=\"$PATH\":" + text::shell_word(parent_directory(path)) + "\n";
    }
    return text;
}

std::string dead_message(const Candidate& dead, const std::string& next) {
    std::string text = text::visible(dead.launcher.path) + ": cannot be started: " + dead.reason + "\n";
    text += "  its Python environment was moved, removed or upgraded; install the launcher there again\n";
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

std::string other_name_message(const Search& search, const Launcher& other) {
    const std::string name = other.path.substr(other.path.rfind('/') + 1);
    return search.program + ": not found; the launcher installed is " + text::visible(other.path) + "\n" +
           "  type its own name: " + name + "\n";
}

}  // namespace tao::launcher
