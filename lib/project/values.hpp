#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "project/keys.hpp"
#include "project/read.hpp"
#include "project/yaml.hpp"
#include "text/diagnostic.hpp"

// What the readers of the single keys share: a YAML value made into a value of a type, or reported. `path` is
// that of the key in the table, whose words tell what was expected. A node that was reported before is passed
// over in silence.
namespace tao::project {

struct Reading {
    const Context& context;
    text::Diagnostics& diagnostics;
    Keys table;  // of a project file; empty for other files
    KeyNames names = KeyNames(table);
    std::string_view file_is = "a project file";
    std::vector<EnvironmentUse>* uses = nullptr;  // gets every reference to the environment
    std::vector<text::Span>* secrets = nullptr;   // gets the places of values that are not shown
};

// The name of a key in messages: docker.user, source, a mount, an entry of gpus.
std::string shown(std::string_view path);

// "KEY must be WORDS, not 'this'"
void report_wrong_type(const Reading& reading, const yaml::Node& node, std::string_view path,
                       std::string hint = {});

// Is it a map? Nothing written counts as an empty one.
bool expect_map(const Reading& reading, const yaml::Node& node, std::string_view path);
bool expect_list(const Reading& reading, const yaml::Node& node, std::string_view path);

// Reports the keys of a map that are unknown, and returns the names they were probably meant to be.
std::vector<std::string> check_keys(const Reading& reading, const yaml::Node& map, std::string_view path);

// Does YAML take a scalar without quotes for a number, or for true or false? Where a name is meant, that is none.
bool is_no_text(const yaml::Node& node);

// Any scalar as text, as written, interpolated.
std::optional<std::string> read_text(const Reading& reading, const yaml::Node& node, std::string_view path);

// A text that can be a path: not empty, no NUL, no newline.
std::optional<std::string> read_path(const Reading& reading, const yaml::Node& node, std::string_view path);

// true or false without quotes; yes, no, on and off are errors: YAML's versions disagree about them.
std::optional<bool> read_boolean(const Reading& reading, const yaml::Node& node, std::string_view path);

// A decimal number without quotes, or from a variable.
std::optional<long long> read_integer(const Reading& reading, const yaml::Node& node, std::string_view path,
                                      long long smallest, long long largest);

// One of the words: its index. On and off may also be spelled true and false.
std::optional<std::size_t> read_choice(const Reading& reading, const yaml::Node& node, std::string_view path,
                                       std::span<const std::string_view> words);

}  // namespace tao::project
