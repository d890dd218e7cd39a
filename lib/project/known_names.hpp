#pragma once

#include <span>
#include <string_view>

// The names of variables that trust goes by.
namespace tao::project {

// Those that the layouts of the program define and NVIDIA's notebooks expect. Only these may a project set in a shell or a
// notebook unasked: by any other name something may start a program, load code or find its settings.
std::span<const std::string_view> layout_variables();
bool is_layout_variable(std::string_view name);

// Those that name a directory of this computer to the cells and scripts of notebooks: LOCAL_PROJECT_DIR, HOST_DATA_DIR, NOTEBOOK_ROOT and
// every other of that form. They make, fill and empty it.
bool is_host_directory(std::string_view name);

// Those of the user's environment that a project may refer to unasked: what the layouts refer to, HOME and USER. Any
// other may hold a secret.
std::span<const std::string_view> free_environment();
bool is_free_environment(std::string_view name);

// A variable that, set in a container, is obeyed by programs of this computer as well: the engine and its hooks are started
// with it, as root (CVE-2025-23266), and launchers of clusters take their settings from such names.
bool steers_this_computer(std::string_view container_variable);

}  // namespace tao::project
