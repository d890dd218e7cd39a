#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tao::paths {

// Is the word an option whose value, the word behind it, is never translated? -k, --key and the like, or an
// option that `translate: never:` names.
bool hides_next_word(std::string_view word, const std::vector<std::string>& never);

// Does the word itself hold such a value: -kVALUE, -k=VALUE, --key=VALUE, key=VALUE,
// +export.encryption_key=VALUE?
bool holds_secret(std::string_view word, const std::vector<std::string>& never);

// The words of a line for showing, which people paste into forums: keys, and what looks secret by its name or its form
// (text/secrets.hpp), become ***; what `translate: never:` names does not. The option or key in front of a value stays.
std::vector<std::string> masked_words(const std::vector<std::string>& words);

// Names that mean no file of the host whatever stands there: a URL, "-", a file that the kernel makes up.
bool is_url(std::string_view value);
bool is_special_file(std::string_view value);

}  // namespace tao::paths
