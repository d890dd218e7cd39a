#include "commands/init/engine_limits.hpp"

#include <string>

#include "text/characters.hpp"

namespace tao::commands {

namespace {

constexpr std::size_t largest_status = 64 << 10;

// The words behind the name of a line of /proc/PID/status or limits.
std::string behind(const std::string& text, const std::string& name) {
    const auto at = text.find("\n" + name);
    if (at == std::string::npos) return {};
    const std::size_t begin = at + 1 + name.size();
    return text.substr(begin, text.find('\n', begin) - begin);
}

bool may_raise(const std::string& status, const std::string& limits) {
    // Soft limit, hard limit, unit.
    const std::string memory = behind(limits, "Max locked memory");
    const auto first = memory.find("unlimited");
    if (first != std::string::npos && memory.find("unlimited", first + 1) != std::string::npos) return true;
    // In a user namespace capabilities count for nothing outside it.
    const std::string users = behind(status, "Uid:");
    const std::string effective = behind(status, "CapEff:");
    if (users.empty() || effective.empty()) return true;
    constexpr unsigned long long sys_resource = 1ULL << 24U;  // CAP_SYS_RESOURCE, capabilities(7)
    return users.starts_with("\t0\t") && (std::strtoull(effective.c_str(), nullptr, 16) & sys_resource) != 0;
}

}  // namespace

bool memlock_may_be_raised(const os::FileSystem& files) {
    for (const std::string& process : files.list("/proc")) {
        if (!text::is_number(process)) continue;
        const auto read = [&](const char* name) {
            os::ReadFailure failure;
            return files.read("/proc/" + process + "/" + name, largest_status, failure).value_or("");
        };
        if (read("comm") == "dockerd\n") return may_raise(read("status"), read("limits"));
    }
    return true;
}

}  // namespace tao::commands
