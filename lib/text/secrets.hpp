#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/secret_names.hpp"
#include "text/source.hpp"

// What is not shown, wherever something is shown: people paste it into forums.
namespace tao::text {

inline constexpr std::string_view mask = "***";

// Reads the words of a command, from the left, for the secrets that only their places tell: the password of
// `curl -u NAME:PASSWORD`, `sshpass -p`, `docker login -p`, `wandb login`, `--login`, `aws configure set aws_..._key`.
class CommandSecrets {
  public:
    // Where the secret in the next word begins; npos: it has none.
    std::size_t next(std::string_view word);

  private:
    enum class Hides { nothing, word, key, password, header };

    Hides hides_ = Hides::nothing;  // of the word that comes
    char sign_ = ':';               // in front of its password
    std::string before_;
    std::string program_;
};

// The secrets in a text, in order, as far as their form tells: the password of a URL, the value of a NAME=VALUE, a
// NAME: VALUE or an option whose name is a secret's, what the words of a command have (CommandSecrets), and tokens that
// begin as those of well-known services do.
std::vector<Span> secrets_in(std::string_view text);

// The text with *** for each of them.
std::string without_secrets(std::string_view text);

// $NAME, ${NAME} or ${NAME:?MESSAGE}: says where a value is, not what it is. With a default, ${NAME:-...}, it may be one.
bool is_reference(std::string_view value);

// Values that are known to be secrets, since a variable with a secret's name has them, and are masked wherever they stand.
class KnownSecrets {
  public:
    // Too short a value is left out: it is a part of any text. References ($NAME) are none.
    void add(std::string_view value);

    // The text with *** for each of them, as it is and as a terminal is shown it (escape.hpp). Of a short one only where
    // it is a word of its own.
    std::string masked(std::string_view text) const;

  private:
    std::vector<std::string> values_;  // the longest first
};

// A word of a command line, for showing: of NAME=VALUE with a secret's name the whole value goes, blanks included. Of
// words behind takes_secret() nothing should be shown.
std::string masked_word(std::string_view word);

// A value for showing, by its name and its form.
std::string masked(std::string_view name, std::string_view value);

}  // namespace tao::text
