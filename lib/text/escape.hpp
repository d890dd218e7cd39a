#pragma once

#include <string>
#include <string_view>

namespace tao::text {

// User text made safe for a terminal: control characters (C0, DEL, C1), invalid UTF-8 and the characters that
// reorder text on the screen become visible escapes (\n, \t, \x1b, \u202e); everything else is kept.
std::string visible(std::string_view text);

// visible(), in single quotes: the form of user text inside messages.
std::string quoted(std::string_view text);

// The text as one word that can be pasted into sh, bash, zsh or fish: bare if it needs no quotes. With characters that
// visible() escapes it is for bash and zsh alone, $'a\x1b', and as safe for a terminal.
std::string shell_word(std::string_view text);

// As in a URL: a byte that does not stay is %HH.
std::string percent_coded(std::string_view text, bool (*stays)(char byte));

// What was so written; a % without a code behind it is itself.
std::string percent_decoded(std::string_view text);

// How many columns the text takes on a terminal if each character takes one.
std::size_t columns(std::string_view utf8);

}  // namespace tao::text
