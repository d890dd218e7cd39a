#pragma once

#include <sys/types.h>

#include <optional>

#include "os/environment.hpp"
#include "os/file_system.hpp"

namespace tao::project {

inline constexpr mode_t writable_by_everybody = 0002;

// Whose files and directories may steer a run of this user: the user's own, root's, and for root under sudo those of
// the user behind it.
class Owners {
  public:
    Owners(uid_t user, const os::Environment& environment);

    bool is_root() const { return user_ == 0; }
    bool accept(uid_t owner) const { return owner == user_ || owner == 0 || owner == behind_sudo_; }

    // Is it such a one's, and may not everybody write to it?
    bool accept(const os::FileStatus& status) const {
        return accept(status.owner) && (status.mode & writable_by_everybody) == 0;
    }

  private:
    uid_t user_;
    std::optional<uid_t> behind_sudo_;
};

}  // namespace tao::project
