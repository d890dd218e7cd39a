#include "commands/usage.hpp"

#include "commands/subcommand.hpp"
#include "text/message.hpp"

namespace tao::commands {

int usage_fault(const std::string& what, const std::string& example) {
    complain(text::message("error: " + what + "\nfor example: " + example));
    return usage_error;
}

}  // namespace tao::commands
