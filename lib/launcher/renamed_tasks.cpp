#include "launcher/renamed_tasks.hpp"

#include <array>

namespace tao::launcher {

namespace {

constexpr RenamedTask renamed_tasks[] = {
#include "../../config/renamed_tasks.inc"
};

}  // namespace

std::optional<OtherName> other_name_of(std::string_view task, const Version& version) {
    for (const RenamedTask& row : renamed_tasks) {
        if (row.old_name == task && version >= row.since) return OtherName{row.new_name, row.same_arguments};
        if (row.new_name == task && version < row.since) return OtherName{row.old_name, row.same_arguments};
    }
    return std::nullopt;
}

Version generation(const Launcher& launcher) {
    if (launcher.grammar == Grammar::group_first) return {5, 0, 0};
    // 4.x has tlt.entrypoint.tao and .tao_deploy, 0.1.x tlt.entrypoint.entrypoint.
    if (launcher.version.known()) return launcher.version;
    return launcher.import_line.starts_with("tlt.entrypoint.tao") ? Version{4, 0, 0} : Version{0, 1, 21};
}

}  // namespace tao::launcher
