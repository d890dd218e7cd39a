#include "run/messages.hpp"

#include <algorithm>

#include "os/message_socket.hpp"

namespace tao::run {

namespace {

constexpr std::string_view findings_word = "findings ";
constexpr char between = '\0';  // two texts

struct Flag {
    char letter;
    bool Findings::*member;
};
constexpr Flag flags[] = {{'e', &Findings::engine_lost},
                          {'c', &Findings::container_left},
                          {'p', &Findings::creation_pending},
                          {'s', &Findings::task_started}};

}  // namespace

std::string to_message(const Findings& findings) {
    std::string message(findings_word);
    for (const Flag& flag : flags) {
        if (findings.*flag.member) message += flag.letter;
    }
    message.append(":").append(findings.replaced).append(1, between).append(findings.unreachable);
    if (message.size() > os::longest_message) message.resize(os::longest_message);
    return message;
}

std::optional<Findings> findings_in(std::string_view message) {
    if (!message.starts_with(findings_word)) return std::nullopt;
    message.remove_prefix(findings_word.size());
    const auto colon = message.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    Findings findings;
    for (const Flag& flag : flags) {
        findings.*flag.member = message.substr(0, colon).find(flag.letter) != std::string_view::npos;
    }
    message.remove_prefix(colon + 1);
    const auto end = std::min(message.find(between), message.size());
    findings.replaced = message.substr(0, end);
    findings.unreachable = message.substr(std::min(end + 1, message.size()));
    return findings;
}

}  // namespace tao::run
