#include "os/exit_status.hpp"

#include <sys/wait.h>

namespace tao::os {

ExitStatus ExitStatus::from_wait_status(int wait_status) {
    if (WIFSIGNALED(wait_status)) return {.code = 0, .signal = WTERMSIG(wait_status)};
    return {.code = WEXITSTATUS(wait_status), .signal = 0};
}

}  // namespace tao::os
