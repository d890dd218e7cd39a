#pragma once

#include <string_view>
#include <vector>

#include "paths/path_places.hpp"
#include "specs/form.hpp"

namespace tao::specs {

// How a scalar is written in its file; what must be escaped in it follows from that.
enum class Writing {
    plain,          // YAML without quotes
    plain_in_flow,  // the same inside [...] or {...}
    single_quoted,  // YAML '...': '' is a quote
    double_quoted,  // YAML "..."
    json,           // "..."
    protobuf,       // "..." or '...' with the escapes of C
    bare,           // the rest of a line, byte for byte
};

// A text value of a spec file.
struct SpecValue {
    paths::Place place;  // its bytes in the file, without the quotes
    Writing writing = Writing::bare;
    std::string_view key;    // the name that it stands under, as written; a view into the file; may be empty
    bool continues = false;  // it is a further line of the text that the value before is a part of
    bool included = false;   // behind a tag as !include: a file that is read in its place
};

// Every scalar value of the text that could be a string, in the order of their places. Comments are none; of keys,
// those that begin as a path does; of the lines of a longer text the same, and beside one those with a "/" further in. Never fails:
// what the form does not allow is passed over, since a file that cannot be read is the task's to complain about. Takes time and memory in proportion to the text; needs no stack for nesting.
//
// The values' views point into `content`.
std::vector<SpecValue> spec_values(std::string_view content, SpecForm form);

// The readers behind it, one a form.
std::vector<SpecValue> yaml_values(std::string_view content);
std::vector<SpecValue> json_values(std::string_view content);
std::vector<SpecValue> text_values(std::string_view content);

}  // namespace tao::specs
