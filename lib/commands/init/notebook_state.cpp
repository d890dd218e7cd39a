#include "commands/init/notebook_state.hpp"

#include "commands/init/notebook_open_places.hpp"

namespace tao::commands {

void NotebookState::set_variable(const std::string& name, PythonValue value) {
    python.set_variable(name, filled_in(name, std::move(value)));
}

void NotebookState::set_name(const std::string& name, PythonValue value) {
    python.names[name] = filled_in(name, std::move(value));
}

PythonValue NotebookState::filled_in(const std::string& name, PythonValue value) {
    const auto taken = taken_for_open_place(name, value, project);
    if (!taken) return value;
    open_places.emplace_back(name, *taken);
    return *taken;
}

}  // namespace tao::commands
