#include "commands/init/python_calls.hpp"
#include "commands/init/python_cursor.hpp"
#include "commands/init/python_literals.hpp"
#include "commands/init/python_operators.hpp"
#include "commands/init/python_value.hpp"

namespace tao::commands {

namespace {

// The grammar of expressions, one function a level of precedence.
class Parser {
  public:
    Parser(std::string_view text, const PythonState& state) : cursor_(text), state_(state) {}

    PythonValue whole() {
        PythonValue value = conditional();
        cursor_.skip_space();
        // A, B without brackets is a tuple: nothing that sets a path has one.
        if (!cursor_.at_end()) throw NotUnderstood{};
        return value;
    }

  private:
    PythonValue conditional() {
        PythonValue value = disjunction();
        if (!cursor_.take_word("if")) return value;
        const PythonValue condition = disjunction();
        if (!cursor_.take_word("else")) throw NotUnderstood{};
        PythonValue otherwise = conditional();
        if (is_unknown(condition)) return condition;
        return is_true(condition) ? value : otherwise;
    }

    PythonValue disjunction() {
        PythonValue value = conjunction();
        while (cursor_.take_word("or")) {
            PythonValue next = conjunction();
            // A variable that nothing sets here counts as unset, as os.getenv finds it.
            const bool unset = value.is_string() && referenced(value.get_ref<const std::string&>());
            if (!is_unknown(value) && (unset || !is_true(value))) value = std::move(next);
        }
        return value;
    }

    PythonValue conjunction() {
        PythonValue value = negation();
        while (cursor_.take_word("and")) {
            PythonValue next = negation();
            if (!is_unknown(value) && is_true(value)) value = std::move(next);
        }
        return value;
    }

    PythonValue negation() {
        if (!cursor_.take_word("not")) return comparison();
        const PythonValue value = negation();
        return is_unknown(value) ? value : PythonValue(!is_true(value));
    }

    PythonValue comparison() {
        PythonValue left = sum();
        const bool equal = cursor_.take("==");
        if (equal || cursor_.take("!=")) {
            const PythonValue right = sum();
            if (holds_unknown(left) || holds_unknown(right)) return unknown(cursor_.text());
            return (left == right) == equal;
        }
        const bool is = cursor_.take_word("is");
        const bool negated = cursor_.take_word("not");
        if (is) {
            const PythonValue right = sum();
            if (holds_unknown(left) || holds_unknown(right)) return unknown(cursor_.text());
            return (left == right) != negated;
        }
        if (cursor_.take_word("in")) {
            const PythonValue right = sum();
            if (holds_unknown(left) || is_unknown(right)) return unknown(cursor_.text());
            return contains(right, left) != negated;
        }
        if (negated || cursor_.here() == '<' || cursor_.here() == '>') throw NotUnderstood{};
        return left;
    }

    PythonValue sum() {
        PythonValue value = product();
        while (cursor_.take("+")) {
            const PythonValue right = product();
            value = is_unknown(value) || is_unknown(right) ? unknown(cursor_.text()) : sum_of(value, right);
        }
        return value;
    }

    PythonValue product() {
        PythonValue value = primary();
        for (;;) {
            if (cursor_.take("%")) {
                value = percent_format(value, primary());
            } else if (cursor_.here() == '/' && !cursor_.rest().starts_with("//")) {  // pathlib
                cursor_.take("/");
                value = call("os.path.join", {value, primary()}, {}, state_);
            } else {
                break;
            }
        }
        if (cursor_.here() == '*' || cursor_.rest().starts_with("//")) throw NotUnderstood{};
        return value;
    }

    PythonValue primary() {
        PythonValue value = atom();
        for (;;) {
            if (cursor_.take(".")) {
                const std::string method = cursor_.name();
                if (cursor_.take("(")) {
                    auto [words, named] = arguments();
                    value = call_method(value, method, words, named);
                } else {
                    value = attribute(value, method);
                }
            } else if (cursor_.take("[")) {
                const PythonValue index = conditional();
                cursor_.expect("]");
                value = is_unknown(value) || is_unknown(index) ? unknown(cursor_.text())
                                                               : element_of(value, index);
            } else {
                return value;
            }
        }
    }

