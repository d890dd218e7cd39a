#include "project/forbidden_variables.hpp"
#include "project/readers.hpp"

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

}  // namespace

std::vector<Variable> read_shell_variables(const Reading& reading, const yaml::Node& node,
                                           std::vector<VariableFault>& unset) {
    text::Diagnostics found(reading.diagnostics.source());
    std::vector<Variable> variables = read_variables({reading.context, found}, node, "variables");
    for (const text::Diagnostic& one : found.all()) {
        if (one.id == "unset-variable") {
            unset.push_back({.name = name_at(node, one.where->begin), .fault = one});
        } else {
            reading.diagnostics.error(one.id, one.message, one.where, one.hint);
        }
    }
    std::erase_if(variables, [&](const Variable& variable) { return is_forbidden(reading, variable); });
    return variables;
}

}  // namespace tao::project
