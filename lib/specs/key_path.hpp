#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tao::specs {

// The key of the value that begins there in YAML, with those that it stands below, as Hydra names it: train.optim.lr. Empty:
// it is in a list or in braces, or the lines above do not say.
std::string key_path(std::string_view content, std::size_t value);

}  // namespace tao::specs
