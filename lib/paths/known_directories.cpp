#include "paths/known_directories.hpp"

#include <algorithm>

#include "text/path.hpp"
#include "text/suggest.hpp"

namespace tao::paths {

namespace {

enum class Kind {
    system,    // the image's, whatever the computer has there
    image,     // the image has one, and people have files there too
    usual,     // a destination of NVIDIA's mounts; no image has anything of that name
    personal,  // people's files; no image has any
};

struct Directory {
    std::string_view path;
    Kind kind;
};

constexpr Directory directories[] = {
    {"/bin", Kind::system},
    {"/boot", Kind::system},
    {"/dev", Kind::system},
    {"/etc", Kind::system},
    {"/lib", Kind::system},
    {"/lib32", Kind::system},
    {"/lib64", Kind::system},
    {"/libx32", Kind::system},
    {"/opt/nvidia", Kind::system},  // the images' tools and models
    {"/proc", Kind::system},
    {"/run", Kind::system},
    {"/sbin", Kind::system},
    {"/snap", Kind::system},
    {"/sys", Kind::system},
    {"/usr", Kind::system},
    {"/var/cache", Kind::system},
    {"/var/lib", Kind::system},
    {"/var/log", Kind::system},
    {"/var/run", Kind::system},
    {"/var/tmp", Kind::system},
    {spec_copies_destination, Kind::system},  // mounted by us

    {"/opt", Kind::image},
    {"/root", Kind::image},  // the home of the task's user
    {"/tmp", Kind::image},
    {"/var", Kind::image},
    {"/workspace", Kind::image},  // with NVIDIA's examples

    {"/data", Kind::usual},
    {"/model", Kind::usual},
    {"/results", Kind::usual},
    {"/specs", Kind::usual},
    {"/workspace/tao-experiments", Kind::usual},
    {"/workspace/tlt-experiments", Kind::usual},

    {"/home", Kind::personal},
    {"/media", Kind::personal},
    {"/mnt", Kind::personal},
    {"/run/media", Kind::personal},  // where desktops mount disks
    {"/Users", Kind::personal},
};

std::string_view directory_of(std::string_view path, Kind kind) {
    const auto* const found = std::find_if(
        std::begin(directories), std::end(directories),
        [&](const Directory& each) { return each.kind == kind && text::is_under(path, each.path); });
    return found == std::end(directories) ? std::string_view{} : found->path;
}

}  // namespace

bool is_system_path(std::string_view path) {
    return path == "/" || (!directory_of(path, Kind::system).empty() && !is_personal_path(path));
}

std::string_view image_directory(std::string_view path) {
    if (!usual_destination(path).empty() || is_personal_path(path)) return {};
    const std::string_view system = directory_of(path, Kind::system);
    return system.empty() ? directory_of(path, Kind::image) : system;
}

std::string_view usual_destination(std::string_view path) {
    return directory_of(path, Kind::usual);
}

bool is_personal_path(std::string_view path) {
    const std::string_view directory = directory_of(path, Kind::personal);
    return !directory.empty() && path != directory;
}

std::string misspelt_destination(std::string_view path, const MountTable& mounts) {
    for (const Mount& mount : mounts.mounts()) {
        const std::string_view above = text::parent(mount.destination);
        if (above == "/" || !text::is_under(path, above) || path.size() <= above.size() + 1) continue;
        const std::size_t end = std::min(path.find('/', above.size() + 1), path.size());
        const std::string_view component = path.substr(above.size() + 1, end - above.size() - 1);
        const std::string last(text::last_component(mount.destination));
        if (component != last && text::closest(component, {last}))
            return mount.destination + std::string(path.substr(end));
    }
    return {};
}

}  // namespace tao::paths
