#include "launcher/version_managers.hpp"

#include <algorithm>
#include <vector>

#include "launcher/path_list.hpp"
#include "launcher/script_text.hpp"
#include "text/path.hpp"

namespace tao::launcher {

namespace {

constexpr std::size_t longest_version_file = 4096;
constexpr std::string_view conda_homes[] = {"miniconda3", "anaconda3", "miniforge3", "mambaforge"};

std::vector<std::string> words_of(std::string_view text, char separator) {
    std::vector<std::string> words;
    while (!text.empty()) {
        std::string_view line = take_line(text);
        line = line.substr(0, line.find('#'));
        while (!line.empty()) {
            const auto end = std::min(line.find(separator), line.size());
            std::string_view part = line.substr(0, end);
            if (const std::string_view word = take_word(part); !word.empty()) words.emplace_back(word);
            line.remove_prefix(std::min(end + 1, line.size()));
        }
    }
    return words;
}

std::string content(const std::string& path, const os::FileSystem& files) {
    os::ReadFailure ignored;
    return files.read(path, longest_version_file, ignored).value_or(std::string());
}

std::vector<std::string> chosen_versions(const std::string& root, const os::Environment& environment,
                                         const os::FileSystem& files) {
    if (const auto variable = environment.get_or_empty("PYENV_VERSION"); !variable.empty())
        return words_of(variable, ':');
    std::string directory = files.real_path(".").value_or(std::string(environment.get_or_empty("PWD")));
    while (directory.starts_with('/')) {
        const std::string text = content(join(directory, ".python-version"), files);
        if (!text.empty()) return words_of(text, ':');
        if (directory == "/") break;
        directory = text::parent(directory);
    }
    return words_of(content(join(root, "version"), files), ':');
}

// "3.11" means the newest 3.11.x that is there.
std::string newest_below(const std::string& versions, const std::string& prefix, const std::string& name,
                         const os::FileSystem& files) {
    std::string newest;
    int highest = -1;
    for (const std::string& version : files.list(versions)) {
        if (!version.starts_with(prefix + ".")) continue;
        const std::string_view rest = std::string_view(version).substr(prefix.size() + 1);
        int number = 0;
        for (const char digit : rest) {
            if (digit < '0' || digit > '9') break;
            number = number * 10 + (digit - '0');
        }
        const std::string program = join(versions, version) + "/bin/" + name;
        if (number <= highest || !files.exists(program)) continue;
        highest = number;
        newest = program;
    }
    return newest;
}

}  // namespace

std::string pyenv_program(const std::string& root, const std::string& name,
                          const os::Environment& environment, const os::FileSystem& files) {
    const std::string versions = join(root, "versions");
    for (std::string version : chosen_versions(root, environment, files)) {
        if (version.find('/') != std::string::npos) continue;
        if (version.starts_with("python-")) version.erase(0, std::string_view("python-").size());
        const std::string program = join(versions, version) + "/bin/" + name;
        if (files.exists(program)) return program;
        if (const std::string newest = newest_below(versions, version, name, files); !newest.empty())
            return newest;
    }
    return {};
}

std::string asdf_program(std::string_view text, const std::string& name, const os::Environment& environment,
                         const os::FileSystem& files) {
    constexpr std::string_view mark = "# asdf-plugin: python ";
    std::string found;
    while (!text.empty()) {
        std::string_view line = take_line(text);
        if (!line.starts_with(mark)) continue;
        if (!found.empty()) return {};  // which of them is chosen depends on more than is read here
        line.remove_prefix(mark.size());
        const std::string_view data = environment.get_or_empty("ASDF_DATA_DIR");
        const std::string home =
            data.empty() ? join(environment.get_or_empty("HOME"), ".asdf") : std::string(data);
        found = home + "/installs/python/" + std::string(take_word(line)) + "/bin/" + name;
    }
    return files.exists(found) ? found : std::string();
}

std::string conda_programs(const std::string& conda, const std::string& name,
                           const os::Environment& environment, const os::FileSystem& files) {
    if (name.find('/') != std::string::npos) return join(name, "bin");
    std::vector<std::string> roots;
    for (const std::string& program : {conda, std::string(environment.get_or_empty("CONDA_EXE"))}) {
        // ROOT/bin/conda, ROOT/condabin/conda
        if (program.starts_with('/')) roots.emplace_back(text::parent(text::parent(program)));
    }
    const std::string home(environment.get_or_empty("HOME"));
    for (const std::string_view directory : conda_homes)
        roots.push_back(join(home, directory));
    for (const std::string& root : roots) {
        const std::string prefix = name == "base" ? root : root + "/envs/" + name;
        if (files.exists(prefix + "/bin")) return prefix + "/bin";
    }
    const std::string own = home + "/.conda/envs/" + name + "/bin";
    return files.exists(own) ? own : std::string();
}

}  // namespace tao::launcher
