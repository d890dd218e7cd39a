#include <algorithm>

#include "commands/python_calls.hpp"
#include "commands/python_value.hpp"

namespace tao::commands {

namespace {

bool is_name_letter(char letter) {
    return letter == '_' || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || (letter & 0x80) != 0;
}

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

bool is_true(const PythonValue& value) {
    if (value.is_null()) return false;
    if (value.is_boolean()) return value.get<bool>();
    if (value.is_string()) return !value.get_ref<const std::string&>().empty();
    if (value.is_number()) return value != 0;
    return !value.empty();
}

// A reading that does not understand something ends with this; evaluate() makes an unknown of it.
struct NotUnderstood {};

class Parser {
  public:
    Parser(std::string_view text, const PythonState& state) : text_(text), state_(state) {}

    PythonValue whole() {
        PythonValue value = conditional();
        skip();
        // A, B without brackets is a tuple: nothing that sets a path has one.
        if (at_ < text_.size()) throw NotUnderstood{};
        return value;
    }

  private:
    void skip() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n'))
            ++at_;
    }
    char here() {
        skip();
        return at_ < text_.size() ? text_[at_] : '\0';
    }
    bool take(std::string_view sign) {
        skip();
        if (!text_.substr(at_).starts_with(sign)) return false;
        at_ += sign.size();
        return true;
    }
    bool take_word(std::string_view word) {
        skip();
        const std::string_view rest = text_.substr(at_);
        if (!rest.starts_with(word)) return false;
        if (rest.size() > word.size() && is_name_letter(rest[word.size()])) return false;
        at_ += word.size();
        return true;
    }
    void expect(std::string_view sign) {
        if (!take(sign)) throw NotUnderstood{};
    }

    PythonValue conditional() {
        PythonValue value = disjunction();
        if (!take_word("if")) return value;
        const PythonValue condition = disjunction();
        if (!take_word("else")) throw NotUnderstood{};
        PythonValue otherwise = conditional();
        if (is_unknown(condition)) return condition;
        return is_true(condition) ? value : otherwise;
    }

    PythonValue disjunction() {
        PythonValue value = conjunction();
        while (take_word("or")) {
            PythonValue next = conjunction();
            // A variable that nothing sets here counts as unset, as os.getenv finds it.
            const bool unset = value.is_string() && referenced(value.get_ref<const std::string&>());
            if (!is_unknown(value) && (unset || !is_true(value))) value = std::move(next);
        }
        return value;
    }

    PythonValue conjunction() {
        PythonValue value = negation();
        while (take_word("and")) {
            PythonValue next = negation();
            if (!is_unknown(value) && is_true(value)) value = std::move(next);
        }
        return value;
    }

    PythonValue negation() {
        if (!take_word("not")) return comparison();
        const PythonValue value = negation();
        return is_unknown(value) ? value : PythonValue(!is_true(value));
    }

    PythonValue comparison() {
        PythonValue left = sum();
        const bool equal = take("==");
        if (equal || take("!=")) {
            const PythonValue right = sum();
            if (holds_unknown(left) || holds_unknown(right)) return unknown(text_);
            return (left == right) == equal;
        }
        const bool is = take_word("is");
        const bool negated = take_word("not");
        if (is) {
            const PythonValue right = sum();
            if (holds_unknown(left) || holds_unknown(right)) return unknown(text_);
            return (left == right) != negated;
        }
        if (take_word("in")) {
            const PythonValue right = sum();
            if (holds_unknown(left) || is_unknown(right)) return unknown(text_);
            return contains(right, left) != negated;
        }
        if (negated || here() == '<' || here() == '>') throw NotUnderstood{};
        return left;
    }

    static bool contains(const PythonValue& whole, const PythonValue& part) {
        if (whole.is_object()) return part.is_string() && whole.contains(part.get<std::string>());
        if (whole.is_array()) return std::find(whole.begin(), whole.end(), part) != whole.end();
        if (!whole.is_string() || !part.is_string()) throw NotUnderstood{};
        return whole.get<std::string>().find(part.get<std::string>()) != std::string::npos;
    }

