#pragma once

#include <string>
#include <vector>

#include "launcher/candidate.hpp"
#include "launcher/find_launcher.hpp"

namespace tao::launcher {

// The texts for the user where no launcher can be started: what was looked at, why it will not do, what to
// type.

// Nothing on PATH will do.
std::string not_found_message(const Search& search, const std::vector<Rejected>& rejected,
                              const os::Environment& environment, const os::FileSystem& files);

// Where that is advised to be installed; a shell makes the home of the ~.
inline constexpr char advised_environment[] = "~/.venvs/tao";

// What stands for the path of a launcher where none is known.
inline constexpr char no_launcher_to_name[] = "/path/to/tao";

// What installs NVIDIA's launcher, in an environment of its own: the Python of a distribution lets nobody install into it
// (PEP 668), and its old releases do not work with new packages of others.
std::string install_line();

// A launcher whose interpreter is missing. next: another launcher behind it on PATH; may be empty.
std::string dead_message(const Candidate& dead, const std::string& next);

// The explicitly named file will not do. named_by: "TAO_SHIM_LAUNCHER", or the user's configuration file.
std::string explicit_message(const std::string& named_by, const std::string& path, const std::string& reason);

// The programs that were handed over to came back.
std::string loop_message(const std::string& self_path, const std::vector<std::string>& programs);

// "PATH is not NVIDIA's launcher", or why that is not known.
std::string unknown_program(const Found& found);

// The launcher that TAO_SHIM_LAUNCHER should name in place of an unknown program, as a word for a shell: the one that the
// program's text names, else one that is installed nearby, else a place for it.
std::string launcher_to_name(const Found& found, const Search& search, const os::Environment& environment,
                             const os::FileSystem& files);

// Only a launcher of another name is there. Shown where the line cannot be carried over.
std::string other_name_message(const Search& search, const Launcher& other);

}  // namespace tao::launcher
