#pragma once

#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "os/environment.hpp"
#include "os/file_system.hpp"
#include "project/user.hpp"
#include "project/widening.hpp"

// Where `tao-shim trust` keeps what the user has trusted: one file for each project file, holding the values themselves.
// The values and no hash of them: there is nothing to compute, nothing to collide, and `trust --list` can show them.
namespace tao::project {

// The directory of the store: ${XDG_STATE_HOME}/tao-shim/trust if that is absolute, else ~/.local/state/tao-shim/trust.
// Empty if neither is known.
std::string trust_directory(const os::Environment& environment, const User& user);

// What is known about one project file.
struct TrustRecord {
    std::string project_file;  // by its real directory
    std::vector<Widening> granted;
};

// A store in that directory. Its files lie under the project's own path, STORE/home/u/cars/tao-project.yaml/trusted.json:
// so two projects never meet, and two commands at the same time only if they are about the same project.
class TrustStore {
  public:
    TrustStore(std::string directory, uid_t user, const os::FileSystem& files);

    // What was granted to the project file. Nothing is believed of a file that is not the user's own (or root's), that
    // others may write to, or that is not in the store's form.
    std::vector<Widening> granted(const std::string& project_file) const;

    // Every record, in the order of the paths.
    std::vector<TrustRecord> all() const;

    // Replaces what was granted to the project file, atomically; for the user alone to read, as are the directories around
    // it that are made.
    std::error_code grant(const std::string& project_file, const std::vector<Widening>& widenings) const;

    // Takes back everything. No error if there was nothing.
    std::error_code forget(const std::string& project_file) const;

    // The file that holds it; it may not exist.
    std::string record_of(const std::string& project_file) const;

  private:
    std::optional<TrustRecord> read(const std::string& file) const;
    void collect(const std::string& directory, int depth, std::vector<TrustRecord>& found) const;

    std::string directory_;
    uid_t user_;
    const os::FileSystem& files_;
};

}  // namespace tao::project