    PythonValue sum() {
        PythonValue value = product();
        while (take("+")) {
            const PythonValue right = product();
            if (is_unknown(value) || is_unknown(right)) {
                value = unknown(text_);
            } else if (value.is_string() && right.is_string()) {
                value = value.get<std::string>() + right.get<std::string>();
            } else if (value.is_number_integer() && right.is_number_integer()) {
                value = value.get<long long>() + right.get<long long>();
            } else if (value.is_array() && right.is_array()) {
                value.insert(value.end(), right.begin(), right.end());
            } else {
                throw NotUnderstood{};
            }
        }
        return value;
    }

    PythonValue product() {
        PythonValue value = primary();
        for (;;) {
            if (take("%")) {
                value = percent_format(value, primary());
            } else if (here() == '/' && !text_.substr(at_).starts_with("//")) {  // pathlib
                take("/");
                value = call("os.path.join", {value, primary()}, {}, state_);
            } else {
                break;
            }
        }
        if (here() == '*' || text_.substr(at_).starts_with("//")) throw NotUnderstood{};
        return value;
    }

    PythonValue primary() {
        PythonValue value = atom();
        for (;;) {
            if (take(".")) {
                const std::string method = name();
                if (take("(")) {
                    auto [words, named] = arguments();
                    value = call_method(value, method, words, named);
                } else {
                    value = attribute(value, method);
                }
            } else if (take("[")) {
                const PythonValue index = conditional();
                expect("]");
                value = element(value, index);
            } else {
                return value;
            }
        }
    }

    PythonValue element(const PythonValue& value, const PythonValue& index) {
        if (is_unknown(value) || is_unknown(index)) return unknown(text_);
        if (value.is_object() && index.is_string() && value.contains(index.get<std::string>()))
            return value[index.get<std::string>()];
        if (value.is_array() && index.is_number_integer()) {
            const auto size = static_cast<long long>(value.size());
            const long long at =
                index.get<long long>() < 0 ? size + index.get<long long>() : index.get<long long>();
            if (at >= 0 && at < size) return value[static_cast<std::size_t>(at)];
        }
        throw NotUnderstood{};
    }

    PythonValue atom() {
        const char first = here();
        if (first == '(') return parenthesis();
        if (first == '[') {
            take("[");
            return list("]");
        }
        if (first == '{') return dict();
        if (is_digit(first) || first == '-') return number();
        if (is_string_start()) return strings();
        if (first == '\0' || !is_name_letter(first)) throw NotUnderstood{};
        return named();
    }

    PythonValue parenthesis() {
        take("(");
        PythonValue values = list(")");
        // (a) is a, (a,) and (a, b) are tuples.
        return values.size() == 1 && !trailing_comma_ ? PythonValue(values[0]) : values;
    }

    PythonValue list(std::string_view end) {
        PythonValue values = PythonValue::array();
        bool comma = false;
        while (!take(end)) {
            values.push_back(conditional());
            comma = take(",");
            if (!comma) {
                expect(end);
                break;
            }
        }
        trailing_comma_ = comma;
        return values;
    }

    PythonValue dict() {
        take("{");
        PythonValue values = PythonValue::object();
        while (!take("}")) {
            const PythonValue key = conditional();
            expect(":");
            PythonValue value = conditional();
            const PythonValue text = python_text(key);
            if (is_unknown(text)) throw NotUnderstood{};
            values[text.get<std::string>()] = std::move(value);
            if (take(",")) continue;
            expect("}");
            break;
        }
        return values;
    }

    PythonValue number() {
        std::string digits;
        if (take("-")) digits = "-";
        skip();
        while (at_ < text_.size() && (is_name_letter(text_[at_]) || text_[at_] == '.')) {
            if (text_[at_] != '_') digits += text_[at_];
            ++at_;
        }
        const auto value = text::parse_json(digits);
        if (!value || !value->is_number()) throw NotUnderstood{};
        return *value;
    }

    std::string name() {
        skip();
        std::string found;
        while (at_ < text_.size() && is_name_letter(text_[at_]))
            found += text_[at_++];
        if (found.empty()) throw NotUnderstood{};
        return found;
    }

