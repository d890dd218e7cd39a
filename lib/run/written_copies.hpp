#pragma once

#include <string>
#include <vector>

#include "specs/spec_plan.hpp"

namespace tao::run {

// The launcher mounts everything to be written. A task that writes to the copy of a spec file must not lose what it wrote
// when the run's directory goes. What it got is in that directory twice, once out of its reach (plan/run_directory.hpp).

// If the mounted copies are no longer as they were written, or something was added, all of them are moved out of the run's
// directory, to written-RUN_ID beside it, which nobody removes. Whoever is about to remove the directory calls this first.
void keep_written_copies(const std::string& run_directory);

// What there is to say of copies that were kept, a line each; none were: none.
std::vector<std::string> said_of_written_copies(const std::string& run_directory,
                                                const std::vector<specs::SpecCopy>& copies);

}  // namespace tao::run
