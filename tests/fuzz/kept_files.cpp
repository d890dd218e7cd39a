// The small files that other programs and the user keep, and that are read in passing: a record of trust, the user's
// configuration, the launcher's own mounts file, its task table, /etc/passwd. Damaged ones count for nothing.

#include "fuzz/fuzzing.hpp"
#include "launcher/foreign_mounts.hpp"
#include "launcher/task_table.hpp"
#include "launcher/user_configuration.hpp"
#include "plan/trust.hpp"
#include "project/trust_store.hpp"
#include "project/user.hpp"
#include "support/memory_file_system.hpp"

using namespace tao;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string content(fuzz::text_of(data, size));
    tests::MemoryFileSystem files;
    files.add_file("/home/user/.config/tao-shim/config.yaml", content);
    files.add_file("/store/p/tao-project.yaml/trusted.json", content, 0600);
    files.add_file("/etc/passwd", content, 0644, 0);
    const os::Environment environment({"HOME=/home/user"});

    project::TrustStore("/store", 1000, files).granted("/p/tao-project.yaml");
    project::TrustStore("/store", 1000, files).all();
    for (const std::string& path : plan::trusted_paths(environment, files))
        fuzz::require(path.starts_with('/'), "a trusted path is absolute", path);
    const launcher::UserConfiguration configuration = launcher::read_user_configuration(environment, files);
    if (configuration.diagnostics) fuzz::require_harmless(text::render(*configuration.diagnostics, false));
    launcher::difference(paths::MountTable(), content, "/home/user", files);
    for (const auto grammar : {launcher::Grammar::task_first, launcher::Grammar::group_first}) {
        const auto table = launcher::parse_task_table(content, grammar);
        if (table) table->has("model", "detectnet_v2");
    }
    const project::User user =
        project::user_of(os::Environment(std::vector<std::string>{}), 1000, 1000, files);
    fuzz::require(user.home.empty() || user.home.starts_with('/'), "a home is absolute", user.home);
    return 0;
}
