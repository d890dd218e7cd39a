#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "os/descriptor.hpp"

namespace tao::os {

// Two connected ends over which short messages go whole, each with at most one descriptor. When one process
// ends, however it ends, the other one's end becomes readable and receive() says so.
std::pair<Descriptor, Descriptor> make_message_sockets();

inline constexpr std::size_t longest_message = 1024;  // bytes

struct Message {
    std::string text;       // at most longest_message; empty: the other side has gone
    Descriptor descriptor;  // sent along, or none
};

// False if nobody is there any more.
bool send_message(int socket, std::string_view text, int descriptor = -1);

// Nothing if no message is there yet. Never waits.
std::optional<Message> receive_message(int socket);

}  // namespace tao::os
