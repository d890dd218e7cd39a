#include "paths/unexpanded.hpp"

#include <algorithm>
#include <utility>

#include "paths/never_translated.hpp"
#include "text/characters.hpp"
#include "text/path.hpp"

namespace tao::paths {

namespace {

// Names of variables that hold paths: $RESULTS_DIR alone is one.
bool variable_holds_path(std::string_view variable) {
    constexpr std::string_view ends[] = {"DIR", "PATH", "FILE", "ROOT", "FOLDER", "HOME", "SPEC", "PWD"};
    return std::any_of(std::begin(ends), std::end(ends),
                       [&](std::string_view end) { return variable.ends_with(end); });
}

std::size_t end_of_name(std::string_view text, std::size_t begin) {
    if (begin == text.size() || !text::starts_name(text[begin])) return begin;
    while (begin < text.size() && text::continues_name(text[begin]))
        ++begin;
    return begin;
}

class UnexpandedReader {
  public:
    UnexpandedReader(std::string_view word, const Judge& judge, const os::Environment& environment,
                     const std::vector<std::string>& set_for_task)
        : word_(word), judge_(judge), environment_(environment), set_for_task_(set_for_task) {}

    std::vector<std::string> read() {
        std::size_t brackets = 0;
        for (std::size_t at = 0; at < word_.size();) {
            const std::size_t end = end_of_expression(at);
            if (end > at) {
                look_at(at, end);
                at = end;
                continue;
            }
            const char byte = word_[at++];
            if (byte == '[' || byte == '{') ++brackets;
            if ((byte == ']' || byte == '}') && brackets > 0) --brackets;
            const bool ends_reading =
                text::is_one_of("`\\();|&<>", byte) || (brackets == 0 && text::is_one_of(" \t\n\"'", byte));
            if (ends_reading) return {};
        }
        return std::move(found_);
    }

  private:
    // Behind $NAME, ${...}, $(...), `...`, which begins there; the same place: none does.
    std::size_t end_of_expression(std::size_t at) const {
        if (word_[at] == '`') {
            const std::size_t end = word_.find('`', at + 1);
            return end == std::string_view::npos ? at : end + 1;
        }
        if (word_[at] != '$' || at + 1 == word_.size()) return at;
        const char opening = word_[at + 1];
        if (opening != '{' && opening != '(') {
            const std::size_t end = end_of_name(word_, at + 1);
            return end == at + 1 ? at : end;
        }
        const char closing = opening == '{' ? '}' : ')';
        std::size_t depth = 0;
        for (std::size_t end = at + 1; end < word_.size(); ++end) {
            if (word_[end] == opening) ++depth;
            if (word_[end] == closing && --depth == 0) return end + 1;
        }
        return at;
    }

    void look_at(std::size_t begin, std::size_t end) {
        const std::string_view text = word_.substr(begin, end - begin);
        if (text.starts_with("${")) return look_at_braces(begin, end);
        if (text.starts_with("$(") || text.starts_with('`')) {
            const bool is_directory = text == "$(pwd)" || text == "`pwd`";
            if (is_in_path(begin, end) || (is_directory && begins_value(begin))) say(begin, end, text);
            return;
        }
        const std::string_view name = text.substr(1);
        if (environment_.get(name)) return;
        if (has_slash(begin, end) || (begins_value(begin) && variable_holds_path(name)))
            say(begin, end, "$" + std::string(name));
    }

    // ${results_dir} and ${model.name} are Hydra's, and so is whatever else has a colon behind its name.
    void look_at_braces(std::size_t begin, std::size_t end) {
        const std::string_view text = word_.substr(begin, end - begin);
        const std::string_view inside = text.substr(2, text.size() - 3);
        constexpr std::string_view of_environment = "oc.env:";
        if (inside.starts_with(of_environment)) {
            const std::string_view arguments = inside.substr(of_environment.size());
            const std::string_view name = arguments.substr(0, arguments.find(','));
            const bool has_default = name.size() < arguments.size();
            if (has_default || is_set_for_task(name)) return;
            if (is_in_path(begin, end) || (begins_value(begin) && variable_holds_path(name)))
                say(begin, end, text);
            return;
        }
        const std::string_view name = inside.substr(0, end_of_name(inside, 0));
        const std::string_view behind = inside.substr(name.size());
        const bool in_capitals =
            std::none_of(name.begin(), name.end(), [](char byte) { return byte >= 'a' && byte <= 'z'; });
        if (name.empty() || !in_capitals) return;
        if (behind.empty()) {
            if (!environment_.get(name) &&
                (has_slash(begin, end) || (begins_value(begin) && variable_holds_path(name))))
                say(begin, end, "$" + std::string(name));
            return;
        }
        const bool is_of_shell = behind.size() > 1 && behind[0] == ':'
                                     ? text::is_one_of("-=+?", behind[1])
                                     : text::is_one_of("-=+?%#/", behind[0]);
        if (is_of_shell && (is_in_path(begin, end) || variable_holds_path(name))) say(begin, end, text);
    }

