#pragma once

#include <string_view>

namespace tao::text {

// A file of config/ that is part of the program: a row of a table that config/cmake/embed.cmake writes.
struct EmbeddedFile {
    std::string_view name;  // without directory and ending
    std::string_view content;
};

}  // namespace tao::text
