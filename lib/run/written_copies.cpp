#include "run/written_copies.hpp"

#include <cstdio>

#include "os/file_system.hpp"
#include "plan/run_directory.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"

namespace tao::run {

namespace {

// Without the machine's name, by which others would take it for a directory of a run that is over.
std::string kept_directory(const std::string& run_directory) {
    const std::string_view name = text::last_component(run_directory);
    return std::string(text::parent(run_directory)) + "/written-" +
           std::string(name.substr(0, name.find('@')));
}

bool holds(const std::string& path, const std::string& content, const os::FileSystem& files) {
    const auto status = files.link_status(path);
    if (!status || !status->is_regular() || status->size != content.size()) return false;
    os::ReadFailure failure;
    return files.read(path, content.size() + 1, failure) == content;
}

// Copies are one directory deep.
bool are_alike(const std::string& copies, const std::string& unchanged, const os::FileSystem& files) {
    const std::vector<std::string> directories = files.list(unchanged);
    if (files.list(copies) != directories) return false;
    for (const std::string& directory : directories) {
        const std::vector<std::string> names = files.list(text::join(unchanged, directory));
        if (files.list(text::join(copies, directory)) != names) return false;
        for (const std::string& name : names) {
            const std::string path = text::join(directory, name);
            os::ReadFailure failure;
            const auto content = files.read(text::join(unchanged, path), 2 * specs::largest_spec, failure);
            if (content && !holds(text::join(copies, path), *content, files)) return false;
        }
    }
    return true;
}

}  // namespace

void keep_written_copies(const std::string& run_directory) {
    const os::HostFileSystem files;
    const std::string unchanged = plan::unchanged_part(run_directory);
    const std::string copies = plan::mounted_part(run_directory);
    if (!files.exists(unchanged) || !files.exists(copies) || are_alike(copies, unchanged, files)) return;
    // A run's ID is new: nothing is there.
    std::rename(copies.c_str(), kept_directory(run_directory).c_str());
}

std::vector<std::string> said_of_written_copies(const std::string& run_directory,
                                                const std::vector<specs::SpecCopy>& copies) {
    const os::HostFileSystem files;
    const std::string kept = kept_directory(run_directory);
    if (!files.exists(kept)) return {};
    std::vector<std::string> lines;
    for (const specs::SpecCopy& copy : copies) {
        const std::string path = text::join(kept, copy.path);
        if (holds(path, copy.content, files)) continue;
        const auto status = files.link_status(path);
        const std::string name = text::quoted(copy.original);
        lines.push_back(status ? "warning: the task wrote to its copy of " + name +
                                     ", not to the file itself\nwhat it wrote is in " + text::visible(path)
                               : "warning: the task removed its copy of " + name + ", not the file itself");
    }
    if (lines.empty())
        lines.push_back("warning: the task wrote files beside its copies of spec files\nthey are in " +
                        text::visible(kept));
    return lines;
}

}  // namespace tao::run
