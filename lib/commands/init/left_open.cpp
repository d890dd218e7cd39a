#include "commands/init/left_open.hpp"

#include <regex>
#include <string>

namespace tao::commands {

bool is_left_open(std::string_view text) {
    constexpr std::size_t longest_path = 4096;
    // The two patterns of config/notebook/places.py, to the letter.
    static const std::regex in_capitals(
        R"((^|[^A-Za-z])(FIX_?ME|CHANGE_?ME|REPLACE_?ME|TODO|TBD|(YOUR|ENTER|INSERT|REPLACE|PATH_TO)[_ -][A-Z_ -]+)($|[^A-Za-z])|<[^<>]+>|(^|/)\[[A-Za-z]+([ _-][A-Za-z]+)+\](/|$)|(^|/)(\.\.\.+|…)(/|$)|^[A-Za-z]:[\\/]|^\\\\[^\\]+\\)");
    static const std::regex in_lower_case(
        R"((^|[^a-z])(fix|change)_?me($|[^a-z])|(^|/)path/to(/|$)|(^|/)(user_?name|your(name|path|dir|username)?)(/|$)|(^|[/_ -])your[_ -][a-z_ -]+(/|$)|(^|/)x{3,}(/|$)|(^|/)(enter|insert|put)[_ -][a-z_ -]*(path|dir|directory|folder|here)(/|$))");
    if (text.size() >= longest_path) return false;
    std::string lower(text);
    for (char& letter : lower) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    return std::regex_search(text.begin(), text.end(), in_capitals) ||
           std::regex_search(lower, in_lower_case);
}

}  // namespace tao::commands
