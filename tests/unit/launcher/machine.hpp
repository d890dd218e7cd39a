#pragma once

#include <string>

#include "launcher/find_launcher.hpp"
#include "support/memory_file_system.hpp"

// A computer on which a launcher is looked for.
namespace tao::tests {

// A machine with the shim in /shims, first on PATH, and an interpreter for the launchers.
struct Machine {
    MemoryFileSystem files;
    os::Environment environment{{"PATH=/shims:/one:/two", "HOME=/home/user"}};
    launcher::Search search{
        .program = "tao", .self = {}, .self_path = "/shims/tao", .words = {}, .every_candidate = false};

    Machine() {
        files.add_file("/shims/tao", "", 0755)
            .add_file("/venv/bin/python", "", 0755)
            .add_file("/bin/sh", "", 0755);
        files.add_file("/shims/tao-deploy", "", 0755);
        search.self = files.status("/shims/tao")->identity;
    }
    Machine& program(const std::string& path, const std::string& text, mode_t mode = 0755) {
        files.add_file(path, text, mode);
        return *this;
    }
    launcher::Found find() const { return launcher::find_launcher(search, environment, files); }
};

inline const std::string relay = "#!/bin/sh\nexec tao \"$@\"\n";
inline const std::string how_to_install =
    "  to install it, type: python3 -m venv ~/.venvs/tao && ~/.venvs/tao/bin/pip install nvidia-tao\n"
    "  and to have it found: mkdir -p /home/user/.config/tao-shim && "
    "echo 'launcher: ~/.venvs/tao/bin/tao' >> /home/user/.config/tao-shim/config.yaml\n";
inline const std::string stranger = "#!/bin/sh\necho hello\n";
inline const std::string elf =
    "\x7f"
    "ELF and so on";

inline std::string reasons(const launcher::Found& found) {
    std::string text;
    for (const launcher::Rejected& rejected : found.rejected)
        text += rejected.path + ": " + rejected.reason + "\n";
    return text;
}

}  // namespace tao::tests
