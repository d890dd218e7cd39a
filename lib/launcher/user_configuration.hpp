#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "os/environment.hpp"
#include "os/file_system.hpp"

namespace tao::launcher {

// ${XDG_CONFIG_HOME}/tao-shim/config.yaml if that is absolute, else ~/.config/tao-shim/config.yaml: beside the user's
// layouts. Empty if neither XDG_CONFIG_HOME nor HOME says where; /etc/passwd is not read for it, since it is asked for in
// every run.
std::string user_configuration_file(const os::Environment& environment);

// The value of the key `launcher` of the user's own configuration, ~/ replaced; nothing if the file or the
// key is absent. One key of the top level with a plain or quoted scalar is read without a YAML parser,
// because the file is asked for in every run.
std::optional<std::string> configured_launcher(const os::Environment& environment,
                                               const os::FileSystem& files);

}  // namespace tao::launcher
