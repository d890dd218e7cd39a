#include "text/secret_names.hpp"

#include <algorithm>
#include <string>

#include "text/characters.hpp"

namespace tao::text {

namespace {

// A word of a name that is one of these holds a secret.
constexpr std::string_view whole_words[] = {"pat",    "jwt", "auth",   "sig",     "pw",   "pin",
                                            "otp",    "sas", "passin", "passout", "cred", "creds",
                                            "bearer", "dsn", "pem",    "oauth"};

// One that ends with one of these: SSHPASS, NGCKEY.
constexpr std::string_view ends[] = {"key",        "keys",          "token",  "pass",     "passwd", "pwd",
                                     "passcode",   "passphrase",    "tok",    "tkn",      "pswd",   "psw",
                                     "credential", "authorization", "cookie", "signature"};
constexpr std::string_view harmless_ends[] = {"bypass", "compass"};

// And one that has one of these anywhere.
constexpr std::string_view parts[] = {"secret", "password", "credential", "apikey"};

// A name that ends with one of these, whatever parts its words.
constexpr std::string_view ends_of_names[] = {"connectionstring", "sessionid"};

// The working directory, which shells keep under these names.
constexpr std::string_view not_secret[] = {"PWD", "OLDPWD"};

bool is_lower(char letter) {
    return letter >= 'a' && letter <= 'z';
}
bool is_upper(char letter) {
    return letter >= 'A' && letter <= 'Z';
}
bool is_secret_word(std::string_view word) {
    while (!word.empty() && is_digit(word.back()))
        word.remove_suffix(1);
    const auto is = [&](std::string_view one) { return word == one; };
    const auto ends_with = [&](std::string_view one) { return word.ends_with(one); };
    const auto has = [&](std::string_view one) { return word.find(one) != std::string_view::npos; };
    if (std::any_of(std::begin(harmless_ends), std::end(harmless_ends), ends_with)) return false;
    return std::any_of(std::begin(whole_words), std::end(whole_words), is) ||
           std::any_of(std::begin(ends), std::end(ends), ends_with) ||
           std::any_of(std::begin(parts), std::end(parts), has);
}

}  // namespace

bool is_secret_name(std::string_view name) {
    if (std::find(std::begin(not_secret), std::end(not_secret), name) != std::end(not_secret)) return false;
    std::string word;
    std::string whole;
    char before = '\0';
    for (const char letter : name) {
        const bool ends_word =
            !(is_letter(letter) || is_digit(letter)) || (is_upper(letter) && is_lower(before));
        if (ends_word) {
            if (is_secret_word(word)) return true;
            whole += word;
            word.clear();
        }
        if (is_upper(letter)) {
            word += static_cast<char>(letter - 'A' + 'a');
        } else if (is_lower(letter) || is_digit(letter)) {
            word += letter;
        }
        before = letter;
    }
    whole += word;
    return is_secret_word(word) || std::any_of(std::begin(ends_of_names), std::end(ends_of_names),
                                               [&](std::string_view one) { return whole.ends_with(one); });
}

bool takes_secret(std::string_view word) {
    if (word == "--pwd") return false;  // apptainer's working directory
    return word.starts_with('-') && word.find('=') == std::string_view::npos && is_secret_name(word) &&
           !reads_password(word);
}

bool reads_password(std::string_view word) {
    return word == "--password-stdin" || word == "--with-token" || word == "--passphrase-fd";
}

}  // namespace tao::text
