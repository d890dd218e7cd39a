#pragma once

#include <string>
#include <string_view>
#include <system_error>

namespace tao::os {

// Gives an existing file other content, in one step: it has the old content or the new one whatever happens meanwhile.
// Mode and owner stay; a link stays a link, and the file that it leads to is replaced. EPERM, and nothing changed, if the
// owner could not be kept.
std::error_code replace_content(const std::string& path, std::string_view content);

}  // namespace tao::os
