#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tao::os {

// The name of the other end of a local connection (getpeername(2)): the path to which the server had bound its socket,
// whatever link led there. Empty if it has none, or if that is no local connection.
std::string peer_name(int descriptor);

// The connections to the server of that name that their client has left, by its own end too, while the server still has
// its end open: it is at work on what the client asked last, or has not noticed yet. Each by the number of its socket,
// in ascending order. Nothing: the kernel does not say.
//
// Where a server answers a request only once it is done, this tells whether one is under way that nobody waits for any
// more. It is asked of the kernel (sock_diag(7)); everybody may.
std::optional<std::vector<std::uint32_t>> orphaned_connections(const std::string& server);

}  // namespace tao::os
