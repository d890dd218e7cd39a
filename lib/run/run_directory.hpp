#pragma once

#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "os/held_directory.hpp"
#include "specs/spec_plan.hpp"

namespace tao::run {

// Makes the directory of a run (plan/run_directory.hpp) and writes the copies. Removes the directories of earlier runs
// that nothing else could remove.
std::optional<os::HeldDirectory> make_run_directory(const std::string& path,
                                                    const std::vector<specs::SpecCopy>& copies,
                                                    std::error_code& error);

}  // namespace tao::run
