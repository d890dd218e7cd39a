#pragma once

#include <string_view>
#include <vector>

#include "paths/translate.hpp"

namespace tao::specs {

// Is the word an option that is called after spec files: -e, --experiment_spec_file, -d of dataset_convert?
bool is_spec_option(std::string_view word);

// Is it an option behind which nothing but a spec file can stand: --experiment_spec, and -e but for tao converter? words:
// the line that it stands in.
bool needs_spec(std::string_view option, const std::vector<paths::Word>& words);

// Is what stands behind that option or key a configuration, whatever its file is called: needs_spec(), --config, cfg_file=?
bool names_spec(std::string_view option, const std::vector<paths::Word>& words);

}  // namespace tao::specs
