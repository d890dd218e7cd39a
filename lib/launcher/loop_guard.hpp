#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "os/environment.hpp"

namespace tao::launcher {

// The loop guard: which programs this shim has already handed over to, in this process and its ancestors.
//
// A script called `tao` that is no launcher (a wrapper, a relay) may start `tao` again and so come back to
// us. Before handing over to such a script, and only then, TAO_SHIM_GUARD gets its real path added, joined by
// ':'. A launcher, the client, a program that is no script and a script without the word tao get the
// environment byte for byte. On the way back a program in the guard is passed over, so the launcher behind a
// relay is found; with two programs in it, a third of the kind is not started any more.
class LoopGuard {
  public:
    explicit LoopGuard(const os::Environment& environment);

    bool contains(std::string_view real_path) const;
    bool full() const { return paths_.size() >= 2; }
    const std::vector<std::string>& paths() const { return paths_; }

    // The value of the variable with that program added.
    std::string with(std::string_view real_path) const;

  private:
    std::vector<std::string> paths_;
};

inline constexpr std::string_view guard_variable = "TAO_SHIM_GUARD";

}  // namespace tao::launcher
