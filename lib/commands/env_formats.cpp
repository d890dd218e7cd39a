#include "commands/env_formats.hpp"

#include "text/json_value.hpp"

namespace tao::commands {

namespace {

// The text in single quotes; `inside` is what each byte that cannot stand there becomes.
template <typename Replace>
std::string in_single_quotes(std::string_view text, Replace inside) {
    std::string result = "'";
    for (const char byte : text)
        result += inside(byte);
    return result + "'";
}

std::string sh_word(std::string_view text) {
    return in_single_quotes(
        text, [](char byte) { return byte == '\'' ? std::string("'\\''") : std::string(1, byte); });
}

// In fish, \' and \\ are the two escapes inside single quotes.
std::string fish_word(std::string_view text) {
    return in_single_quotes(text, [](char byte) {
        return byte == '\'' || byte == '\\' ? std::string("\\") + byte : std::string(1, byte);
    });
}

// May the value stand in a line as it is? docker and podman (--env-file) take everything behind the = as it stands, quotes too.
// The others (compose, python-dotenv, node's dotenv, editors) take away blanks at the ends, quotes around it and what stands
// behind a #, and put in what $NAME and ${NAME} stand for; some refuse another $.
bool stands_bare(std::string_view text) {
    constexpr std::string_view blanks = " \t\v\f";
    constexpr std::string_view quotes = "'\"`";
    if (text.empty()) return true;
    if (text.find_first_of("#$\n\r") != std::string_view::npos) return false;
    if (quotes.find(text.front()) != std::string_view::npos) return false;
    return blanks.find(text.front()) == std::string_view::npos &&
           blanks.find(text.back()) == std::string_view::npos;
}

// There is no standard. What all readers agree on is used first: the bare value, then single quotes, which hold everything
// but themselves, line breaks and (for some) backslashes.
std::string dotenv_value(std::string_view text) {
    if (stands_bare(text)) return std::string(text);
    if (text.find_first_of("'\\\n\r") == std::string_view::npos) return "'" + std::string(text) + "'";
    std::string result = "\"";
    for (const char byte : text) {
        if (byte == '\n') {
            result += "\\n";
        } else if (byte == '\r') {
            result += "\\r";
        } else {
            if (byte == '"' || byte == '\\' || byte == '$' || byte == '`') result += '\\';
            result += byte;
        }
    }
    return result + "\"";
}

std::optional<std::string> as_json(const NamesAndValues& variables) {
    text::Json object = text::Json::object();
    for (const auto& [name, value] : variables)
        object[name] = value;
    auto text = text::write_json(object);
    if (text) *text += "\n";
    return text;
}

std::string line(const std::string& name, const std::string& value, EnvFormat format,
                 const std::string& command) {
    switch (format) {
        case EnvFormat::fish:
            return (command.empty() ? "set -gx" : command) + " " + name + " " + fish_word(value);
        case EnvFormat::dotenv:
            return name + "=" + dotenv_value(value);
        case EnvFormat::sh:
        case EnvFormat::json:
            break;
    }
    if (command.empty()) return "export " + name + "=" + sh_word(value);
    // eval `tao-shim env` makes one line of all in csh and tcsh.
    return command + " " + name + " " + sh_word(value) + (command == "setenv" ? ";" : "");
}

}  // namespace

std::optional<EnvFormat> env_format(std::string_view name) {
    if (name == "sh") return EnvFormat::sh;
    if (name == "fish") return EnvFormat::fish;
    if (name == "json") return EnvFormat::json;
    if (name == "dotenv") return EnvFormat::dotenv;
    return std::nullopt;
}

std::optional<std::string> write_variables(const NamesAndValues& variables, EnvFormat format,
                                           const std::string& command) {
    if (format == EnvFormat::json) return as_json(variables);
    std::string text;
    for (const auto& [name, value] : variables)
        text += line(name, value, format, command) + "\n";
    return text;
}

}  // namespace tao::commands
