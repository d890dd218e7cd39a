#include "project/interpolate.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "text/characters.hpp"
#include "text/escape.hpp"
#include "text/suggest.hpp"

namespace tao::project {

namespace {

// The parts of ${NAME}, ${NAME:-WORD}, ${NAME:?WORD}.
struct Expression {
    std::string_view name;
    char operation = '\0';  // '-', '?' or none
    std::string_view word;
};

std::optional<Expression> split(std::string_view inside) {
    Expression expression{.name = inside.substr(0, inside.find(':')), .word = {}};
    if (!text::is_variable_name(expression.name)) return std::nullopt;
    const std::string_view rest = inside.substr(expression.name.size());
    if (rest.empty()) return expression;
    if (rest.size() < 2 || (rest[1] != '-' && rest[1] != '?')) return std::nullopt;
    expression.operation = rest[1];
    expression.word = rest.substr(2);
    if (expression.word.find('$') != std::string_view::npos) return std::nullopt;
    return expression;
}

// What a shell would put in, and the name that it has here.
struct OfShell {
    std::string_view written;
    std::string_view own_name;
};
constexpr OfShell of_shell[] = {
    {"(id -u)", "uid"},       {"(id -g)", "gid"},     {"(id -un)", "user"}, {"(whoami)", "user"},
    {"(pwd)", "project_dir"}, {"PWD", "project_dir"}, {"UID", "uid"},
};

class Interpolation {
  public:
    Interpolation(const yaml::Node& scalar, const Context& context, text::Diagnostics& diagnostics,
                  std::vector<EnvironmentUse>& uses, bool is_secret)
        : scalar_(scalar), context_(context), diagnostics_(diagnostics), uses_(uses), is_secret_(is_secret) {}

    std::optional<std::string> run() {
        const std::string_view text = scalar_.text;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t dollar = std::min(text.find('$', at), text.size());
            result_ += text.substr(at, dollar - at);
            at = dollar == text.size() ? dollar : expression(dollar);
        }
        if (failed_) return std::nullopt;
        return std::move(result_);
    }

  private:
    // Handles what begins with the dollar there and returns where it ends.
    std::size_t expression(std::size_t dollar) {
        const std::string_view text = scalar_.text;
        const char next = dollar + 1 < text.size() ? text[dollar + 1] : '\0';
        if (next == '$') {
            result_ += '$';
            return dollar + 2;
        }
        if (next != '{') return lone_dollar(dollar);
        const auto close = text.find('}', dollar);
        if (close == std::string_view::npos) {
            error("bad-variable", "this ${ has no }", dollar, text.size(), "for a plain dollar write $$");
            return text.size();
        }
        const std::size_t end = close + 1;
        const auto parts = split(text.substr(dollar + 2, close - dollar - 2));
        if (parts) {
            replace(*parts, dollar, end);
        } else {
            const std::string shown =
                is_secret_ ? "this ${" : text::visible(text.substr(dollar, end - dollar));
            error("bad-variable", shown + " is not understood", dollar, end,
                  "the forms are ${NAME}, ${NAME:-DEFAULT} and ${NAME:?MESSAGE}; they cannot be nested");
        }
        return end;
    }

    std::size_t lone_dollar(std::size_t dollar) {
        const std::string_view rest = std::string_view(scalar_.text).substr(dollar + 1);
        for (const auto& [written, own_name] : of_shell) {
            const std::string_view behind = rest.substr(std::min(written.size(), rest.size()));
            const bool goes_on = text::continues_name(written.back()) && !behind.empty() &&
                                 text::continues_name(behind.front());
            if (!rest.starts_with(written) || goes_on) continue;
            error("bad-variable", "no shell reads this file", dollar, dollar + 1 + written.size(),
                  "write ${" + std::string(own_name) + "}");
            return dollar + 1 + written.size();
        }
        if (const auto close = rest.find(')'); rest.starts_with('(') && close != std::string_view::npos) {
            error("bad-variable", "no shell reads this file, and nothing in it is run", dollar,
                  dollar + close + 2,
                  "write what the command prints, or a variable of your shell that holds it: ${NAME}");
            return dollar + close + 2;
        }
        std::size_t length = rest.size();
        while (length > 0 && !text::is_variable_name(rest.substr(0, length)))
            --length;
        const std::string name(rest.substr(0, length));
        error("bad-variable", "a single $ means nothing here", dollar, dollar + 1 + length,
              name.empty() || is_secret_
                  ? "for a plain dollar write $$"
                  : "for the variable write ${" + name + "}, for a plain dollar $$" + name);
        return dollar + 1 + length;
    }

