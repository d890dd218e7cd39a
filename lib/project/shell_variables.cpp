#include <algorithm>

#include "project/key_functions.hpp"
#include "project/known_names.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"
#include "text/secrets.hpp"

namespace tao::project {

namespace {

// What decides about tao and the launcher is the user's alone to set, whatever is trusted.
constexpr std::string_view names_of_the_user[] = {
    "TAO_PROJECT",        "LAUNCHER_MOUNTS",   "TAO_DOCKER_DISABLE",
    "TAO_LAUNCHER_DEBUG", "OVERRIDE_REGISTRY", "CI_PROJECT_DIR",
};
constexpr std::string_view beginnings_of_the_user[] = {"TAO_SHIM", "_tao_shim"};

bool is_of_the_user(const Reading& reading, const Variable& variable) {
    const bool found =
        std::find(std::begin(names_of_the_user), std::end(names_of_the_user), variable.name) !=
            std::end(names_of_the_user) ||
        std::any_of(std::begin(beginnings_of_the_user), std::end(beginnings_of_the_user),
                    [&](std::string_view beginning) { return variable.name.starts_with(beginning); });
    if (!found) return false;
    reading.diagnostics.error(
        "forbidden-variable",
        variable.name + " steers the launcher or tao itself, so no project file may set it", variable.where,
        "remove it; for the container alone, write it under envs:");
    return true;
}

// As the sources of mounts: ~/ and relative values mean one place, wherever the shell or the notebook is. What cannot be
// resolved stays as it is written.
void make_absolute(const Reading& reading, Variable& variable) {
    if (!variable.value || variable.value->empty() || !is_host_directory(variable.name)) return;
    text::Diagnostics unused(reading.diagnostics.source());
    const Reading quiet{.context = reading.context, .diagnostics = unused, .table = reading.table};
    if (auto path = absolute_path(quiet, {}, *variable.value)) variable.value = text::normalised(*path);
}

// Does the file itself write what a shell obeys? Notebooks put values as they are into the lines that they hand to one: !tao
// -k $KEY. Of ${...} the name is the user's own; what stands behind :- may become the value.
bool has_shell_syntax(const Variable& variable) {
    constexpr std::string_view obeyed = ";&|<>()`$";
    constexpr unsigned char del = 0x7F;
    std::string_view rest = variable.written;
    while (!rest.empty()) {
        if (rest.starts_with("${")) {
            rest.remove_prefix(2);
            continue;
        }
        const auto byte = static_cast<unsigned char>(rest.front());
        if (byte < ' ' || byte == del || obeyed.find(rest.front()) != std::string_view::npos) return true;
        rest.remove_prefix(1);
    }
    return false;
}

std::string meaning_of(const Variable& variable) {
    const std::string shown =
        text::quoted(variable.name + ": " + text::masked(variable.name, variable.written));
    if (!is_layout_variable(variable.name)) {
        return "variables " + shown +
               " is set in your shells and notebooks, where programs may obey a variable of that name";
    }
    if (has_shell_syntax(variable)) {
        return "variables " + shown +
               " has characters that a shell obeys, and notebooks put values into lines of a shell";
    }
    return "variables " + shown + " takes a value from your environment";
}

const std::string& name_of(const Variable& variable) {
    return variable.name;
}
const std::string& name_of(const VariableFault& unset) {
    return unset.variable.name;
}

template <typename Entry, typename Other>
void erase_named(std::vector<Entry>& entries, const std::vector<Other>& others) {
    std::erase_if(entries, [&](const Entry& entry) {
        return std::any_of(others.begin(), others.end(),
                           [&](const Other& other) { return name_of(other) == name_of(entry); });
    });
}

}  // namespace

void read_shell_variables(const Reading& reading, const yaml::Node& node, std::string_view path,
                          Project& project) {
    project.variables = read_variables(reading, node, path, &project.unset_variables);
    std::erase_if(project.variables,
                  [&](const Variable& variable) { return is_of_the_user(reading, variable); });
    for (Variable& variable : project.variables)
        make_absolute(reading, variable);
}

void widen_by_shell_variables(const Project& project, const RealPaths& real, std::vector<Widening>& found) {
    const auto add = [&](const Variable& variable) {
        const bool free =
            is_layout_variable(variable.name) && !has_shell_syntax(variable) &&
            std::all_of(variable.uses.begin(), variable.uses.end(),
                        [](const EnvironmentUse& use) { return is_free_environment(use.name); });
        if (free) return;
        found.push_back({.value = variable.name + ": " + variable.written,
                         .where = variable.where,
                         .meaning = meaning_of(variable)});
    };
    for (const Variable& variable : project.variables) {
        if (variable.value) add(variable);
    }
    for (const VariableFault& unset : project.unset_variables)
        add(unset.variable);
    for (const RealPaths::Named& one : real.host_directories) {
        if (text::is_under(one.path, real.directory)) continue;
        found.push_back({.value = one.variable + ": " + one.path,
                         .where = one.where,
                         .meaning = "variables " + one.variable + " leads to " + text::quoted(one.path) +
                                    ", outside the project directory, where cells and scripts of notebooks " +
                                    "make, change and remove files",
                         .leads_to = one.path});
    }
}

void show_shell_variables(const Project& project, std::vector<Shown>& shown) {
    show_variables(project.variables, shown);
}

void take_shell_variables(Project& project, Project& layout, const Where& where) {
    erase_named(layout.unset_variables, project.variables);
    // One that has no value here must not get the layout's instead.
    erase_named(layout.variables, project.unset_variables);
    take_named(project.variables, std::move(layout.variables), where);
    project.unset_variables.insert(project.unset_variables.end(), layout.unset_variables.begin(),
                                   layout.unset_variables.end());
}

}  // namespace tao::project
