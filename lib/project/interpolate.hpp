#pragma once

#include <optional>
#include <string>
#include <vector>

#include "project/project.hpp"
#include "project/read.hpp"
#include "project/yaml.hpp"
#include "text/diagnostic.hpp"

namespace tao::project {

// Replaces in the text of a scalar
//
//   ${NAME}            the host's environment variable; unset: an error
//   ${NAME:-DEFAULT}   DEFAULT if NAME is unset or empty, as in a shell
//   ${NAME:?MESSAGE}   an error with that message if NAME is unset or empty
//   $$                 a dollar
//   ${project_dir} ${task} ${home} ${user} ${uid} ${gid}
//                      of this project and run; they win over environment variables of these names
//
// DEFAULT and MESSAGE are literal and end at the first }. Any other $ is an error, $NAME without braces included:
// left alone it would reach the container as a dollar, replaced it would be found where nobody meant it.
//
// is_secret: messages show nothing of the text itself but the names in its ${...}.
//
// Nothing is returned if there was an error; each is reported with the place of its $ expression. `uses` gets every
// reference to the environment, whether or not the variable is set; their key stays empty.
std::optional<std::string> interpolate(const yaml::Node& scalar, const Context& context,
                                       text::Diagnostics& diagnostics, std::vector<EnvironmentUse>& uses,
                                       bool is_secret = false);

}  // namespace tao::project
