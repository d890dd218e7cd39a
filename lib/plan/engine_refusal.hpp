#pragma once

#include <memory>
#include <string>

#include "engines/engine.hpp"
#include "os/file_system.hpp"
#include "plan/plan.hpp"

namespace tao::plan {

// The engine of a plan for questions: what its command speaks to. Null: it cannot be asked.
std::unique_ptr<engines::ContainerEngine> engine_of(const Plan& plan);

// Lines for the user if there is no Docker Engine where the docker command of the plan looks for one, or it is not for this
// user, by a look at its socket; empty: there is nothing to say.
std::string no_engine(const Plan& plan, const os::FileSystem& files);

// Lines for the user after the command of an engine other than the launcher has failed before the task began, or may have:
// the first of these that is so. There is no engine, or the user may not use it; the image is not there and could not be
// had, with the login that is missing; the engine has no GPUs to give. Empty if none is: the command has said why, or the
// status is the task's. engine: null if it cannot be asked.
std::string engine_refusal(const Plan& plan, const Invocation& invocation, const os::FileSystem& files,
                           engines::ContainerEngine* engine);

}  // namespace tao::plan
