#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tao::project {

// Why that is no REGISTRY/IMAGE:TAG or IMAGE@DIGEST, for people: what to write instead. Nothing: it is one. Engines agree on
// the form (https://github.com/distribution/reference): a registry with or without a port; names in lower case, of letters
// and digits with . _ - between them; one tag; a digest of 64 hexadecimal digits. In front there may be another way of
// fetching it than the engine's own (docker://, oras://), which only some engines know.
std::optional<std::string> reference_fault(std::string_view text);

// The way of fetching that the reference names, without ://; empty: the engine's own.
std::string_view transport_of(std::string_view reference);

}  // namespace tao::project
