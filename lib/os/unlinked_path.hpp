#pragma once

#include <sys/types.h>

#include <string>
#include <system_error>

#include "os/descriptor.hpp"

// Real paths, taken step by step: a link on the way was put there since the path was resolved, and is ELOOP. Whoever may
// write to a directory on the way cannot lead the caller elsewhere.
namespace tao::os {

// Holds the file or directory (O_PATH): it stays the same one whatever becomes of its name. An invalid descriptor with the
// error if it cannot be reached.
Descriptor hold_real_path(const std::string& real_path, std::error_code& error);

// Makes the directory and its missing parents, with that mode less the umask, and holds it. One that exists is no error;
// anything else of that name is ENOTDIR, or ELOOP.
Descriptor make_real_directories(const std::string& real_path, std::error_code& error, mode_t mode = 0777);

}  // namespace tao::os
