#pragma once

#include <string>
#include <vector>

#include "os/file_system.hpp"

namespace tao::tests {

// Another file system, with a note of every file whose content or directory was asked for.
class RecordingFileSystem final : public os::FileSystem {
  public:
    explicit RecordingFileSystem(const os::FileSystem& files) : files_(files) {}

    std::optional<os::FileStatus> status(const std::string& path) const override {
        return files_.status(path);
    }
    std::optional<os::FileStatus> link_status(const std::string& path) const override {
        return files_.link_status(path);
    }
    std::optional<std::string> real_path(const std::string& path) const override {
        opened.push_back("real_path " + path);
        return files_.real_path(path);
    }
    std::optional<std::string> link_target(const std::string& path) const override {
        return files_.link_target(path);
    }
    std::optional<std::string> read(const std::string& path, std::size_t limit,
                                    os::ReadFailure& failure) const override {
        opened.push_back("read " + path);
        return files_.read(path, limit, failure);
    }
    std::optional<std::string> read_start(const std::string& path, std::size_t count) const override {
        opened.push_back("read_start " + path);
        return files_.read_start(path, count);
    }
    bool is_executable(const std::string& path) const override { return files_.is_executable(path); }
    bool is_writable(const std::string& path) const override { return files_.is_writable(path); }
    std::vector<std::string> list(const std::string& directory) const override {
        opened.push_back("list " + directory);
        return files_.list(directory);
    }

    mutable std::vector<std::string> opened;  // "read /a", in the order of the calls

  private:
    const os::FileSystem& files_;
};

}  // namespace tao::tests
