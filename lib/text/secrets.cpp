#include "text/secrets.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "text/characters.hpp"
#include "text/escape.hpp"

namespace tao::text {

namespace {

constexpr auto none = std::string_view::npos;

// How tokens of well-known services begin.
constexpr std::string_view token_beginnings[] = {
    "ghp_", "gho_",  "ghu_",  "ghs_",  "ghr_", "github_pat_", "glpat-", "hf_", "nvapi-",
    "sk-",  "xoxb-", "xoxp-", "xoxa-", "AKIA", "ASIA",        "AIza",   "eyJ",
};
constexpr std::size_t shortest_token = 12;  // behind its beginning

// Options whose value is a password with one program only, as a word of its own or glued to it.
struct PasswordOption {
    std::string_view program;
    std::string_view option;
    bool glued;
};
constexpr PasswordOption password_options[] = {
    {"login", "-p", false}, {"sshpass", "-p", true}, {"mysql", "-p", true},      {"mysqldump", "-p", true},
    {"unzip", "-P", true},  {"7z", "-p", true},      {"redis-cli", "-a", false}, {"zip", "-P", true},
    {"mongo", "-p", true},  {"mongosh", "-p", true}, {"twine", "-p", true},      {"ldapsearch", "-w", true},
    {"swift", "-K", true},  {"kaggle", "-v", false}};

// Options whose value is NAME:PASSWORD, or has another sign there.
struct LoginOption {
    std::string_view program;  // empty: any
    std::string_view option;
    char sign;
};
constexpr LoginOption login_options[] = {
    {"", "-u", ':'},      {"", "--user", ':'}, {"", "--proxy-user", ':'}, {"http", "-a", ':'},
    {"https", "-a", ':'}, {"lftp", "-u", ','}, {"smbclient", "-U", '%'}};

// Whose `login` is followed by a key.
constexpr std::string_view logins_by_key[] = {"wandb", "auth", "neptune"};

// A word that says by itself what the next one is: `remote modify NAME password X`, `config --set token X`.
constexpr std::string_view announcing[] = {"password", "passwd", "secret", "token", "apikey"};

bool is_blank(char letter) {
    return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
}
bool is_in_name(char letter) {
    return continues_name(letter) || letter == '-' || letter == '.';
}

// The end of what `inside` accepts from there on.
template <typename Inside>
std::size_t end_of(std::string_view text, std::size_t from, Inside inside) {
    while (from < text.size() && inside(text[from]))
        ++from;
    return from;
}

// Where the password of NAME:PASSWORD begins, or behind another sign; none of UID:GID, or of a path.
std::size_t password_begin(std::string_view login, std::size_t from, char sign = ':') {
    const auto colon = login.find(sign, from);
    if (colon == none || colon <= from || colon + 1 >= login.size()) return none;
    // The end of a command in place of the name: the shell's $(id -u):$(id -g), `id -u`:`id -g`
    const bool ends_substitution = std::string_view(")`").find(login[colon - 1]) != none;
    const bool is_login = !ends_substitution && !is_reference(login.substr(colon + 1)) &&
                          login.find('/') == none &&
                          login.substr(from).find_first_not_of("0123456789:") != none;
    return is_login ? colon + 1 : none;
}

bool ends_command(std::string_view word) {
    return word.empty() || std::string_view("|&;>)").find(word.front()) != none;
}

bool is_shell(std::string_view program) {
    constexpr std::string_view shells[] = {"bash", "sh", "zsh", "ksh", "dash", "fish", "csh", "tcsh"};
    return std::find(std::begin(shells), std::end(shells), program) != std::end(shells);
}

class Search {
  public:
    explicit Search(std::string_view text) : text_(text) {}

    std::vector<Span> run() {
        for (std::size_t at = 0; at < text_.size(); ++at) {
            if (text_.substr(at, 3) == "://") look_at_url(at);
            if (text_[at] == '=' || text_[at] == ':') look_at_value(at);
            if (at == 0 || !is_in_name(text_[at - 1])) look_at_word(at);
        }
        look_at_command();
        return joined();
    }

