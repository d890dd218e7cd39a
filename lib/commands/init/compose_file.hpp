#pragma once

#include <optional>
#include <string>

namespace tao::commands {

// A Compose file as a script with a line of docker run for each service, for the reader of scripts, which takes those over
// that are TAO's (config/notebook/containers.py). Each stands on the line where the file has the name of its service.
struct ComposeScript {
    std::string script{};
    std::string fault{};  // why there is none; empty: there is
};

// Nothing: the file is no Compose file, as far as it can be read.
std::optional<ComposeScript> script_of_compose(const std::string& path, const std::string& content);

}  // namespace tao::commands
