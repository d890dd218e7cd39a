#pragma once

#include <cstddef>
#include <string_view>

namespace tao::specs {

// How many bytes of a path in a spec file are certain: up to the component with a pattern in it (/data/*.tfrecord), a
// reference (data/${name}) or a number to be put in (data/%05d.png). All of them without such a sign.
std::size_t literal_length(std::string_view path);

// Could a relative value be a file? "0.5" and "resnet" are not looked for on the disk, nor is a regular expression.
bool may_be_relative_path(std::string_view text);

}  // namespace tao::specs
