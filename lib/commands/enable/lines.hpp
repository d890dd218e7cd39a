#pragma once

#include <string>

// The lines that put the shims' directory first on PATH, in the language of each program that reads them. They start no
// process, keep the rest of PATH in its order with its empty elements, and change nothing if the directory is first already.
// `shims` and `bin` are absolute and without colon and newline.
namespace tao::commands {

// For a file that bash, zsh or any other POSIX shell reads at its start. bin goes last, unless it is on PATH. In an
// interactive bash or zsh also a function that is called before each prompt, for what is put in front later on, and the
// completions, which are in ../share of bin.
std::string shell_lines(const std::string& shims, const std::string& bin);

// For fish: whenever PATH changes, in every fish; and the completions.
std::string fish_lines(const std::string& shims, const std::string& bin);

// For the end of an activation script: once. What deactivates a virtual environment puts back the whole PATH.
std::string activate_lines(const std::string& shims);
std::string activate_fish_lines(const std::string& shims);
std::string activate_csh_lines(const std::string& shims);
std::string activate_powershell_lines(const std::string& shims);

// For a launcher's own script, in front of its imports: the shim is started in its place, unless it is the shim that
// starts it. Nothing of that stays in the environment. shim: the program of that name, absolute.
std::string launcher_script_lines(const std::string& shim);

// For conda, which on deactivation takes only its own directories out of PATH: the second takes out what the first put in,
// if it was not there before.
std::string conda_activate_lines(const std::string& shims);
std::string conda_deactivate_lines(const std::string& shims);
std::string conda_activate_fish_lines(const std::string& shims);
std::string conda_deactivate_fish_lines(const std::string& shims);

// For a start-up file of IPython. shims: the directory, tool: the program tao-shim; both absolute.
std::string jupyter_lines(const std::string& shims, const std::string& tool);

}  // namespace tao::commands
