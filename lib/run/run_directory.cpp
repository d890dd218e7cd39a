#include "run/run_directory.hpp"

#include "os/replace_file.hpp"
#include "plan/run_directory.hpp"
#include "text/path.hpp"

namespace tao::run {

namespace {

constexpr mode_t readable_directory = 0755;
constexpr mode_t readable_file = 0644;

}  // namespace

std::optional<os::HeldDirectory> make_run_directory(const std::string& path,
                                                    const std::vector<specs::SpecCopy>& copies,
                                                    std::error_code& error) {
    os::remove_abandoned_directories(std::string(text::parent(path)), os::this_machine(os::HostFileSystem()));
    std::optional<os::HeldDirectory> directory = os::HeldDirectory::make(path, error);
    if (!directory) return std::nullopt;
    const std::string specs = plan::mounted_part(path);
    error = os::make_directory(specs, readable_directory);
    for (const specs::SpecCopy& copy : copies) {
        if (!error)
            error =
                os::make_directory(specs + "/" + std::string(text::parent(copy.path)), readable_directory);
        if (!error) error = os::write_atomically(specs + "/" + copy.path, copy.content, readable_file);
    }
    if (error) return std::nullopt;
    return directory;
}

}  // namespace tao::run
