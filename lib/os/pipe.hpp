#pragma once

#include <string>
#include <system_error>

#include "os/descriptor.hpp"

namespace tao::os {

struct Pipe {
    Descriptor read;  // does not wait
    Descriptor write;
};

Pipe make_pipe(std::error_code& error);

// Appends what can be read without waiting. False at the end, or on an error.
bool read_available(int descriptor, std::string& text);

// Is it the end to write to of a pipe, or of a socket, that nobody reads any more?
bool has_no_reader(int descriptor);

}  // namespace tao::os
