#include "plan/split_words.hpp"

#include <algorithm>

#include "paths/never_translated.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"
#include "text/path.hpp"

namespace tao::plan {

namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view spec_option = "--experiment_spec_file";

bool is_blank(char letter) {
    return blanks.find(letter) != std::string_view::npos;
}

bool arrives(const ShlexWords& split) {
    return split.closed && !split.takes_backslashes && split.words.size() == 1;
}

// By argparse also shortened: --exp
bool is_spec_option(std::string_view word) {
    return word == "-e" || (word.size() > 2 && word.starts_with("--") && spec_option.starts_with(word));
}

// The spec file's name in a word that has both; empty: it has not.
std::string_view glued_spec(std::string_view word) {
    if (word.starts_with("-e") && word.size() > 2) return word.substr(2);
    const auto equals = word.find('=');
    if (equals == std::string_view::npos || !is_spec_option(word.substr(0, equals))) return {};
    return word.substr(equals + 1);
}

bool is_cut(std::string_view path) {
    return path.find_first_of(" \t\r\n'\"\\") != std::string_view::npos;
}

// In quotes of shlex.
std::string in_inner_quotes(const std::string& text) {
    if (text.find('\'') == std::string::npos) return "'" + text + "'";
    std::string result = "\"";
    for (const char letter : text) {
        if (letter == '"' || letter == '\\') result += '\\';
        result += letter;
    }
    return result + '"';
}

// key=a b -> key='a b'
std::string with_inner_quotes(std::string typed, const std::string& arriving) {
    // Those that the launcher's shells, and tao in their place, take away.
    if (arriving.find('"') == std::string::npos) std::erase(typed, '"');
    const auto equals = typed.find('=');
    const bool has_key = equals != std::string::npos && !is_cut(std::string_view(typed).substr(0, equals));
    const std::size_t at = has_key ? equals + 1 : 0;
    return typed.substr(0, at) + in_inner_quotes(typed.substr(at));
}

// For pasting. In double quotes where that is easier to read, and the shell expands nothing there.
std::string as_typed(const std::string& word) {
    const bool is_plain = word.find('\'') != std::string::npos &&
                          word.find_first_of("\"$`\\!") == std::string::npos && text::visible(word) == word;
    return is_plain ? '"' + word + '"' : text::shell_word(word);
}

std::string what_happens(const std::string& word, const ShlexWords& split) {
    constexpr char who[] = "the entry point of the image ";
    if (word.empty()) return who + std::string("drops an empty word");
    if (!split.closed)
        return who + ("ends with an error at " + text::quoted(word) + ": it wants a second quote");
    if (split.words.size() > 1) {
        return who +
               ("cuts " + text::quoted(word) + " at its blanks: the task gets " +
                text::quoted(split.words[0]) + " and " + text::quoted(split.words[1])) +
               (split.words.size() > 2 ? " and more" : "");
    }
    return who + ("takes the backslashes out of " + text::quoted(word));
}

std::string describe_word(const paths::Word& word, const ShlexWords& split, bool secret) {
    if (secret) {
        return text::message(
            "warning: the entry point of the image splits words at their blanks and takes quotes away, and "
            "would "
            "do so to a secret of this line\nput a second pair of quotes around its value");
    }
    return text::message("warning: " + what_happens(word.after, split) +
                         "\ntype: " + as_typed(with_inner_quotes(word.before, word.after)));
}

std::string describe_spec(const std::string& path) {
    return text::message("warning: the entry point of the image cuts the spec file's name " +
                         text::quoted(path) +
                         " at its blanks and quotes, and does not find it\nrename it, or mount its directory "
                         "at a destination without them");
}

}  // namespace

bool splits_words_again(std::string_view image) {
    return text::last_component(image).find("-pyt") != std::string_view::npos;
}

ShlexWords shlex_words(std::string_view text) {
    ShlexWords result;
    char quote = 0;
    bool inside = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char letter = text[at];
        if (quote == 0 && is_blank(letter)) {
            inside = false;
            continue;
        }
        if (!inside) result.words.emplace_back();
        inside = true;
        std::string& word = result.words.back();
        const char next = at + 1 < text.size() ? text[at + 1] : '\0';
        if (letter == '\\' && quote != '\'' && (quote == 0 || next == '"' || next == '\\')) {
            result.takes_backslashes = result.takes_backslashes || quote == 0;
            result.closed = at + 1 < text.size();
            if (result.closed) word += next;
            ++at;
        } else if (quote == 0 && (letter == '\'' || letter == '"')) {
            quote = letter;
        } else if (quote != 0 && letter == quote) {
            quote = 0;
        } else {
            word += letter;
        }
    }
    result.closed = result.closed && quote == 0;
    return result;
}

std::string warn_of_split_words(const engines::Task& task, const paths::Translation& translation,
                                std::size_t first, const std::function<std::string()>& image) {
    std::vector<std::string> typed;
    std::vector<std::string> masked;
    std::string lines;
    bool is_spec = false;
    for (std::size_t at = first; at < translation.words.size(); ++at) {
        const paths::Word& word = translation.words[at];
        if (word.rule == paths::Rule::launcher_option) continue;
        // Another path has to be typed there, without backslashes.
        const bool is_of_windows = std::any_of(
            translation.findings.begin(), translation.findings.end(), [&](const paths::Finding& finding) {
                return finding.word == at && finding.kind == paths::Finding::Kind::foreign;
            });
        if (is_of_windows) {
            is_spec = false;
            continue;
        }
        const std::string_view spec = is_spec ? std::string_view(word.after) : glued_spec(word.after);
        if (is_spec || !spec.empty()) {
            const std::string path =
                text::is_absolute(spec) ? std::string(spec) : text::join(task.working_directory, spec);
            if (is_cut(path)) lines += describe_spec(path);
            is_spec = false;
            continue;
        }
        is_spec = is_spec_option(word.after);
        if (!word.after.empty() && !is_cut(word.after)) continue;
        const ShlexWords split = shlex_words(word.after);
        if (arrives(split)) continue;
        if (masked.empty()) {
            for (const paths::Word& each : translation.words)
                typed.push_back(each.before);
            masked = paths::masked_words(typed);
        }
        lines += describe_word(word, split, masked[at] != typed[at]);
    }
    return lines.empty() || !splits_words_again(image()) ? "" : lines;
}

}  // namespace tao::plan
