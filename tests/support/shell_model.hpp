#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The part of the shells' grammar that quoted words may use, read exactly; anything else is not understood. A model,
// because a process for each try would be too slow; shell_model_test.cpp holds it against the real shells.
namespace tao::tests {

namespace shell_model {

enum class Dialect { posix, bash };

// Bytes that no shell gives a meaning to in the middle or at the end of a word. At its start '~' and '#' have one, '='
// behind a name has one for the first words of a command only, '{' and '[' have one everywhere.
inline bool is_literal(char byte) {
    return static_cast<unsigned char>(byte) >= 0x80 || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
           std::string_view("_@%+=:,./-").find(byte) != std::string_view::npos;
}

// Reads one word from `rest`, up to a blank or the end. Nothing: not understood.
inline std::optional<std::string> read_word(std::string_view& rest, Dialect dialect) {
    std::string word;
    while (!rest.empty() && rest.front() != ' ') {
        const char byte = rest.front();
        if (byte == '\\') {
            // A backslash and a newline vanish (POSIX.1-2017, XCU 2.2.1): nothing that quoting can want.
            if (rest.size() < 2 || rest[1] == '\n') return std::nullopt;
            word += rest[1];
            rest.remove_prefix(2);
        } else if (byte == '\'') {
            const auto end = rest.find('\'', 1);
            if (end == std::string_view::npos) return std::nullopt;
            word += rest.substr(1, end - 1);
            rest.remove_prefix(end + 1);
        } else if (rest.starts_with("\"\"")) {
            rest.remove_prefix(2);
        } else if (dialect == Dialect::bash && rest.starts_with("$'\\n'")) {
            word += '\n';
            rest.remove_prefix(5);
        } else if (is_literal(byte)) {
            word += byte;
            rest.remove_prefix(1);
        } else {
            return std::nullopt;
        }
    }
    return word;
}

inline std::optional<std::vector<std::string>> read_words(std::string_view line, Dialect dialect) {
    std::vector<std::string> words;
    while (!line.empty()) {
        if (line.front() == ' ') {
            line.remove_prefix(1);
            continue;
        }
        auto word = read_word(line, dialect);
        if (!word) return std::nullopt;
        words.push_back(std::move(*word));
    }
    return words;
}

}  // namespace shell_model

// The words that `sh -c "bash -c 'PROGRAM" + quoted + "'"` hands to PROGRAM.
inline std::optional<std::vector<std::string>> delivered_by_two_shells(const std::string& quoted) {
    // One word for the outer shell, which begins and ends inside its single quotes.
    const std::string in_quotes = "'" + quoted + "'";
    std::string_view outer = in_quotes;
    const auto inner = shell_model::read_word(outer, shell_model::Dialect::posix);
    if (!inner || !outer.empty()) return std::nullopt;
    return shell_model::read_words(*inner, shell_model::Dialect::bash);
}

// The words that `sh -c "PROGRAM" + quoted` hands to PROGRAM, whichever POSIX shell sh is.
inline std::optional<std::vector<std::string>> delivered_by_posix_shell(const std::string& quoted) {
    return shell_model::read_words(quoted, shell_model::Dialect::posix);
}

}  // namespace tao::tests
