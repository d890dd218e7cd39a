#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <system_error>

// Files written in one step: beside the place, flushed, renamed to it. Whatever happens meanwhile, there is what was
// there or what is to be there.
namespace tao::os {

// Replaces `path` by a new file with that content and mode; also a link, not what it leads to.
std::error_code write_atomically(const std::string& path, std::string_view content, mode_t mode);

// Makes a file with that content and mode where nothing is. file_exists, and nothing changed, if something is there,
// also if it has come only now, and also a link to nothing.
std::error_code write_new(const std::string& path, std::string_view content, mode_t mode);

// Gives an existing file other content. Mode and owner stay; a link stays a link, and the file that it leads to is
// replaced. EPERM, and nothing changed, if the owner could not be kept.
std::error_code replace_content(const std::string& path, std::string_view content);

}  // namespace tao::os
