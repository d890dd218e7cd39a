#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tao::text {

// A path as another system or program writes it: for Linux the name of something that is hardly ever there.
struct ForeignPath {
    enum class Kind {
        windows,  // C:\a, C:/a, and \\wsl$\DISTRIBUTION\a, which is a file of WSL
        share,    // \\server\a
        url,      // s3://a, file:///a
    };
    Kind kind = Kind::windows;
    // The same on this computer: /mnt/c/a, where WSL has that disk, and /a of file:///a and of WSL's own; empty: there is none.
    std::string here{};
};

// By its form alone: of x:/a, where x is a letter, the letter may as well be a label in front of a path.
std::optional<ForeignPath> foreign_path(std::string_view text);

// Is it one with the letter of a disk in front?
bool begins_with_disk(std::string_view text);

}  // namespace tao::text
