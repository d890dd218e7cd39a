#pragma once

#include <memory>
#include <string>

#include "engines/engine.hpp"

namespace tao::engines {

// Slurm in the Docker Engine's words, as far as ps and stop ask: a container is a job of ours of this user, known by its
// comment, or a step of ours in an allocation of the user's own, known by its name (slurm_step.hpp). Its identifier is
// Slurm's: 123, 123.0. squeue: the path of that program; scancel is beside it.
std::unique_ptr<ContainerEngine> make_slurm_engine(const std::string& squeue,
                                                   const os::Environment& environment);

}  // namespace tao::engines
