#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tao::project {

// Why that is no REGISTRY/IMAGE:TAG or IMAGE@DIGEST, for people: what to write instead. Nothing: it is one. Engines agree on
// the form (https://github.com/distribution/reference): a registry with or without a port; names in lower case, of letters
// and digits with . _ - between them; one tag; a digest of 64 hexadecimal digits. docker:// may stand in front, as some engines' guides
// write it; every other way of fetching an image is a fault.
std::optional<std::string> reference_fault(std::string_view text);

// Without docker://: each engine gets the name in its own form.
std::string_view without_transport(std::string_view reference);

}  // namespace tao::project