    void replace(const Expression& parts, std::size_t begin, std::size_t end) {
        if (!is_own(parts.name)) {
            uses_.push_back({.key = {}, .name = std::string(parts.name), .where = scalar_.place(begin, end)});
        }
        const auto value = value_of(parts.name);
        const bool missing = !value || (parts.operation != '\0' && value->empty());
        if (!missing) {
            result_ += *value;
        } else if (parts.operation == '-') {
            result_ += parts.word;
        } else {
            report_missing(parts, begin, end);
        }
    }

    void report_missing(const Expression& parts, std::size_t begin, std::size_t end) {
        const std::string name(parts.name);
        const std::string set = "set it: export " + name + "=...";
        if (parts.operation == '?') {
            const std::string message = text::visible(parts.word);
            error("unset-variable",
                  name + (value_of(name) ? " is empty" : " is not set") +
                      (message.empty() ? "" : ": " + message),
                  begin, end, set);
            return;
        }
        if (name == "task") {
            error("no-task", "${task} is unknown here: this file has no task", begin, end,
                  "add a line such as task: detectnet_v2");
            return;
        }
        if (is_own(name)) {
            error("unset-variable",
                  "${" + name + "} is unknown here: neither the environment nor /etc/passwd tells it", begin,
                  end, "write the value out");
            return;
        }
        const auto near = text::closest(name, {own_names.begin(), own_names.end()});
        error("unset-variable", "the environment variable " + name + " is not set", begin, end,
              (near ? "did you mean ${" + *near + "}? If not, " : "") + set + "\nor give a default: ${" +
                  name + ":-DEFAULT}");
    }

    static constexpr std::array<std::string_view, 6> own_names = {"project_dir", "task", "home",
                                                                  "user",        "uid",  "gid"};
    static bool is_own(std::string_view name) {
        return std::find(own_names.begin(), own_names.end(), name) != own_names.end();
    }

    std::optional<std::string> value_of(std::string_view name) const {
        const User& user = context_.user;
        const auto known = [](const std::string& text) {
            return text.empty() ? std::nullopt : std::optional<std::string>(text);
        };
        if (name == "project_dir") return context_.directory;
        if (name == "task") return known(context_.task);
        if (name == "home") return known(user.home);
        if (name == "user") return known(user.name);
        if (name == "uid") return std::to_string(user.uid);
        if (name == "gid") return std::to_string(user.gid);
        const auto value = context_.environment.get(name);
        return value ? std::optional<std::string>(*value) : std::nullopt;
    }

    void error(const char* id, std::string message, std::size_t begin, std::size_t end, std::string hint) {
        failed_ = true;
        diagnostics_.error(id, std::move(message), scalar_.place(begin, end), std::move(hint));
    }

    const yaml::Node& scalar_;
    const Context& context_;
    text::Diagnostics& diagnostics_;
    std::vector<EnvironmentUse>& uses_;
    std::string result_;
    bool is_secret_;
    bool failed_ = false;
};

}  // namespace

std::optional<std::string> interpolate(const yaml::Node& scalar, const Context& context,
                                       text::Diagnostics& diagnostics, std::vector<EnvironmentUse>& uses,
                                       bool is_secret) {
    return Interpolation(scalar, context, diagnostics, uses, is_secret).run();
}

}  // namespace tao::project
