#pragma once

#include <string>
#include <vector>

#include "os/descriptor.hpp"

namespace tao::os {

// Names that come, go or are replaced in directories (inotify(7)): a name that leads elsewhere for a moment is noticed, too.
// Changes from other machines, in directories that these share, are not.
class NameChanges {
  public:
    struct Change {
        int directory = -1;  // what watch() returned; -1: some changes were missed
        std::string name;
    };

    // Watches nothing yet. Where this user has no watch left every directory is refused.
    static NameChanges create();

    // Readable when there is something to read; -1: nothing can be watched.
    int descriptor() const { return queue_.get(); }

    // The number of the directory, the same one for the same directory; -1: it cannot be watched. Links are followed.
    int watch(const std::string& directory);

    // What has changed since the last call. Never waits.
    std::vector<Change> read() const;

  private:
    Descriptor queue_;
};

}  // namespace tao::os
