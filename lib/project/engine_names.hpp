#pragma once

#include <string>
#include <string_view>

// What runs tasks is known by other names as well: those of older programs, of parts, of the commands that people type.
namespace tao::project {

// What to write for that name of an engine, for people; empty: it is nobody's.
std::string engine_called(std::string_view name);

// The same for what starts the container on a node, slurm.container.
std::string container_called(std::string_view name);

}  // namespace tao::project