  private:
    void add(std::size_t begin, std::size_t end) {
        if (begin < end) found_.push_back({begin, end});
    }

    // scheme://user:password@host. A user without a password is a name (git@), but with http it is a token.
    void look_at_url(std::size_t colon) {
        const std::size_t begin = colon + 3;
        const std::size_t end = std::min(text_.find_first_of("/?# \t\n\"'<>", begin), text_.size());
        const auto at = text_.substr(begin, end - begin).rfind('@');
        if (at == none) return;
        const auto password = text_.substr(begin, at).find(':');
        if (password != none) {
            add(begin + password + 1, begin + at);
        } else if (text_.substr(0, colon).ends_with("http") || text_.substr(0, colon).ends_with("https")) {
            add(begin, begin + at);
        }
    }

    // The name that ends in front of the sign there, with or without quotes and blanks between.
    std::string_view name_before(std::size_t sign) const {
        std::size_t end = sign;
        while (end > 0 && text_[end - 1] == ' ')
            --end;
        if (end > 0 && (text_[end - 1] == '"' || text_[end - 1] == '\'')) --end;
        std::size_t begin = end;
        while (begin > 0 && is_in_name(text_[begin - 1]))
            --begin;
        return text_.substr(begin, end - begin);
    }

    // NAME=VALUE, NAME: VALUE, "NAME": VALUE.
    void look_at_value(std::size_t sign) {
        const bool colon = text_[sign] == ':';
        const std::size_t begin = end_of(text_, sign + 1, [](char one) { return one == ' ' || one == '\t'; });
        if (begin == text_.size() || !is_secret_name(name_before(sign))) return;
        const bool quoted = text_[begin] == '"' || text_[begin] == '\'';
        const bool in_braces = colon && is_in_braces(sign);
        // A time, a host with a port; but --header=NAME:VALUE is one.
        const bool is_header = colon && is_value_of_header(sign);
        if (colon && begin == sign + 1 && !quoted && !in_braces && !is_header) return;
        if (quoted) {
            add_value(begin + 1, std::min(text_.find(text_[begin], begin + 1), text_.size()));
        } else if (!colon) {
            std::size_t end = std::min(text_.find_first_of(" \t\n&;\"'", begin), text_.size());
            while (end > begin && std::string_view(")]},").find(text_[end - 1]) != none)
                --end;
            add_value(begin, end);
        } else {
            add_value(begin, std::min(text_.find_first_of(in_braces ? ",}\n" : "\n", begin), text_.size()));
        }
    }

    bool is_value_of_header(std::size_t sign) const {
        const std::string_view before = text_.substr(0, sign - name_before(sign).size());
        return before.ends_with("header=") || before.ends_with("headers=");
    }

    // Not those of a reference.
    bool is_in_braces(std::size_t sign) const {
        const auto open = text_.substr(0, sign).rfind('{');
        return open != none && (open == 0 || text_[open - 1] != '$') &&
               text_.substr(open, sign - open).find('}') == none;
    }

    // ${NAME} says where a secret is, not what it is; of ${NAME:-DEFAULT} the default may be one.
    void add_value(std::size_t begin, std::size_t end) {
        const std::string_view value = text_.substr(begin, end - begin);
        if (is_reference(value)) return;
        const auto close = value.find('}');
        if (!value.starts_with("${")) {
            add(begin, end);
        } else if (const auto otherwise = value.substr(0, close).find(":-"); otherwise != none) {
            add(begin + otherwise + 2, begin + std::min(close, value.size()));
        }
        if (value.starts_with("${") && close != none) add(begin + close + 1, end);
    }

