#include "engines/real_docker.hpp"

namespace tao::engines {

std::string find_real_docker(const os::Environment& environment, const os::FileIdentity& self,
                             const os::FileSystem& files) {
    std::string_view rest = environment.get_or_empty("PATH");
    while (!rest.empty()) {
        const auto colon = rest.find(':');
        const std::string_view directory = rest.substr(0, colon);
        rest = colon == std::string_view::npos ? std::string_view{} : rest.substr(colon + 1);
        // An empty element is the working directory (POSIX.1-2017, XBD 8.3).
        std::string candidate = directory.empty() ? "./docker" : std::string(directory) + "/docker";
        const std::optional<os::FileStatus> status = files.status(candidate);
        if (status && status->is_regular() && status->identity != self && files.is_executable(candidate)) {
            return candidate;
        }
    }
    return {};
}

}  // namespace tao::engines
