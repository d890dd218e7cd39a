#include "engines/real_docker.hpp"

#include "launcher/path_list.hpp"

namespace tao::engines {

namespace {

// The first file of that name on PATH that can be executed and that `wanted` says yes to.
template <typename Predicate>
std::string first_on_path(std::string_view name, const os::Environment& environment,
                          const os::FileSystem& files, Predicate wanted) {
    for (const std::string& directory : launcher::path_directories(environment.get("PATH"))) {
        std::string candidate = launcher::join(directory, name);
        const std::optional<os::FileStatus> status = files.status(candidate);
        if (status && status->is_regular() && wanted(*status) && files.is_executable(candidate))
            return candidate;
    }
    return {};
}

}  // namespace

std::string find_program(std::string_view name, const os::Environment& environment,
                         const os::FileSystem& files) {
    return first_on_path(name, environment, files, [](const os::FileStatus&) { return true; });
}

std::string find_real_docker(const os::Environment& environment, const os::FileIdentity& self,
                             const os::FileSystem& files) {
    return first_on_path("docker", environment, files,
                         [&](const os::FileStatus& status) { return status.identity != self; });
}

}  // namespace tao::engines
