#pragma once

#include <string>

#include "os/file_system.hpp"
#include "text/json_value.hpp"

// Why `tao-shim init --from FILE` cannot begin from a file, in two texts for people: what is wrong, and what to type.
namespace tao::commands {

struct RefusedOriginal {
    std::string fault;
    std::string hint;
};

// A file that is not read: on the internet, a directory, missing, too large. typed: as given to --from; path: that, absolute;
// directory: of the project, from where names of files are shown.
RefusedOriginal unread_original(const std::string& typed, const std::string& path,
                                const std::string& directory, const os::ReadFailure& failure,
                                const os::FileSystem& files);

// An empty file or a page of the web; an empty fault: it is neither.
RefusedOriginal no_original(const std::string& path, const std::string& content);

// One that by its name and content is nothing that is read: no JSON object, or one without mounts and cells.
RefusedOriginal no_json_original(const std::string& path, const std::string& content);
RefusedOriginal other_json_original(const std::string& path, const text::Json& json);

}  // namespace tao::commands
