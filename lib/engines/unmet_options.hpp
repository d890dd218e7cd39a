#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engines/command.hpp"

// What an engine would leave out of `docker:` without a word: warnings at the key's place, where the task gets less by it.
namespace tao::engines {

// The caller's hard limit of that name, if it is below the wanted one (-1: none). A process without root cannot raise it.
std::optional<long long> limit_below(const Surroundings& here, std::string_view name, long long wanted);

// who: cannot raise a limit ("apptainer").
void warn_of_lower_limits(std::string_view who, const Task& task, const Surroundings& here,
                          text::Diagnostics& diagnostics);

// who: gives the container this computer's /dev/shm.
void warn_of_less_shared_memory(std::string_view who, const Task& task, const Surroundings& here,
                                text::Diagnostics& diagnostics);

// Ports that are to be others on this computer, in its own network: docker and podman leave them out. chosen: the network
// that the engine takes where the project file names none; empty: one of its own.
void warn_of_discarded_ports(const project::DockerOptions& docker, std::string_view chosen,
                             text::Diagnostics& diagnostics);

}  // namespace tao::engines