    // A name with its dots, up to what can be looked up or called.
    PythonValue named() {
        std::string full = name();
        if (full == "True" || full == "False") return full == "True";
        if (full == "None") return nullptr;
        if (full == "lambda" || full == "await" || full == "yield") throw NotUnderstood{};
        const auto variable = state_.names.find(full);
        if (variable != state_.names.end()) return variable->second;
        for (;;) {
            if (full == "os.environ") return environment();
            if (take("(")) {
                auto [words, keywords] = arguments();
                return call(full, words, keywords, state_);
            }
            if (!take(".")) break;
            full += "." + name();
        }
        return constant(full);
    }

    // os.environ["X"], os.environ.get("X", ...): not the whole environment as a dict, for a variable that is not set is
    // one that a later run may find.
    PythonValue environment() {
        if (take("[")) {
            const PythonValue key = conditional();
            expect("]");
            if (!key.is_string()) throw NotUnderstood{};
            return environment_variable(key.get<std::string>(), state_);
        }
        if (take(".")) {
            const std::string method = name();
            expect("(");
            auto [words, named] = arguments();
            if (method == "get") return call("os.getenv", words, named, state_);
        }
        throw NotUnderstood{};
    }

    std::pair<std::vector<PythonValue>, PythonValue> arguments() {
        std::vector<PythonValue> words;
        PythonValue named = PythonValue::object();
        while (!take(")")) {
            const std::size_t start = at_;
            std::string keyword;
            if (here() != '\0' && is_name_letter(here()) && !is_digit(here())) {
                keyword = name();
                if (here() != '=' || text_.substr(at_).starts_with("==")) keyword.clear();
            }
            if (keyword.empty()) {
                at_ = start;
                words.push_back(conditional());
            } else {
                take("=");
                named[keyword] = conditional();
            }
            if (take(",")) continue;
            expect(")");
            break;
        }
        return {words, named};
    }

    // Strings.

    bool is_string_start() {
        std::size_t at = at_;
        while (at < text_.size() && at < at_ + 2 &&
               std::string_view("rRfFbBuU").find(text_[at]) != std::string::npos)
            ++at;
        return at < text_.size() && (text_[at] == '"' || text_[at] == '\'');
    }

    PythonValue strings() {
        PythonValue value = string();
        while (here() != '\0' && is_string_start()) {
            const PythonValue next = string();
            value = is_unknown(value) || is_unknown(next)
                        ? unknown(text_)
                        : PythonValue(value.get<std::string>() + next.get<std::string>());
        }
        return value;
    }

    PythonValue string() {
        bool raw = false;
        bool formatted = false;
        for (; text_[at_] != '"' && text_[at_] != '\''; ++at_) {
            raw = raw || text_[at_] == 'r' || text_[at_] == 'R';
            formatted = formatted || text_[at_] == 'f' || text_[at_] == 'F';
        }
        const std::string three(3, text_[at_]);
        const std::string end = text_.substr(at_).starts_with(three) ? three : three.substr(0, 1);
        at_ += end.size();
        std::string content;
        while (!text_.substr(at_).starts_with(end)) {
            if (at_ >= text_.size()) throw NotUnderstood{};
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
                if (raw) content += '\\';
                content += raw ? text_[at_ + 1] : escaped(text_[at_ + 1]);
                if (!raw && text_[at_ + 1] == '\n') content.pop_back();
                at_ += 2;
            } else {
                content += text_[at_++];
            }
        }
        at_ += end.size();
        return formatted ? f_string(content, state_) : PythonValue(content);
    }

    static char escaped(char letter) {
        constexpr std::string_view letters = "nt\\'\"\n";
        constexpr std::string_view meanings = "\n\t\\'\"\n";
        const auto at = letters.find(letter);
        if (at == std::string_view::npos) throw NotUnderstood{};
        return meanings[at];
    }

    std::string_view text_;
    const PythonState& state_;
    std::size_t at_ = 0;
    bool trailing_comma_ = false;
};

}  // namespace

PythonValue evaluate(std::string_view expression, const PythonState& state) {
    try {
        return Parser(expression, state).whole();
    } catch (const NotUnderstood&) {
        return unknown(expression);
    }
}

}  // namespace tao::commands
