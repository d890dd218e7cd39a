#include "os/local_connections.hpp"

#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <string_view>
#include <type_traits>

#include "os/descriptor.hpp"

namespace tao::os {

namespace {

struct Request {
    nlmsghdr header;
    unix_diag_req question;
};

bool ask(int kernel) {
    Request request{};
    request.header.nlmsg_len = sizeof request;
    request.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    request.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    request.question.sdiag_family = AF_UNIX;
    request.question.udiag_states = 1U << TCP_ESTABLISHED;
    request.question.udiag_show = UDIAG_SHOW_NAME | UDIAG_SHOW_PEER;
    return ::send(kernel, &request, sizeof request, 0) == static_cast<ssize_t>(sizeof request);
}

// Takes one part off the front of what the kernel has sent: a header of this type, which begins with the part's length,
// and what is behind it, up to the next part. Nothing: there is none.
template <typename Header>
struct Part {
    Header header{};
    std::string_view content;
};
template <typename Header>
std::optional<Part<Header>> take_part(std::string_view& bytes) {
    constexpr std::size_t alignment = 4;  // NLMSG_ALIGNTO, NLA_ALIGNTO
    Part<Header> part;
    if (bytes.size() < sizeof part.header) return std::nullopt;
    std::memcpy(&part.header, bytes.data(), sizeof part.header);
    std::size_t length = 0;
    if constexpr (std::is_same_v<Header, nlmsghdr>) {
        length = part.header.nlmsg_len;
    } else {
        length = part.header.nla_len;
    }
    if (length < sizeof part.header || length > bytes.size()) return std::nullopt;
    part.content = bytes.substr(sizeof part.header, length - sizeof part.header);
    bytes.remove_prefix(std::min(bytes.size(), (length + alignment - 1) / alignment * alignment));
    return part;
}

std::string_view without_end_marks(std::string_view name) {
    // A path is ended by a NUL that may be counted; the name of an abstract socket begins with one.
    while (name.size() > 1 && name.back() == '\0')
        name.remove_suffix(1);
    return name;
}

// What the kernel says about one socket.
struct Socket {
    std::uint32_t number = 0;
    std::string_view name;
    std::optional<std::uint32_t> peer;  // 0: it has gone
};

Socket read_socket(std::string_view content) {
    Socket socket;
    unix_diag_msg message{};
    if (content.size() < sizeof message) return socket;
    std::memcpy(&message, content.data(), sizeof message);
    content.remove_prefix(sizeof message);
    socket.number = message.udiag_ino;
    while (const auto attribute = take_part<nlattr>(content)) {
        const std::string_view value = attribute->content;
        if (attribute->header.nla_type == UNIX_DIAG_NAME) socket.name = without_end_marks(value);
        if (attribute->header.nla_type == UNIX_DIAG_PEER && value.size() == sizeof(std::uint32_t)) {
            socket.peer.emplace();
            std::memcpy(&*socket.peer, value.data(), value.size());
        }
    }
    return socket;
}

}  // namespace

std::string peer_name(int descriptor) {
    sockaddr_un address{};
    socklen_t size = sizeof address;
    if (::getpeername(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0 ||
        address.sun_family != AF_UNIX || size <= offsetof(sockaddr_un, sun_path)) {
        return {};
    }
    const std::size_t length = size - offsetof(sockaddr_un, sun_path);
    return std::string(without_end_marks({address.sun_path, std::min(length, sizeof address.sun_path)}));
}

std::optional<std::vector<std::uint32_t>> orphaned_connections(const std::string& server) {
    const Descriptor kernel(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
    if (server.empty() || !kernel || !ask(kernel.get())) return std::nullopt;
    std::vector<std::uint32_t> orphaned;
    std::array<char, 32768> buffer{};  // the most that the kernel sends at once (netlink(7))
    for (;;) {
        const ssize_t got = ::recv(kernel.get(), buffer.data(), buffer.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return std::nullopt;
        std::string_view bytes(buffer.data(), static_cast<std::size_t>(got));
        while (const auto part = take_part<nlmsghdr>(bytes)) {
            if (part->header.nlmsg_type == NLMSG_ERROR) return std::nullopt;
            if (part->header.nlmsg_type == NLMSG_DONE) {
                std::sort(orphaned.begin(), orphaned.end());
                return orphaned;
            }
            const Socket socket = read_socket(part->content);
            if (socket.name == server && socket.peer == 0U) orphaned.push_back(socket.number);
        }
    }
}

}  // namespace tao::os
