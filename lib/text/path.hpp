#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

// Paths as bytes: what can be said about them without asking a disk. Two paths meet only at whole components
// (/data2 is not under /data), and nothing here changes the spelling of what it does not have to.
namespace tao::text {

bool is_absolute(std::string_view path);

// Is it one by its first bytes alone: absolute, or below the user's home directory (~/x)?
bool starts_path(std::string_view text);

// ~ and ~/x with the home directory in place of the ~; any other path, and each where no home is known, as it is. For values that
// no shell has read: those of files, of crontab, of systemd.
std::string with_home(std::string_view path, std::string_view home);

// Absolute, without "//", "." and ".." components and without a trailing slash; "/" is normalised.
bool is_normalised(std::string_view path);

// Has the path a ".." component?
bool has_parent_step(std::string_view path);

// The absolute path in normal form. ".." takes away the component before it, as text: only right where that
// component is no link. ".." at the root stays at the root, as the kernel has it.
std::string normalised(std::string_view absolute_path);

// Is the path the ancestor itself or below it? Both normalised.
bool is_under(std::string_view path, std::string_view ancestor);

// Without its last component: /a/b -> /a, /a -> /, / -> /. The path is normalised.
std::string_view parent(std::string_view path);

// The last component: /a/b -> b, / -> "". The path is normalised.
std::string_view last_component(std::string_view path);

// directory + "/" + rest, with one slash between them; an absolute rest is hung below the directory.
std::string join(std::string_view directory, std::string_view rest);

// Where in an absolute path, spelled in any way, the part ends that leads to the normalised ancestor, so that
// what follows never leaves it again: for /a//b/./c and /a/b it is 5, the rest is "/./c". Nothing if the path
// is not under the ancestor.
std::optional<std::size_t> end_of_ancestor(std::string_view path, std::string_view ancestor);

}  // namespace tao::text
