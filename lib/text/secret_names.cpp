#include "text/secret_names.hpp"

#include <algorithm>
#include <string>
#include <vector>

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
constexpr std::string_view harmless_ends[] = {
    "bypass", "compass", "trespass", "overpass", "underpass", "surpass", "monkey", "donkey",   "turkey",
    "hotkey", "hockey",  "jockey",   "whiskey",  "lackey",    "turnkey", "pubkey", "publickey"};

// And one that has one of these anywhere.
constexpr std::string_view parts[] = {"secret", "password", "credential", "apikey"};

// Of these words the neighbour may say that they hold none: public_key, detach-keys, eos_token, first_pass; key_fields,
// pin_memory. All in the singular, with a blank on both sides.
struct Neighbours {
    std::string_view word;
    std::string_view in_front;
    std::string_view behind;
};
constexpr Neighbours harmless_neighbours[] = {
    {"key", " public pub detach hot arrow shortcut sort primary foreign partition group index cache dict ",
     " field frame point word board map size type length len count dim bit binding mask padding index column "
     "press "},
    {"token", " pad eos bos cls sep unk mask ", " size type length len count limit dim "},
    {"pass", " first second third single two multi forward backward render ", " through "},
    {"auth", " ", " type method mode "},
    {"pin", " ", " memory mem "}};

// A word in front of a plural that says how many there are: num_keys, max_api_keys.
constexpr std::string_view counts = " num n nr number max min count total ";

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

bool is_in(std::string_view list, std::string_view word) {
    return list.find(" " + std::string(word) + " ") != std::string_view::npos;
}

std::string_view without_digits(std::string_view word) {
    while (!word.empty() && is_digit(word.back()))
        word.remove_suffix(1);
    return word;
}

std::string_view singular(std::string_view word) {
    const bool is_plural = word.ends_with('s') && !word.ends_with("ss");
    return word.substr(0, word.size() - (is_plural ? 1 : 0));
}

bool is_secret_word(std::string_view word) {
    const auto is = [&](std::string_view one) { return word == one; };
    const auto ends_with = [&](std::string_view one) { return word.ends_with(one); };
    const auto has = [&](std::string_view one) { return word.find(one) != std::string_view::npos; };
    const auto ends_harmless = [&](std::string_view one) {
        return word.ends_with(one) || singular(word).ends_with(one);
    };
    if (std::any_of(std::begin(harmless_ends), std::end(harmless_ends), ends_harmless)) return false;
    return std::any_of(std::begin(whole_words), std::end(whole_words), is) ||
           std::any_of(std::begin(ends), std::end(ends), ends_with) ||
           std::any_of(std::begin(parts), std::end(parts), has);
}

// Its words in small letters. They end at signs and in front of a capital.
std::vector<std::string> words_of(std::string_view name) {
    std::vector<std::string> words(1);
    char before = '\0';
    for (const char letter : name) {
        const bool ends_word =
            !(is_letter(letter) || is_digit(letter)) || (is_upper(letter) && is_lower(before));
        if (ends_word && !words.back().empty()) words.emplace_back();
        if (is_upper(letter)) {
            words.back() += static_cast<char>(letter - 'A' + 'a');
        } else if (is_lower(letter) || is_digit(letter)) {
            words.back() += letter;
        }
        before = letter;
    }
    return words;
}

bool is_counted(const std::vector<std::string>& words, std::size_t at) {
    return words[at].ends_with("keys") &&
           std::any_of(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(at),
                       [](const std::string& word) { return is_in(counts, word); });
}

bool names_one_of(std::string_view list, std::string_view word) {
    return is_in(list, word) || is_in(list, singular(word));
}

bool has_harmless_neighbour(const std::vector<std::string>& words, std::size_t at) {
    const std::string_view word = singular(without_digits(words[at]));
    return std::any_of(
        std::begin(harmless_neighbours), std::end(harmless_neighbours), [&](const Neighbours& row) {
            return row.word == word && ((at > 0 && names_one_of(row.in_front, words[at - 1])) ||
                                        (at + 1 < words.size() && names_one_of(row.behind, words[at + 1])));
        });
}

}  // namespace

bool is_secret_name(std::string_view name) {
    if (std::find(std::begin(not_secret), std::end(not_secret), name) != std::end(not_secret)) return false;
    const std::vector<std::string> words = words_of(name);
    std::string whole;
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (is_secret_word(without_digits(words[at])) && !is_counted(words, at) &&
            !has_harmless_neighbour(words, at))
            return true;
        whole += words[at];
    }
    return std::any_of(std::begin(ends_of_names), std::end(ends_of_names),
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
