#pragma once

#include <string>

#include "launcher/candidate.hpp"
#include "launcher/find_launcher.hpp"
#include "os/environment.hpp"
#include "os/file_system.hpp"

namespace tao::launcher {

// Exit codes where there is nothing to start, as a shell's; 125 is the shim's own.
inline constexpr int exit_of_loop = 125;

// A candidate as what was found.
Found found_candidate(const Candidate& candidate);

// A Found without a launcher.
Found not_found(int exit_code, std::string message);

// The name under which the loop guard knows a program: its real path.
std::string name_in_guard(const std::string& path, const os::FileSystem& files);

// One walk along PATH for one program name, by the rules of find_launcher(). Nothing found: `rejected` is filled,
// the message is left to the caller, except where the search ended at a dead launcher or in a loop.
Found search_path(const Search& search, const std::string& program, const os::Environment& environment,
                  const os::FileSystem& files);

}  // namespace tao::launcher
