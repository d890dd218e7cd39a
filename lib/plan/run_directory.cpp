#include "plan/run_directory.hpp"

#include "os/base_directory.hpp"
#include "os/machine.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"

namespace tao::plan {

namespace {

constexpr mode_t writable_by_others = 0022;

}  // namespace

bool can_be_made(std::string path, const os::FileSystem& files) {
    while (path != "/" && !files.exists(path))
        path = text::parent(path);
    const auto status = files.status(path);
    return status && status->is_directory() && files.is_writable(path);
}

std::string run_directory(const os::Environment& environment, const std::string& home, uid_t user,
                          const std::string& run_id, const os::FileSystem& files) {
    const std::string base = os::base_directory(environment, "XDG_CACHE_HOME", home, ".cache");
    const std::string runs = base + "/tao-shim/runs";
    // Docker's SOURCE:DESTINATION cannot hold a colon.
    const bool usable =
        base.starts_with('/') && base.find(':') == std::string::npos && can_be_made(runs, files);
    return (usable ? runs : "/tmp/tao-shim-" + std::to_string(user)) + "/" +
           os::name_on_machine(run_id, os::this_machine(files));
}

std::string fault_of_runs(const std::string& run_directory, uid_t user, const os::FileSystem& files) {
    const std::string runs(text::parent(run_directory));
    const auto status = files.link_status(runs);
    if (!status) return {};
    const std::string where = text::quoted(runs);
    const std::string elsewhere = "type: export XDG_CACHE_HOME=...   (a directory of yours)";
    if (status->owner != user) {
        return where + " belongs to another user (uid " + std::to_string(status->owner) +
               "), who could read and change what is in it\n" + elsewhere;
    }
    if (!status->is_directory())
        return where + " is no directory, and a link is not followed there\ntype: rm " +
               text::shell_word(runs);
    if ((status->mode & writable_by_others) != 0) {
        return "others may write to " + where + ", and so change what is in it\ntype: chmod go-w " +
               text::shell_word(runs);
    }
    return {};
}

std::string mounted_part(const std::string& run_directory) {
    return run_directory + "/specs";
}

std::string unchanged_part(const std::string& run_directory) {
    return run_directory + "/unchanged";
}

std::string temporary_part(const std::string& run_directory) {
    return run_directory + "/tmp";
}

}  // namespace tao::plan
