#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "launcher/launcher.hpp"
#include "paths/mount_table.hpp"
#include "project/project.hpp"
#include "text/diagnostic.hpp"

namespace tao::launcher {

// The content of the launcher's mounts file as values.
struct MountsFile {
    std::vector<paths::Mount> mounts;                       // Mounts
    std::vector<std::pair<std::string, std::string>> envs;  // Envs: variable, value
    project::DockerOptions docker;                          // DockerOptions, `user` already resolved
    // Without a user in `docker` the launcher advises to name one, in a file that is not there. With null as the user it
    // makes the same container and advises nothing.
    bool root_is_meant = false;
};

// JSON that every public launcher accepts: keys Mounts, Envs, DockerOptions only (any other is a KeyError),
// no key without a value but for that user. mask_secrets: what looks secret (text/secrets.hpp)
// becomes "***", for showing. Bytes that are not UTF-8 cannot be in JSON: nothing is returned.
std::optional<std::string> render(const MountsFile& file, bool mask_secrets);

// Reports each docker option of the project that this launcher does not accept, with its place.
void check_docker_options(const project::DockerOptions& options, const Launcher& launcher,
                          text::Diagnostics& diagnostics);

}  // namespace tao::launcher
