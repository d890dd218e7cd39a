#include "run/run_directory.hpp"

#include "os/base_directory.hpp"
#include "os/replace_file.hpp"

namespace tao::run {

namespace {

constexpr mode_t readable_directory = 0755;
constexpr mode_t readable_file = 0644;

std::string above(const std::string& path) {
    const auto slash = path.rfind('/');
    return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

bool can_be_made(std::string path, const os::FileSystem& files) {
    while (path != "/" && !files.exists(path))
        path = above(path);
    const auto status = files.status(path);
    return status && status->is_directory() && files.is_writable(path);
}

}  // namespace

std::string run_directory(const os::Environment& environment, const std::string& home, uid_t user,
                          const std::string& run_id, const os::FileSystem& files) {
    const std::string base = os::base_directory(environment, "XDG_CACHE_HOME", home, ".cache");
    const std::string runs = base + "/tao-shim/runs";
    // Docker's SOURCE:DESTINATION cannot hold a colon.
    const bool usable =
        base.starts_with('/') && base.find(':') == std::string::npos && can_be_made(runs, files);
    return (usable ? runs : "/tmp/tao-shim-" + std::to_string(user)) + "/" + run_id;
}

std::string mounted_part(const std::string& run_directory) {
    return run_directory + "/specs";
}

std::optional<os::HeldDirectory> make_run_directory(const std::string& path,
                                                    const std::vector<paths::SpecCopy>& copies,
                                                    std::error_code& error) {
    os::remove_abandoned_directories(above(path));
    std::optional<os::HeldDirectory> directory = os::HeldDirectory::make(path, error);
    if (!directory) return std::nullopt;
    const std::string specs = mounted_part(path);
    error = os::make_directory(specs, readable_directory);
    for (const paths::SpecCopy& copy : copies) {
        if (!error) error = os::make_directory(specs + "/" + above(copy.path), readable_directory);
        if (!error) error = os::write_atomically(specs + "/" + copy.path, copy.content, readable_file);
    }
    if (error) return std::nullopt;
    return directory;
}

}  // namespace tao::run
