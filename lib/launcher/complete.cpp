// Finds the folder of the launcher's package and its version from files alone.

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "launcher/identify.hpp"
#include "launcher/version.hpp"

namespace tao::launcher {

namespace {

constexpr std::size_t small_file = 256 * 1024;

std::string parent(std::string_view path) {
    const auto slash = path.rfind('/');
    if (slash == std::string_view::npos) return ".";
    return std::string(slash == 0 ? "/" : path.substr(0, slash));
}

std::string read(const os::FileSystem& files, const std::string& path) {
    os::ReadFailure failure;
    return files.read(path, small_file, failure).value_or(std::string());
}

// One place where Python looks for modules, and what was found there.
class Site {
  public:
    Site(std::string directory, const os::FileSystem& files)
        : directory_(std::move(directory)), files_(files) {}

    // The folder of the package, itself or through what an editable install leaves behind.
    std::optional<std::string> package(const std::string& name) const {
        if (has(directory_, name)) return directory_ + "/" + name;
        for (const std::string& entry : files_.list(directory_)) {
            std::optional<std::string> found;
            if (entry.ends_with(".pth") || entry.ends_with(".egg-link")) found = in_path_file(entry, name);
            if (entry.starts_with("__editable__") && entry.ends_with("_finder.py"))
                found = in_finder(entry, name);
            if (found) return found;
        }
        return std::nullopt;
    }

    // The version of a distribution installed there: nvidia_tao-5.5.1.dist-info.
    std::string version(std::string_view distribution) const {
        for (const std::string& entry : files_.list(directory_)) {
            if (!entry.starts_with(distribution) || !entry.ends_with(".dist-info")) continue;
            const std::string_view rest = std::string_view(entry).substr(distribution.size());
            if (!rest.starts_with('-')) continue;
            const std::string stated = stated_version(read(files_, directory_ + "/" + entry + "/METADATA"));
            if (!stated.empty()) return stated;
        }
        return {};
    }

  private:
    bool has(const std::string& directory, const std::string& name) const {
        const auto status = files_.status(directory + "/" + name);
        return status && status->is_directory();
    }

    // A line of a .pth file is a directory to look in, or a line of Python that begins with `import`.
    std::optional<std::string> in_path_file(const std::string& entry, const std::string& name) const {
        const std::string text = read(files_, directory_ + "/" + entry);
        for (std::size_t at = 0; at < text.size();) {
            const auto end = std::min(text.find('\n', at), text.size());
            const std::string line = text.substr(at, end - at);
            at = end + 1;
            if (line.starts_with('/') && has(line, name)) return line + "/" + name;
        }
        return std::nullopt;
    }

    // setuptools' finder of an editable install: MAPPING = {'nvidia_tao_cli': '/src/nvidia_tao_cli'}
    std::optional<std::string> in_finder(const std::string& entry, const std::string& name) const {
        const std::string text = read(files_, directory_ + "/" + entry);
        const std::string key = "'" + name + "': '";
        const auto at = text.find(key);
        if (at == std::string::npos) return std::nullopt;
        const auto begin = at + key.size();
        const std::string folder = text.substr(begin, text.find('\'', begin) - begin);
        const auto status = files_.status(folder);
        if (!status || !status->is_directory()) return std::nullopt;
        return folder;
    }

    static std::string stated_version(std::string_view metadata) {
        constexpr std::string_view key = "\nVersion: ";
        const auto at = metadata.find(key);
        if (at == std::string_view::npos) return {};
        metadata.remove_prefix(at + key.size());
        return std::string(metadata.substr(0, metadata.find_first_of("\r\n")));
    }

    std::string directory_;
    const os::FileSystem& files_;
};

// lib/python3.11 before lib/python3.8 where the interpreter is a python3.11.
std::vector<std::string> python_folders(const std::string& lib, const std::string& interpreter_name,
                                        const os::FileSystem& files) {
    std::vector<std::string> folders;
    for (const std::string& entry : files.list(lib)) {
        if (entry.starts_with("python")) folders.push_back(entry);
    }
    std::stable_partition(folders.begin(), folders.end(),
                          [&](const std::string& folder) { return folder == interpreter_name; });
    return folders;
}

// Every directory that may hold the package, nearest first: the script's own prefix by its real name (pipx
// and uv put a link on PATH) and as found, then the interpreter's.
std::vector<std::string> site_directories(const Launcher& launcher, const os::FileSystem& files) {
    std::vector<std::string> prefixes;
    const auto add = [&](const std::string& program) {
        const std::string prefix = parent(parent(program));
        if (std::find(prefixes.begin(), prefixes.end(), prefix) == prefixes.end()) prefixes.push_back(prefix);
    };
    add(files.real_path(launcher.path).value_or(launcher.path));
    add(launcher.path);
    std::string interpreter_name;
    if (launcher.interpreter.starts_with('/')) {
        // Not its real path alone: the python of a virtual environment is a link to one that has no packages.
        const std::string real = files.real_path(launcher.interpreter).value_or(launcher.interpreter);
        interpreter_name = real.substr(real.rfind('/') + 1);
        add(launcher.interpreter);
        add(real);
    }
    std::vector<std::string> directories;
    for (const std::string& prefix : prefixes) {
        for (const char* lib : {"/lib", "/lib64", "/local/lib"}) {
            for (const std::string& python : python_folders(prefix + lib, interpreter_name, files)) {
                // Debian's own pythons use dist-packages.
                for (const char* packages : {"/site-packages", "/dist-packages"}) {
                    directories.push_back(prefix + lib + "/" + python + packages);
                }
            }
        }
        directories.push_back(prefix);  // pip install --target
    }
    return directories;
}

std::optional<std::string> find_package(const Launcher& launcher, const std::string& name,
                                        const os::FileSystem& files) {
    for (const std::string& directory : site_directories(launcher, files)) {
        if (auto package = Site(directory, files).package(name)) return package;
    }
    return std::nullopt;
}

}  // namespace

Grammar grammar_of_package(const Launcher& launcher, const os::FileSystem& files) {
    return find_package(launcher, "tlt", files) ? Grammar::task_first : Grammar::group_first;
}

void complete(Launcher& launcher, const os::FileSystem& files) {
    if (launcher.kind == ProgramKind::unknown) return;
    const bool client = launcher.kind == ProgramKind::client;
    const bool group_first = launcher.grammar == Grammar::group_first;
    const std::string name = client ? "tao_cli" : group_first ? "nvidia_tao_cli" : "tlt";
    for (const std::string& directory : site_directories(launcher, files)) {
        const Site site(directory, files);
        const auto package = site.package(name);
        if (!package) continue;
        launcher.package = *package;
        std::string version =
            client ? std::string() : version_in_module(read(files, *package + "/version.py"));
        if (version.empty()) version = site.version(client ? "nvidia_tao_client" : "nvidia_tao");
        if (version.empty() && !client) version = site.version("nvidia_tlt");
        if (!version.empty()) {
            launcher.version_text = version;
            launcher.version = parse_version(version);
        }
        return;
    }
}

}  // namespace tao::launcher
