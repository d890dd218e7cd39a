#include "plan/project_variables.hpp"

#include <algorithm>

#include "paths/shell_words.hpp"

namespace tao::plan {

os::Environment environment_for_words(const project::Project& project, const os::Environment& caller) {
    os::Environment environment = caller;
    for (const project::Variable& variable : project.variables) {
        if (variable.value && !caller.get(variable.name)) environment.set(variable.name, *variable.value);
    }
    return environment;
}

bool is_used(const std::string& name, const std::vector<std::string>& words, const os::Environment& caller) {
    if (caller.get(name)) return false;
    os::Environment probe;
    probe.set(name, "");
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
        return paths::resolve_as_shell(word, probe) != paths::resolve_as_shell(word, {});
    });
}

std::vector<project::VariableFault> unset_in(const std::vector<std::string>& words,
                                             const project::Project& project, const os::Environment& caller) {
    std::vector<project::VariableFault> found;
    for (const project::VariableFault& unset : project.unset_variables) {
        if (is_used(unset.variable.name, words, caller)) found.push_back(unset);
    }
    return found;
}

}  // namespace tao::plan
