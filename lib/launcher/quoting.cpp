#include "launcher/quoting.hpp"

#include "text/characters.hpp"

namespace tao::launcher {

namespace {

// Bytes that no shell gives a meaning to, wherever they stand in a word. Bytes above 0x7f belong to
// characters of the locale and stay whole: a backslash between the bytes of one character would tear it.
bool is_plain(char byte) {
    if (static_cast<unsigned char>(byte) >= 0x80U) return true;
    return text::continues_name(byte) || text::is_one_of("@%+=:,./-", byte);
}

// A backslash before a newline removes both, so a newline needs quotes of its own: $'\n' in bash, which keeps
// the command line on one line; plain single quotes where the shell may be dash, which does not know $'...'.
std::string_view newline(Shells shells) {
    return shells == Shells::two ? "$'\\n'" : "'\n'";
}

std::string for_the_inner_shell(std::string_view word, Shells shells) {
    if (word.empty()) return "\"\"";
    std::string quoted;
    quoted.reserve(word.size() * 2);
    for (const char byte : word) {
        if (byte == '\n') {
            quoted += newline(shells);
            continue;
        }
        if (!is_plain(byte)) quoted += '\\';
        quoted += byte;
    }
    return quoted;
}

}  // namespace

std::string quote(std::string_view word, Shells shells) {
    const std::string inner = for_the_inner_shell(word, shells);
    if (shells == Shells::one || inner.find('\'') == std::string::npos) return inner;
    std::string outer;
    outer.reserve(inner.size() * 2);
    for (const char byte : inner) {
        // The words stand between single quotes for the outer shell: end them, a quote, begin them again.
        if (byte == '\'') {
            outer += "'\\''";
        } else {
            outer += byte;
        }
    }
    return outer;
}

}  // namespace tao::launcher
