#pragma once

#include <memory>

#include "engines/engine.hpp"

namespace tao::engines {

// apptainer as an engine: its tasks are processes of this computer, below the command that started them and ending with it.
// A container is such a command, known by the variables that it hands over; its id is the number of the process.
std::unique_ptr<ContainerEngine> make_process_engine();

}  // namespace tao::engines
