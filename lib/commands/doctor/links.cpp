#include "commands/doctor/checks.hpp"
#include "commands/doctor/edits.hpp"
#include "paths/advice.hpp"
#include "paths/known_directories.hpp"
#include "paths/real_path.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"

namespace tao::commands {

namespace {

constexpr std::size_t most_links = 3;  // that are named: they mostly lead to one place

// Links in the directory and in the one level below it.
std::vector<std::string> links_in(const std::string& directory, const os::FileSystem& files) {
    std::vector<std::string> links;
    std::vector<std::string> below = {directory};
    std::size_t seen = 0;
    for (int level = 0; level < 2; ++level) {
        std::vector<std::string> next;
        for (const std::string& parent : below) {
            for (const std::string& name : files.list(parent)) {
                if (++seen > most_entries) return links;
                std::string path = text::join(parent, name);
                const auto status = files.link_status(path);
                if (!status) continue;
                if (status->type == os::FileType::link) {
                    links.push_back(std::move(path));
                } else if (status->is_directory()) {
                    next.push_back(std::move(path));
                }
            }
        }
        below = std::move(next);
    }
    return links;
}

// Where systems keep what is theirs, and people their keys: a link there is no reason to mount it. home: real; empty: not
// known.
bool is_no_data(const std::string& path, const std::string& home) {
    return path.find("/.") != std::string::npos || (!home.empty() && text::is_under(home, path)) ||
           (paths::is_system_path(path) && paths::name_in_system(path) != paths::SystemName::added);
}

}  // namespace

// A link in what is mounted is there in the container too; what it leads to is not, unless that is mounted.
CheckResults check_links(const CheckInput& input) {
    CheckResults results;
    const project::Project* project = input.project.project();
    if (project == nullptr) return results;
    const paths::MountTable& mounts = input.project.mounts.table;
    const paths::Judge judge(mounts, input.files(), standpoint(input.surroundings, input.project));
    paths::Advisor advisor(mounts, input.files(), judge, project->file, project->writing);
    std::string home(input.environment().get_or_empty("HOME"));
    if (text::is_absolute(home)) home = paths::real_path_of(home, input.files());
    std::size_t more = 0;
    for (const paths::Mount& mount : mounts.mounts()) {
        for (const std::string& link : links_in(mount.source, input.files())) {
            if (!input.files().exists(link)) continue;  // leads nowhere here either
            const paths::Judgement judgement = judge.judge(link, paths::Spelling::host);
            if (!judgement.finding || judgement.finding->kind != paths::Finding::Kind::unmapped) continue;
            if (results.size() == most_links) {
                ++more;
                continue;
            }
            // No command writes into JSON.
            const std::string line = is_no_data(judgement.finding->path, home) ? ""
                                     : project->writing.in_braces ? advisor.advice_for(*judgement.finding, "")
                                                                  : advisor.mount_for(*judgement.finding);
            const std::size_t before = project->mounts.size();
            results.push_back(
                {CheckResult::Level::remark,
                 text::visible(link) + " is a link to " + text::visible(judgement.finding->path) +
                     ", which no mount provides: tasks will not have it",
                 line.empty() || project->writing.in_braces
                     ? line
                     : command_to_add(input, "mounts", line, [before](const project::Project& with) {
                           return with.mounts.size() > before;
                       })});
        }
    }
    if (more != 0)
        results.push_back({CheckResult::Level::remark, std::to_string(more) + " more such links", ""});
    return results;
}

}  // namespace tao::commands
