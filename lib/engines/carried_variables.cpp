#include "engines/carried_variables.hpp"

#include <algorithm>
#include <iterator>

namespace tao::engines {

namespace {

// Where sh is bash these are constants of the shell's own, and to set one would end it.
constexpr std::string_view constants_of_bash[] = {"UID",      "EUID",      "PPID",
                                                  "BASHOPTS", "SHELLOPTS", "BASH_VERSINFO"};

}  // namespace

std::string carrier_of(std::string_view name) {
    return "TAO_SHIM_CARRIED_" + std::string(name);
}

std::string restored_in_shell(const std::vector<std::string>& names) {
    std::string script;
    std::string carriers;
    for (const std::string& name : names) {
        const std::string carrier = carrier_of(name);
        const bool is_constant = std::find(std::begin(constants_of_bash), std::end(constants_of_bash),
                                           name) != std::end(constants_of_bash);
        script.append(is_constant ? "command export " : "export ").append(name).append("=\"$");
        script.append(carrier).append("\"").append(is_constant ? " 2>/dev/null; " : "; ");
        carriers += " " + carrier;
    }
    return carriers.empty() ? "" : script + "unset" + carriers;
}

Task with_restored(Task task, const std::vector<std::string>& names) {
    if (names.empty()) return task;
    if (task.words.empty()) task.words.emplace_back("bash");
    task.words.insert(task.words.begin(),
                      {"/bin/sh", "-c", restored_in_shell(names) + "; exec \"$@\"", "tao"});
    return task;
}

}  // namespace tao::engines