    PythonValue atom() {
        const char first = cursor_.here();
        if (first == '(') return parenthesis();
        if (first == '[') {
            cursor_.take("[");
            return list("]");
        }
        if (first == '{') return dict();
        if (is_digit(first) || first == '-') return read_number(cursor_);
        if (is_string_start(cursor_)) return read_strings(cursor_, state_);
        if (first == '\0' || !is_name_letter(first)) throw NotUnderstood{};
        return named();
    }

    PythonValue parenthesis() {
        cursor_.take("(");
        PythonValue values = list(")");
        // (a) is a, (a,) and (a, b) are tuples.
        return values.size() == 1 && !trailing_comma_ ? PythonValue(values[0]) : values;
    }

    PythonValue list(std::string_view end) {
        PythonValue values = PythonValue::array();
        bool comma = false;
        while (!cursor_.take(end)) {
            values.push_back(conditional());
            comma = cursor_.take(",");
            if (!comma) {
                cursor_.expect(end);
                break;
            }
        }
        trailing_comma_ = comma;
        return values;
    }

    PythonValue dict() {
        cursor_.take("{");
        PythonValue values = PythonValue::object();
        while (!cursor_.take("}")) {
            const PythonValue key = conditional();
            cursor_.expect(":");
            PythonValue value = conditional();
            const PythonValue text = python_text(key);
            if (is_unknown(text)) throw NotUnderstood{};
            values[text.get<std::string>()] = std::move(value);
            if (cursor_.take(",")) continue;
            cursor_.expect("}");
            break;
        }
        return values;
    }

    // A name with its dots, up to what can be looked up or called.
    PythonValue named() {
        std::string full = cursor_.name();
        if (full == "True" || full == "False") return full == "True";
        if (full == "None") return nullptr;
        if (full == "lambda" || full == "await" || full == "yield") throw NotUnderstood{};
        const auto variable = state_.names.find(full);
        if (variable != state_.names.end()) return variable->second;
        for (;;) {
            if (full == "os.environ") return environment();
            if (cursor_.take("(")) {
                auto [words, keywords] = arguments();
                return call(full, words, keywords, state_);
            }
            if (!cursor_.take(".")) break;
            full += "." + cursor_.name();
        }
        return constant(full);
    }

    // os.environ["X"], os.environ.get("X", ...): not the whole environment as a dict, for a variable that is not set is
    // one that a later run may find.
    PythonValue environment() {
        if (cursor_.take("[")) {
            const PythonValue key = conditional();
            cursor_.expect("]");
            if (!key.is_string()) throw NotUnderstood{};
            return environment_variable(key.get<std::string>(), state_);
        }
        if (cursor_.take(".")) {
            const std::string method = cursor_.name();
            cursor_.expect("(");
            auto [words, named] = arguments();
            if (method == "get") return call("os.getenv", words, named, state_);
        }
        throw NotUnderstood{};
    }

    std::pair<std::vector<PythonValue>, PythonValue> arguments() {
        std::vector<PythonValue> words;
        PythonValue named = PythonValue::object();
        while (!cursor_.take(")")) {
            const std::size_t start = cursor_.position();
            std::string keyword;
            if (cursor_.here() != '\0' && is_name_letter(cursor_.here()) && !is_digit(cursor_.here())) {
                keyword = cursor_.name();
                if (cursor_.here() != '=' || cursor_.rest().starts_with("==")) keyword.clear();
            }
            if (keyword.empty()) {
                cursor_.go_back_to(start);
                words.push_back(conditional());
            } else {
                cursor_.take("=");
                named[keyword] = conditional();
            }
            if (cursor_.take(",")) continue;
            cursor_.expect(")");
            break;
        }
        return {words, named};
    }

    PythonCursor cursor_;
    const PythonState& state_;
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
