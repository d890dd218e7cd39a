#include "plan/invocation.hpp"

#include <unistd.h>

#include <string_view>

#include "os/random.hpp"
#include "os/terminal.hpp"
#include "os/this_process.hpp"
#include "os/working_directory.hpp"

namespace tao::plan {

namespace {

// PREFIX/lib/tao-shim/shims/tao -> PREFIX/lib/tao-shim/front.
std::string front_beside(const std::string& executable) {
    const auto name = executable.rfind('/');
    const auto directory = name == std::string::npos || name == 0 ? name : executable.rfind('/', name - 1);
    if (directory == std::string::npos) return {};
    return executable.substr(0, directory) + "/front";
}

bool wants_colour(const os::Environment& environment) {
    return environment.get_or_empty("NO_COLOR").empty() && environment.get_or_empty("TERM") != "dumb" &&
           os::is_terminal(STDERR_FILENO);
}

}  // namespace

Invocation this_invocation(int argc, char** argv) {
    Invocation invocation;
    invocation.argv.assign(argv, argv + argc);
    invocation.executed_as = os::executed_as();
    invocation.environment = os::Environment::of_this_process();
    invocation.working_directory = os::working_directory();
    invocation.user = os::user_id();
    invocation.group = os::group_id();
    invocation.self = os::executable_identity();
    invocation.self_path = os::executable_path();
    invocation.front_directory = front_beside(invocation.self_path);
    invocation.run_id = os::random_hex(16);
    invocation.groups = os::further_groups();
    invocation.input_is_terminal = os::is_terminal(STDIN_FILENO);
    invocation.output_is_terminal = os::is_terminal(STDOUT_FILENO);
    invocation.hard_limit = os::hard_limit;
    invocation.shared_memory = os::shared_memory;
    invocation.colour = wants_colour(invocation.environment);
    return invocation;
}

}  // namespace tao::plan
