#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "text/utf8.hpp"

// What the fuzz targets share. A target is the function LLVMFuzzerTestOneInput of one file; libFuzzer has main().
namespace tao::fuzz {

// Ends the process, which libFuzzer takes for a finding and keeps the input of.
inline void require(bool condition, const char* property, std::string_view about = {}) {
    if (condition) return;
    std::fprintf(stderr, "violated: %s\n%.*s\n", property, static_cast<int>(about.size()), about.data());
    std::abort();
}

// Words as /proc/PID/cmdline has them: a NUL behind each. So a corpus file is readable and any bytes can be a word.
inline std::vector<std::string> words_of(std::string_view bytes) {
    std::vector<std::string> words;
    while (!bytes.empty()) {
        const std::size_t end = std::min(bytes.find('\0'), bytes.size());
        words.emplace_back(bytes.substr(0, end));
        bytes.remove_prefix(std::min(end + 1, bytes.size()));
    }
    return words;
}

// The bytes as text; the first of them, 0 if there is none, is taken off to choose a variant.
inline unsigned take_choice(std::string_view& bytes) {
    if (bytes.empty()) return 0;
    const auto choice = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    return choice;
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

// A message may hold newlines; what else a terminal obeys must have been made visible.
inline void require_harmless(std::string_view message) {
    for (std::size_t at = 0; at < message.size();) {
        const text::Character character = text::character_at(message, at);
        require(character.valid, "messages are UTF-8", message);
        const bool control = (character.code < 0x20 && character.code != '\n') ||
                             (character.code >= 0x7f && character.code < 0xa0) ||
                             (character.code >= 0x202a && character.code <= 0x202e) ||
                             (character.code >= 0x2066 && character.code <= 0x2069);
        require(!control, "no control character reaches the terminal", message);
        at += character.length;
    }
}

}  // namespace tao::fuzz
