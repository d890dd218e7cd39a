#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "project/yaml_source.hpp"
#include "text/diagnostic.hpp"

// Used by yaml.cpp and yaml_errors.cpp only: characters that look like those that YAML is made of, in places where YAML
// would see those. Inside of a value they are a value's.
namespace tao::project::yaml {

// In a scalar without quotes that begins at the offset: in front, at the end, and behind a name where a colon may stand,
// which none may in the value of a key.
std::optional<std::size_t> lookalike_in_scalar(const Source& source, std::size_t offset,
                                               std::string_view value, bool is_value_of_key);

// In the lines up to that of the offset, where the parser stopped.
std::optional<std::size_t> lookalike_above(const Source& source, std::size_t offset);

// Each character once: the same habit is on every line.
void report_lookalike(const Source& source, text::Diagnostics& diagnostics, std::size_t offset);

// Is it a quote by its look? What is in it begins and ends all the same.
bool looks_like_quote(const Source& source, std::size_t offset);

}  // namespace tao::project::yaml
