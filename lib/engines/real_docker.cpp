#include "engines/real_docker.hpp"

namespace tao::engines {

namespace {

// The first file of that name on PATH that can be executed and that `wanted` says yes to.
template <typename Predicate>
std::string first_on_path(std::string_view name, const os::Environment& environment,
                          const os::FileSystem& files, Predicate wanted) {
    std::string_view rest = environment.get_or_empty("PATH");
    while (!rest.empty()) {
        const auto colon = rest.find(':');
        const std::string_view directory = rest.substr(0, colon);
        rest = colon == std::string_view::npos ? std::string_view{} : rest.substr(colon + 1);
        // An empty element is the working directory (POSIX.1-2017, XBD 8.3).
        std::string candidate = std::string(directory.empty() ? "." : directory) + "/" + std::string(name);
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
