#pragma once

#include <cstddef>
#include <optional>

#include "project/yaml_source.hpp"
#include "text/diagnostic.hpp"

// Used by yaml.cpp only: the wording of what is wrong with a file as YAML.
namespace tao::project::yaml {

// Reports what no YAML file may hold: NUL and other control characters, bytes that are not UTF-8. False if
// any.
bool check_characters(const Source& source, text::Diagnostics& diagnostics);

// An anchor (&x) or alias (*x).
void report_anchor(const Source& source, text::Diagnostics& diagnostics, std::size_t offset);

// A quote that is never closed.
void report_open_quote(text::Diagnostics& diagnostics, std::size_t offset);

void report_tab(text::Diagnostics& diagnostics, std::size_t offset);

// yaml-cpp stopped at the offset. Its own words (end of map not found) name its state, not the user's
// mistake, so the mistake is looked for in the text.
void report_syntax_error(const Source& source, text::Diagnostics& diagnostics, std::size_t offset,
                         std::optional<std::size_t> open_bracket, bool in_escape);

}  // namespace tao::project::yaml