    bool is_set_for_task(std::string_view name) const {
        return std::find(set_for_task_.begin(), set_for_task_.end(), name) != set_for_task_.end();
    }

    bool begins_value(std::size_t at) const {
        return at == 0 || text::is_one_of("=,:[{ ", word_[at - 1]) || (at == 2 && word_.starts_with('-'));
    }

    bool is_in_path(std::size_t begin, std::size_t end) const {
        return (begin > 0 && word_[begin - 1] == '/') || (end < word_.size() && word_[end] == '/');
    }

    // The element of the word that it stands in.
    std::string_view around(std::size_t begin, std::size_t end) const {
        constexpr std::string_view signs = ",;=:[]{}\"' \t\n";
        const std::size_t before = begin == 0 ? std::string_view::npos : word_.find_last_of(signs, begin - 1);
        const std::size_t from = before == std::string_view::npos ? 0 : before + 1;
        return word_.substr(from, std::min(word_.find_first_of(signs, end), word_.size()) - from);
    }

    bool has_slash(std::size_t begin, std::size_t end) const {
        return around(begin, end).find('/') != std::string_view::npos;
    }

    void say(std::size_t begin, std::size_t end, std::string_view what) {
        if (judge_.exists(word_) || judge_.exists(around(begin, end))) return;
        found_.emplace_back(what);
    }

    std::string_view word_;
    const Judge& judge_;
    const os::Environment& environment_;
    const std::vector<std::string>& set_for_task_;
    std::vector<std::string> found_;
};

// Hydra takes a group out of its configuration by ~group/name: by itself it is no path.
std::string tilde_in(std::string_view word, std::string_view option, const Judge& judge) {
    const std::size_t equals = word.find('=');
    const bool is_setting = equals != std::string_view::npos && !word.starts_with('~');
    const std::string_view value = is_setting ? word.substr(equals + 1) : word;
    const std::size_t slash = value.find('/');
    if (slash == std::string_view::npos || !value.starts_with('~')) return {};
    std::string written(value.substr(0, slash));
    if (written == "~+" || written == "~-") return judge.exists(value) ? std::string() : written;
    if (value.size() < 2 || !text::starts_name(value[1])) return {};
    if (!(is_setting && word.starts_with('-')) && (option.empty() || word.starts_with('-'))) return {};
    return judge.exists(value) || judge.with_home(written) != written ? std::string() : written;
}

}  // namespace

std::vector<std::string> unexpanded_in(std::string_view word, std::string_view option, const Judge& judge,
                                       const os::Environment& environment,
                                       const std::vector<std::string>& set_for_task) {
    if (is_url(word) || word.find_first_of("$`~") == std::string_view::npos) return {};
    std::vector<std::string> found = UnexpandedReader(word, judge, environment, set_for_task).read();
    if (word.find_first_of(" \t\n\"'`\\();|&<>") != std::string_view::npos) return found;
    if (std::string tilde = tilde_in(word, option, judge); !tilde.empty()) found.push_back(std::move(tilde));
    return found;
}

std::vector<std::string> kept_in(std::string_view word, const Judge& judge,
                                 const os::Environment& environment) {
    constexpr std::string_view ends = ", \t\n;:'\"]}";
    std::vector<std::string> found;
    if (is_url(word)) return found;
    for (std::size_t at = word.find('$'); at != std::string_view::npos; at = word.find('$', at + 1)) {
        const bool is_glued = at == 2 && word.starts_with('-');
        if (at > 0 && !is_glued && !text::is_one_of("=,:;[{ '\"", word[at - 1])) continue;
        const bool in_braces = word.substr(at + 1).starts_with('{');
        const std::size_t begin = at + (in_braces ? 2 : 1);
        std::size_t end = end_of_name(word, begin);
        const std::string_view name = word.substr(begin, end - begin);
        if (in_braces) {
            if (!word.substr(end).starts_with('}')) continue;
            ++end;
        }
        const auto value = environment.get(name);
        if (name.empty() || !value || !text::is_absolute(*value)) continue;
        if (end < word.size() && word[end] != '/' && !text::is_one_of(ends, word[end])) continue;
        const std::string_view rest = word.substr(at);
        if (judge.exists(word) || judge.exists(rest.substr(0, rest.find_first_of(ends, end - at)))) continue;
        found.push_back("${" + std::string(name) + "}");
    }
    return found;
}

}  // namespace tao::paths
