#include <algorithm>

#include "project/forbidden_variables.hpp"
#include "project/key_functions.hpp"

namespace tao::project {

namespace {

// The variable whose entry holds that place.
std::string name_at(const yaml::Node& node, std::size_t place) {
    std::string name;
    for (const yaml::Entry& entry : node.entries) {
        if (entry.key_where.begin <= place) name = entry.key;
    }
    for (const yaml::Node& item : node.items) {
        const yaml::Node* variable = item.find("variable");
        if (item.where.begin <= place && variable != nullptr) name = variable->text;
    }
    return name;
}

bool is_forbidden(const Reading& reading, const Variable& variable) {
    const ForbiddenVariable* forbidden = find_forbidden(variable.name);
    if (forbidden == nullptr) return false;
    reading.diagnostics.error(
        "forbidden-variable",
        variable.name + " " + std::string(forbidden->does) + ", so no project file may set it",
        variable.where, "remove it; for the container alone, write it under envs:");
    return true;
}

template <typename Entry>
bool has(const std::vector<Entry>& entries, const std::string& wanted) {
    return std::any_of(entries.begin(), entries.end(),
                       [&](const Entry& entry) { return entry.name == wanted; });
}

}  // namespace

void read_shell_variables(const Reading& reading, const yaml::Node& node, std::string_view path,
                          Project& project) {
    text::Diagnostics found(reading.diagnostics.source());
    project.variables = read_variables({reading.context, found, reading.table}, node, path);
    for (const text::Diagnostic& one : found.all()) {
        if (one.id == "unset-variable") {
            project.unset_variables.push_back({.name = name_at(node, one.where->begin), .fault = one});
        } else {
            reading.diagnostics.error(one.id, one.message, one.where, one.hint);
        }
    }
    std::erase_if(project.variables,
                  [&](const Variable& variable) { return is_forbidden(reading, variable); });
}

void show_shell_variables(const Project& project, std::vector<Shown>& shown) {
    show_variables(project.variables, shown);
}

void take_shell_variables(Project& project, Project& layout, const Where& where) {
    std::erase_if(layout.unset_variables,
                  [&](const VariableFault& one) { return has(project.variables, one.name); });
    // One that has no value here must not get the layout's instead.
    std::erase_if(layout.variables,
                  [&](const Variable& one) { return has(project.unset_variables, one.name); });
    take_named(project.variables, std::move(layout.variables), where);
    project.unset_variables.insert(project.unset_variables.end(), layout.unset_variables.begin(),
                                   layout.unset_variables.end());
}

}  // namespace tao::project