    // What a word shows by itself: a token, or an option whose value is the word behind it.
    void look_at_word(std::size_t begin) {
        const std::string_view rest = text_.substr(begin);
        const std::size_t end = end_of(text_, begin, is_in_name);
        for (const std::string_view beginning : token_beginnings) {
            if (rest.starts_with(beginning) && end - begin >= beginning.size() + shortest_token)
                add(begin, end);
        }
        if (rest.starts_with("-----BEGIN ") && rest.find("PRIVATE KEY") != none) add(begin, text_.size());
        const bool is_bearer = text_.substr(begin, end - begin) == "Bearer";
        if (!is_bearer && !takes_secret(text_.substr(begin, end - begin))) return;
        // "--password" VALUE
        const bool quoted = begin > 0 && end < text_.size() && text_[begin - 1] == text_[end] &&
                            (text_[end] == '"' || text_[end] == '\'');
        const std::size_t blank = quoted ? end + 1 : end;
        const std::size_t value = end_of(text_, blank, is_blank);
        if (value == blank || value == text_.size() || text_[value] == '-') return;
        add(value, end_of(text_, value, [](char one) { return !is_blank(one); }));
    }

    void look_at_command() {
        CommandSecrets command;
        for (std::size_t at = end_of(text_, 0, is_blank); at < text_.size();) {
            const std::size_t end = end_of(text_, at, [](char one) { return !is_blank(one); });
            const std::size_t secret = command.next(text_.substr(at, end - at));
            if (secret != none) add(at + secret, end);
            const std::string_view word = text_.substr(at, end - at);
            if (reads_password(word) || word == "login") look_at_pipe(at, end);
            at = end_of(text_, end, is_blank);
        }
    }

    void add_here_string(std::size_t sign) {
        if (sign == none) return;
        const std::size_t begin = end_of(text_, sign + 3, is_blank);
        add_value(begin, end_of(text_, begin, [](char one) { return !is_blank(one); }));
    }

    // echo TOKEN | docker login --password-stdin, and docker login --password-stdin <<< TOKEN
    void look_at_pipe(std::size_t option, std::size_t behind) {
        add_here_string(text_.find("<<<", behind));
        const auto pipe = text_.substr(0, option).rfind('|');
        if (pipe == none) return;
        add_here_string(text_.substr(0, pipe).rfind("<<<"));
        std::size_t end = pipe;
        while (end > 0 && is_blank(text_[end - 1]))
            --end;
        for (const std::string_view program : {"echo", "printf", "print"}) {
            const auto name = text_.substr(0, end).rfind(program);
            if (name == none || (name > 0 && is_in_name(text_[name - 1]))) continue;
            std::size_t begin = name + program.size();
            if (begin == end || !is_blank(text_[begin])) continue;
            begin = end_of(text_, begin, is_blank);
            while (begin < end && text_[begin] == '-') {
                begin = end_of(text_, begin, [](char one) { return !is_blank(one); });
                begin = end_of(text_, begin, is_blank);
            }
            if (begin < end) add_value(begin, end);
            return;
        }
    }

    std::vector<Span> joined() {
        std::sort(found_.begin(), found_.end(),
                  [](const Span& one, const Span& other) { return one.begin < other.begin; });
        std::vector<Span> result;
        for (const Span& span : found_) {
            if (!result.empty() && span.begin <= result.back().end) {
                result.back().end = std::max(result.back().end, span.end);
            } else {
                result.push_back(span);
            }
        }
        return result;
    }

