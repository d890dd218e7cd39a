#include "launcher/interpreter.hpp"

#include "launcher/script_text.hpp"

namespace tao::launcher {

namespace {

// What one word of the shell stands for, in the quotes that the writers of such lines use.
std::string take_quoted(std::string_view& text) {
    std::string word;
    while (!text.empty() && blanks.find(text.front()) == std::string_view::npos) {
        const char first = text.front();
        const bool quote = first == '"' || first == '\'';
        const auto end = quote ? text.find(first, 1) : text.find_first_of(" \t\"'");
        if (end == std::string_view::npos) {
            word.append(quote ? text.substr(1) : text);
            text = {};
            break;
        }
        word.append(text.substr(quote ? 1 : 0, quote ? end - 1 : end));
        text.remove_prefix(quote ? end + 1 : end);
    }
    return word;
}

// The line behind `#!/bin/sh` that starts the interpreter, where a shebang could not hold its path (a blank,
// or more than 127 bytes):   '''exec' "/path with blank/python" "$0" "$@" uv's relocatable form:  '''exec'
// "$(dirname -- "$(realpath -- "$0")")"/'python' "$0" "$@"
std::string interpreter_of_exec_line(std::string_view line, const std::string& path,
                                     const os::FileSystem& files) {
    constexpr std::string_view exec = "'''exec' ";
    constexpr std::string_view directory_of_script = R"x("$(dirname -- "$(realpath -- "$0")")"/)x";
    if (!line.starts_with(exec)) return {};
    line = skip_blanks(line.substr(exec.size()));
    if (!line.starts_with(directory_of_script)) return take_quoted(line);
    line.remove_prefix(directory_of_script.size());
    const std::string real = files.real_path(path).value_or(path);
    return real.substr(0, real.rfind('/') + 1) + take_quoted(line);
}

}  // namespace

std::string interpreter_of(std::string_view start, const std::string& path, const os::FileSystem& files) {
    if (!start.starts_with("#!")) return {};
    std::string_view rest = take_line(start).substr(2);
    const std::string_view next_line = take_line(start);
    std::string_view program = take_word(rest);
    const std::string_view name = file_name(program);
    if (name == "sh" || name == "bash" || name == "dash") {
        std::string real = interpreter_of_exec_line(next_line, path, files);
        if (!real.empty()) return real;
    }
    if (name == "env") {
        // env -S python -s, env NAME=value python: the first word that is neither option nor assignment.
        for (std::string_view word = take_word(rest); !word.empty(); word = take_word(rest)) {
            if (!word.starts_with('-') && word.find('=') == std::string_view::npos) return std::string(word);
        }
    }
    return std::string(program);
}

}  // namespace tao::launcher
