#pragma once

#include <string_view>

namespace tao::paths {

// Is an absolute, normalised path that neither the host nor a mount has no file's name, by its form, where nobody has
// files? A tensor's port (/Concat_3:0), what PyTorch's exporter calls the nodes of a network (/model/Conv_output_0), a
// regular expression (/^a.*).
bool is_other_name(std::string_view path);

}  // namespace tao::paths