    std::string_view text_;
    std::vector<Span> found_;
};

}  // namespace

std::size_t CommandSecrets::next(std::string_view word) {
    const Hides hides = std::exchange(hides_, Hides::nothing);
    std::size_t secret = none;
    if (hides == Hides::word && !word.starts_with('-')) secret = 0;
    // wandb login --relogin --host ADDRESS KEY
    if (hides == Hides::key && !ends_command(word)) {
        const bool is_key = !word.starts_with('-') && !word.starts_with('<') && before_ != "--host";
        if (is_key) {
            secret = 0;
        } else {
            hides_ = Hides::key;
        }
    }
    if (hides == Hides::password) secret = password_begin(word, 0, sign_);
    // -H NAME:VALUE
    if (hides == Hides::header) {
        const auto sign = word.find(':');
        if (sign != none && sign + 1 < word.size() && is_secret_name(word.substr(0, sign))) secret = sign + 1;
    }
    if (secret != none) return secret;

    for (const PasswordOption& row : password_options) {
        if (row.program != program_ || !word.starts_with(row.option)) continue;
        if (word == row.option) hides_ = Hides::word;
        if (row.glued && word != row.option) secret = row.option.size();
    }
    for (const LoginOption& row : login_options) {
        if (row.option != word || (!row.program.empty() && row.program != program_)) continue;
        hides_ = Hides::password;
        sign_ = row.sign;
    }
    if (word == "-H" || word == "--header") hides_ = Hides::header;
    if (word.starts_with("-u") && word.size() > 2) secret = password_begin(word, 2);
    const auto is_of = [](const auto& table, std::string_view one) {
        return std::find(std::begin(table), std::end(table), one) != std::end(table);
    };
    if (word == "login" && is_of(logins_by_key, before_)) hides_ = Hides::key;
    if (is_of(announcing, word)) hides_ = Hides::word;
    // --token:VALUE
    const auto colon = word.find(':');
    if (word.starts_with("--") && colon < word.find('=') && is_secret_name(word.substr(0, colon)) &&
        colon + 1 < word.size())
        secret = colon + 1;
    // Of a shell it says which files to read first.
    if (!is_shell(before_)) {
        if (word == "--login") hides_ = Hides::word;
        if (word.starts_with("--login=")) secret = std::string_view("--login=").size();
    }
    if (before_ == "set" && is_secret_name(word)) hides_ = Hides::word;

    const std::string_view name = word.substr(word.rfind('/') + 1);
    const auto is_its = [&](const auto& row) { return row.program == name; };
    if (std::any_of(std::begin(password_options), std::end(password_options), is_its) ||
        std::any_of(std::begin(login_options), std::end(login_options), is_its))
        program_ = name;
    before_ = name;
    return secret;
}

std::vector<Span> secrets_in(std::string_view text) {
    return Search(text).run();
}

std::string without_secrets(std::string_view text) {
    std::string result;
    std::size_t copied = 0;
    for (const Span& secret : secrets_in(text)) {
        result += text.substr(copied, secret.begin - copied);
        result += mask;
        copied = secret.end;
    }
    return result.append(text.substr(copied));
}

bool is_reference(std::string_view value) {
    if (value.starts_with("${")) return value.find('}') == value.size() - 1 && value.find(":-") == none;
    return value.starts_with('$') && end_of(value, 1, is_in_name) == value.size();
}

void KnownSecrets::add(std::string_view value) {
    constexpr std::size_t shortest = 4;
    if (value.size() < shortest || is_reference(value)) return;
    for (std::string form : {std::string(value), visible(value)}) {
        const auto place = std::find_if(values_.begin(), values_.end(),
                                        [&](const std::string& one) { return one.size() <= form.size(); });
        if (std::find(values_.begin(), values_.end(), form) == values_.end())
            values_.insert(place, std::move(form));
    }
}

std::string KnownSecrets::masked(std::string_view text) const {
    constexpr std::size_t longest_word = 8;
    std::string result(text);
    const auto ends_word = [&](std::size_t at) {
        return at >= result.size() || !(is_letter(result[at]) || is_digit(result[at]));
    };
    for (const std::string& value : values_) {
        for (auto at = result.find(value); at != none; at = result.find(value, at)) {
            const bool is_word = (at == 0 || ends_word(at - 1)) && ends_word(at + value.size());
            if (value.size() < longest_word && !is_word) {
                ++at;
                continue;
            }
            result.replace(at, value.size(), mask);
            at += mask.size();
        }
    }
    return result;
}

std::string masked_word(std::string_view word) {
    const auto equals = word.find('=');
    if (equals == none || !is_secret_name(word.substr(0, equals))) return without_secrets(word);
    return std::string(word.substr(0, equals + 1)) + std::string(mask);
}

std::string masked(std::string_view name, std::string_view value) {
    if (value.empty()) return {};
    return is_secret_name(name) && !is_reference(value) ? std::string(mask) : without_secrets(value);
}

}  // namespace tao::text
