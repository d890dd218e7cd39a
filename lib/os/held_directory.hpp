#pragma once

#include <functional>
#include <optional>
#include <string>
#include <system_error>

#include "os/descriptor.hpp"
#include "os/machine.hpp"

namespace tao::os {

// A directory for the time of one process, which only its user can enter. It is removed with this object; the lock on it
// ends with the process however that ends, so that others can tell which directories are left over. A lock on a directory
// is seen on its own machine only, whatever the disk: the name says which machine that is (machine.hpp).
class HeldDirectory {
  public:
    // Makes the directory, mode 0700; it must not exist. Missing parents are made like it. EPERM if the directory above
    // belongs to somebody else or others may write to it: in /tmp a stranger could have made it.
    static std::optional<HeldDirectory> make(const std::string& path, std::error_code& error);

    HeldDirectory(HeldDirectory&& other) noexcept = default;
    HeldDirectory& operator=(HeldDirectory&&) = delete;
    ~HeldDirectory();

    const std::string& path() const { return path_; }

  private:
    HeldDirectory(std::string path, Descriptor lock) : path_(std::move(path)), lock_(std::move(lock)) {}

    std::string path_;
    Descriptor lock_;
};

// Called with the path of a directory that is about to be removed.
using BeforeRemoval = std::function<void(const std::string&)>;

// Removes the directory unless a process holds it; on a disk that knows no locks nobody can tell, and it stays.
void remove_unheld_directory(const std::string& path, const BeforeRemoval& before = {});

// Removes the directories in `parent` that processes of this machine held and that have ended:
//   - named for this machine and its last start, not locked, and older than a minute (it may be about to be locked);
//   - named for an earlier start of it, and older than a day (two machines may go by one name).
// What is named for another machine is that one's to remove.
void remove_abandoned_directories(const std::string& parent, const Machine& machine,
                                  const BeforeRemoval& before = {});

// Removes a file or a directory with everything in it; links are removed, not followed. What is not there is no error.
std::error_code remove_tree(const std::string& path);

// Makes the directory and its missing parents, mode 0700. One that exists is no error.
std::error_code make_private_directories(const std::string& path);

// Makes one directory with exactly that mode, whatever the umask. It must not exist.
std::error_code make_directory(const std::string& path, mode_t mode);

}  // namespace tao::os
