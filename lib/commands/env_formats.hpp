#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tao::commands {

// How `tao-shim env` writes variables.
enum class EnvFormat { sh, fish, json, dotenv };

// Nothing if there is no format of that name.
std::optional<EnvFormat> env_format(std::string_view name);

using NamesAndValues = std::vector<std::pair<std::string, std::string>>;

// One line for each variable (a line break in a value stays one), or one JSON object. Every byte of a value arrives:
//
//   sh      export NAME='VALUE', for sh, bash and zsh
//   fish    set -gx NAME 'VALUE'
//   dotenv  NAME=VALUE, as it is where every reader takes it so; else in single quotes, or in double quotes with backslashes,
//           which compose and the libraries take away; docker and podman (--env-file) leave them in the value
//   json    {"NAME": "VALUE"}; nothing is returned if a value is not UTF-8
//
// command: stands for `export` or `set -gx`; empty: as above.
std::optional<std::string> write_variables(const NamesAndValues& variables, EnvFormat format,
                                           const std::string& command = {});

}  // namespace tao::commands
