#pragma once

#include <cstddef>
#include <string_view>

namespace tao::specs {

// How the text of a spec file is written.
enum class SpecForm {
    yaml,
    json,
    text,  // protobuf text and the plain conf files of the converters: NAME: "VALUE", NAME = VALUE, lists of names
};

// Larger files are data, whatever their name; they are never read.
inline constexpr std::size_t largest_spec = std::size_t{1} << 20U;

// Does the name end as those of the spec files do that TAO's tasks take: .yaml .yml .json .txt .prototxt .conf .cfg
// .config .pbtxt .textproto .spec .ini .toml .py, in any case?
bool has_spec_name(std::string_view path);

// Does it end as those of lists of data files do: .csv .tsv .lst .list .jsonl .manifest, in any case? They are looked into
// where a line names them, and are no specs that a task wants.
bool has_list_name(std::string_view path);

// A configuration that Python runs: it is read, and never copied, since it imports what is beside it.
bool is_program(std::string_view path);

// Another encoding of a text (UTF-16) has bytes of zero, as data have.
bool is_text(std::string_view content);

// By the name; a file that by its name is none of YAML is JSON if it begins as JSON does, and one whose name says nothing
// (.config, .spec, no ending that is known) YAML if it begins so.
SpecForm form_of(std::string_view path, std::string_view content);

}  // namespace tao::specs
