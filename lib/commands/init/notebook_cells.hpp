#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tao::commands {

// The code cells of a Jupyter notebook (nbformat 3 and 4), in their order. Nothing if the text is no notebook.
std::optional<std::vector<std::string>> code_cells(std::string_view notebook);

// A statement of a cell: a line of IPython (%env ..., !tao ...) or a logical line of Python, on which strings and
// brackets may have continued over several lines. Comments are gone.
struct Statement {
    std::size_t indent = 0;
    bool magic = false;  // begins with % or !
    std::string text;
};

std::vector<Statement> statements(std::string_view cell);

}  // namespace tao::commands
