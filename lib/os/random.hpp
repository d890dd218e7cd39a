#pragma once

#include <cstddef>
#include <string>

namespace tao::os {

// `bytes` random bytes of the kernel as lower-case hexadecimal. Throws std::system_error if there are none.
std::string random_hex(std::size_t bytes);

}  // namespace tao::os
