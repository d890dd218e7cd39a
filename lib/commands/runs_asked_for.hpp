#pragma once

#include <ctime>
#include <optional>
#include <string>
#include <vector>

#include "commands/subcommand.hpp"
#include "engines/runs.hpp"

namespace tao::commands {

// The runs that a subcommand is asked about, in every engine that answers: those of the project here, with all_projects
// every one. Nothing if there is no project here or it is not known what runs; the user has been told then. subcommand: its
// name, for that message.
std::optional<std::vector<engines::RunsOfEngine>> runs_asked_for(const char* subcommand, bool all_projects,
                                                                 const Surroundings& surroundings);

// The first letters of an identifier, as they are shown and as `stop` takes them.
std::string short_id(const std::string& id);

// "3 minutes": how long ago that was.
std::string age(std::time_t since, std::time_t now);

}  // namespace tao::commands
