#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "launcher/identify.hpp"
#include "support/memory_file_system.hpp"
#include "unit/launcher/scripts.hpp"

namespace tao::tests {

inline std::vector<std::string> split(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> words;
    for (std::string word; stream >> word;)
        words.push_back(word);
    return words;
}

// The task table of a published version: config/config.json of its package, without registries and digests.
inline std::string published_table(const std::string& name) {
    std::ifstream file(std::string(TESTS_SOURCE_DIR) + "/unit/launcher/tables/" + name + ".json");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// A launcher of a published version, installed in /venv.
struct InstalledLauncher {
    MemoryFileSystem files;
    launcher::Launcher launcher;

    explicit InstalledLauncher(const std::string& version, const std::string& program = "tao") {
        const int major = version[0] - '0';
        const std::string package =
            std::string("/venv/lib/python3.11/site-packages/") + (major < 5 ? "tlt" : "nvidia_tao_cli");
        files.add_file("/venv/bin/python", "", 0755);
        files.add_file("/venv/bin/tao", major == 0 ? launcher_0 : major == 4 ? launcher_4 : launcher_5, 0755);
        files.add_file(package + "/config/config.json", published_table(version));
        if (major == 4) {
            files.add_file("/venv/bin/tao-deploy", launcher_4_deploy, 0755);
            files.add_file(package + "/config/config_deploy.json", published_table(version + "-deploy"));
        }
        std::string numbers = version;
        const auto dot = numbers.find('.');
        const auto second = numbers.find('.', dot + 1);
        files.add_file(package + "/version.py", "MAJOR = " + numbers.substr(0, dot) +
                                                    "\nMINOR = " + numbers.substr(dot + 1, second - dot - 1) +
                                                    "\nPATCH = " + numbers.substr(second + 1) + "\n");
        launcher = launcher::identify("/venv/bin/" + program, files).launcher;
    }
};

}  // namespace tao::tests
