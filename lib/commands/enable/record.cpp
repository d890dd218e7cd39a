#include "commands/enable/record.hpp"

#include <algorithm>

#include "launcher/path_list.hpp"
#include "os/replace_file.hpp"
#include "project/trust_store.hpp"
#include "text/escape.hpp"

namespace tao::commands {

namespace {

constexpr std::size_t largest_record = std::size_t{1} << 20U;

std::string file_of(const EnableSurroundings& here) {
    const std::string trust = project::trust_directory(here.environment, here.user);
    return trust.empty() ? "" : launcher::join(launcher::parent_directory(trust), "enabled");
}

}  // namespace

std::string EnableRequest::words() const {
    return operand.empty() ? target->name : target->name + std::string(" ") + text::shell_word(operand);
}

std::vector<EnableRequest> enabled_environments(const EnableSurroundings& here) {
    std::vector<EnableRequest> requests;
    os::ReadFailure failure;
    const std::string content = here.files.read(file_of(here), largest_record, failure).value_or("");
    for (std::string_view left = content; !left.empty();) {
        const std::string_view line = left.substr(0, left.find('\n'));
        left.remove_prefix(std::min(line.size() + 1, left.size()));
        for (const EnableTarget& target : enable_targets()) {
            const std::string start = target.name + std::string(" ");
            if (*target.operand != '\0' && line.starts_with(start)) {
                requests.push_back({&target, std::string(line.substr(start.size()))});
            }
        }
    }
    return requests;
}

std::error_code record_environment(const EnableSurroundings& here, const EnableRequest& request,
                                   bool enabled) {
    const std::string file = file_of(here);
    if (file.empty()) return std::make_error_code(std::errc::no_such_file_or_directory);
    std::vector<EnableRequest> requests = enabled_environments(here);
    const auto known = std::find(requests.begin(), requests.end(), request);
    if ((known != requests.end()) == enabled) return {};
    if (enabled) {
        requests.push_back(request);
    } else {
        requests.erase(known);
    }
    if (requests.empty()) return os::remove_file(file);
    std::string content;
    for (const EnableRequest& kept : requests)
        content += kept.target->name + std::string(" ") + kept.operand + "\n";
    if (const auto error = os::create_directories(launcher::parent_directory(file))) return error;
    return os::write_atomically(file, content, 0600);
}

}  // namespace tao::commands
