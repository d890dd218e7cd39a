#include "commands/init/python_literals.hpp"

#include "commands/init/python_calls.hpp"

namespace tao::commands {

namespace {

char escaped(char letter) {
    constexpr std::string_view letters = "nt\\'\"\n";
    constexpr std::string_view meanings = "\n\t\\'\"\n";
    const auto at = letters.find(letter);
    if (at == std::string_view::npos) throw NotUnderstood{};
    return meanings[at];
}

PythonValue read_string(PythonCursor& cursor, const PythonState& state) {
    bool raw = false;
    bool formatted = false;
    char next = cursor.rest()[0];
    for (; next != '"' && next != '\''; next = cursor.rest()[0]) {
        raw = raw || next == 'r' || next == 'R';
        formatted = formatted || next == 'f' || next == 'F';
        cursor.advance(1);
    }
    const std::string three(3, next);
    const std::string end = cursor.rest().starts_with(three) ? three : three.substr(0, 1);
    cursor.advance(end.size());
    std::string content;
    while (!cursor.rest().starts_with(end)) {
        if (cursor.at_end()) throw NotUnderstood{};
        const std::string_view rest = cursor.rest();
        if (rest[0] == '\\' && rest.size() > 1) {
            if (raw) content += '\\';
            content += raw ? rest[1] : escaped(rest[1]);
            if (!raw && rest[1] == '\n') content.pop_back();
            cursor.advance(2);
        } else {
            content += rest[0];
            cursor.advance(1);
        }
    }
    cursor.advance(end.size());
    return formatted ? f_string(content, state) : PythonValue(content);
}

}  // namespace

PythonValue read_number(PythonCursor& cursor) {
    std::string digits;
    if (cursor.take("-")) digits = "-";
    cursor.skip_space();
    for (; !cursor.at_end(); cursor.advance(1)) {
        const char letter = cursor.rest()[0];
        if (!is_name_letter(letter) && letter != '.') break;
        if (letter != '_') digits += letter;
    }
    const auto value = text::parse_json(digits);
    if (!value || !value->is_number()) throw NotUnderstood{};
    return *value;
}

bool is_string_start(const PythonCursor& cursor) {
    const std::string_view rest = cursor.rest();
    std::size_t at = 0;
    while (at < rest.size() && at < 2 && std::string_view("rRfFbBuU").find(rest[at]) != std::string::npos)
        ++at;
    return at < rest.size() && (rest[at] == '"' || rest[at] == '\'');
}

PythonValue read_strings(PythonCursor& cursor, const PythonState& state) {
    PythonValue value = read_string(cursor, state);
    while (cursor.here() != '\0' && is_string_start(cursor)) {
        const PythonValue next = read_string(cursor, state);
        value = is_unknown(value) || is_unknown(next)
                    ? unknown(cursor.text())
                    : PythonValue(value.get<std::string>() + next.get<std::string>());
    }
    return value;
}

}  // namespace tao::commands
