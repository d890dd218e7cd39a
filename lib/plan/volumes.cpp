#include "plan/volumes.hpp"

#include <optional>

#include "text/escape.hpp"
#include "text/path.hpp"

namespace tao::plan {

namespace {

constexpr char option[] = "--volume";

std::vector<std::string> split(const std::string& volume) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= volume.size();) {
        const auto end = std::min(volume.find(':', at), volume.size());
        parts.push_back(volume.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

std::string fault(const std::string& volume, const std::string& message, const std::string& hint) {
    return std::string(option) + " " + text::quoted(volume) + ": " + message +
           (hint.empty() ? "" : "\n" + hint);
}

void read(const std::string& volume, const std::string& directory, paths::MountedBy by,
          const os::FileSystem& files, Volumes& volumes) {
    const std::vector<std::string> parts = split(volume);
    const bool read_only = parts.size() == 3 && parts[2] == "ro";
    if (parts.size() < 2 || parts.size() > 3 || parts[0].empty() ||
        (parts.size() == 3 && !read_only && parts[2] != "rw")) {
        volumes.faults.push_back(fault(volume, "not of the form SOURCE:DESTINATION", ""));
        return;
    }
    const std::string source = text::is_absolute(parts[0]) ? parts[0] : text::join(directory, parts[0]);
    for (const auto& found : {paths::check_source(source, false, by, files),
                              paths::check_destination(parts[1], source, by, files)}) {
        if (!found) continue;
        volumes.faults.push_back(
            fault(volume, found->message, found->hint.substr(0, found->hint.find('\n'))));
        return;
    }
    volumes.mounts.push_back({.source = text::normalised(source),
                              .real_source = files.real_path(source).value_or(source),
                              .destination = text::normalised(parts[1]),
                              .read_only = read_only,
                              .of_line = true});
}

}  // namespace

Volumes volumes_in(const std::vector<std::string>& words, std::size_t front, const std::string& directory,
                   paths::MountedBy by, const os::FileSystem& files) {
    Volumes volumes;
    for (std::size_t index = front; index < words.size(); ++index) {
        if (words[index] != option) continue;
        if (index + 1 == words.size()) {
            volumes.faults.push_back(std::string(option) +
                                     " is the last word: SOURCE:DESTINATION is missing");
            break;
        }
        read(words[++index], directory, by, files, volumes);
    }
    return volumes;
}

}  // namespace tao::plan
