#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tao::commands {

// What to type for a word that other tools have where tao-shim has another one, in lines: "type: tao-shim ps". Empty: nothing
// is known of it.
//
// line: the whole of it behind tao-shim, the word first.
std::string way_for_command(const std::vector<std::string>& line);
std::string way_for_option(std::string_view command, std::string_view option);
std::string way_for_target(std::string_view target);  // of enable

}  // namespace tao::commands
