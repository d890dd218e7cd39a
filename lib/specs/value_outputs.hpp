#pragma once

#include <string_view>

#include "specs/values.hpp"

namespace tao::specs {

// Which values of spec files are meant as paths by what their keys or options say, whatever there is of that name. text: the
// value or a part of it.

// A key of a directory that the task writes to, or such an option of a command (-r is results_dir).
bool names_output_directory(std::string_view key);

// The name of such a directory.
bool is_output(const SpecValue& value, std::string_view text);

// A name without a directory, or below one that is to be made: as the line has it, where the key says that it names a path
// (onnx_file, log_file) and not a layer as well.
bool is_written_name(const SpecValue& value, std::string_view text);

// Spelled as a path: under a key of a directory, or as the whole of a value. Programs and configurations are the image's, and
// what has blanks is a text.
bool is_explicit(const SpecValue& value, std::string_view text, bool is_whole);

}  // namespace tao::specs
