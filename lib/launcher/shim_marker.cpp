#include "launcher/shim_marker.hpp"

#include <elf.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "text/characters.hpp"

namespace tao::launcher {

namespace {

constexpr char owner[] = "tao-shim";

// The layout of a note as in elf(5): header, name and description, each padded to four bytes.
struct ShimNote {
    std::uint32_t name_size;
    std::uint32_t description_size;
    std::uint32_t type;
    char name[(sizeof(owner) + 3) / 4 * 4];
    std::uint32_t description;  // of the marker itself, for later formats
};
static_assert(sizeof(ShimNote) == 3 * 4 + 12 + 4);

// Not static and not constexpr: the bytes must be in the program, and the function below refers to them, so
// that neither the archive's linking nor --gc-sections leaves them out.
[[gnu::section(".note.tao-shim"), gnu::used, gnu::aligned(4)]] constinit const ShimNote note = {
    sizeof(owner), sizeof(std::uint32_t), 1, "tao-shim", 1};

bool ends_word(std::string_view text, std::size_t at) {
    if (at >= text.size()) return true;
    const char c = text[at];
    return !text::continues_name(c) && c != '-' && c != '.' && c != '/';
}

bool starts_word(std::string_view text, std::size_t at) {
    return at == 0 || text[at - 1] == '/' || ends_word(text, at - 1);
}

}  // namespace

bool has_shim_note(std::string_view start) {
    if (!start.starts_with(ELFMAG)) return false;
    // Only header and name: another version may have another description. The bytes are those of this very
    // program, so they have its byte order.
    char wanted[offsetof(ShimNote, name) + sizeof(owner)];
    std::memcpy(wanted, &note, sizeof(wanted));
    return start.find(std::string_view(wanted, sizeof(wanted))) != std::string_view::npos;
}

bool mentions_word(std::string_view text, std::string_view word) {
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        if (starts_word(text, at) && ends_word(text, at + word.size())) return true;
    }
    return false;
}

bool names_shim(std::string_view text) {
    return text.find("/tao-shim/shims/") != std::string_view::npos || mentions_word(text, "tao-shim");
}

}  // namespace tao::launcher
