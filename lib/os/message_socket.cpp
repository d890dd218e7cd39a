#include "os/message_socket.hpp"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace tao::os {

namespace {

union ControlBuffer {
    std::array<char, CMSG_SPACE(sizeof(int))> bytes;
    cmsghdr header;  // for its alignment
};

}  // namespace

std::pair<Descriptor, Descriptor> make_message_sockets() {
    int ends[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return {};
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

bool send_message(int socket, std::string_view text, int descriptor) {
    iovec content{.iov_base = const_cast<char*>(text.data()), .iov_len = text.size()};
    msghdr header{};
    header.msg_iov = &content;
    header.msg_iovlen = 1;
    ControlBuffer control{};
    if (descriptor >= 0) {
        header.msg_control = control.bytes.data();
        header.msg_controllen = control.bytes.size();
        cmsghdr* part = CMSG_FIRSTHDR(&header);
        part->cmsg_level = SOL_SOCKET;
        part->cmsg_type = SCM_RIGHTS;
        part->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(part), &descriptor, sizeof descriptor);
    }
    return ::sendmsg(socket, &header, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0;
}

std::optional<Message> receive_message(int socket) {
    std::array<char, longest_message> buffer{};
    iovec content{.iov_base = buffer.data(), .iov_len = buffer.size()};
    ControlBuffer control{};
    msghdr header{};
    header.msg_iov = &content;
    header.msg_iovlen = 1;
    header.msg_control = control.bytes.data();
    header.msg_controllen = control.bytes.size();
    const ssize_t got = ::recvmsg(socket, &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return std::nullopt;
    Message message;
    if (got <= 0) return message;
    message.text.assign(buffer.data(), static_cast<std::size_t>(got));
    const cmsghdr* part = CMSG_FIRSTHDR(&header);
    if (part != nullptr && part->cmsg_level == SOL_SOCKET && part->cmsg_type == SCM_RIGHTS) {
        int descriptor = -1;
        std::memcpy(&descriptor, CMSG_DATA(part), sizeof descriptor);
        message.descriptor = Descriptor(descriptor);
    }
    return message;
}

}  // namespace tao::os
