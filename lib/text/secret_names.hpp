#pragma once

#include <string_view>

// Which names are those of a secret.
namespace tao::text {

// Does something of that name, a variable or an option, hold a secret? By the words of the name, in any case: KEY, TOKEN,
// SECRET, PASSWORD, PASSWD, PASS, CREDENTIAL, AUTH and the like, as a word of their own or at the end of one.
bool is_secret_name(std::string_view name);

// Is it an option whose value, the word behind it, is a secret: --password? With -k it is the launchers' tasks that say so.
bool takes_secret(std::string_view word);

// Is it an option by which a program reads its password from what is piped into it: --password-stdin?
bool reads_password(std::string_view word);

}  // namespace tao::text
