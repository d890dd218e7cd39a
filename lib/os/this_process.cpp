#include "os/this_process.hpp"

#include <sys/auxv.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <climits>

namespace tao::os {

namespace {

constexpr char this_executable[] = "/proc/self/exe";

struct Resource {
    std::string_view name;
    int number;
};
constexpr Resource resources[] = {
    {"core", RLIMIT_CORE},       {"cpu", RLIMIT_CPU},       {"data", RLIMIT_DATA},
    {"fsize", RLIMIT_FSIZE},     {"locks", RLIMIT_LOCKS},   {"nice", RLIMIT_NICE},
    {"memlock", RLIMIT_MEMLOCK}, {"rss", RLIMIT_RSS},       {"msgqueue", RLIMIT_MSGQUEUE},
    {"stack", RLIMIT_STACK},     {"nofile", RLIMIT_NOFILE}, {"nproc", RLIMIT_NPROC},
    {"rtprio", RLIMIT_RTPRIO},   {"rttime", RLIMIT_RTTIME}, {"sigpending", RLIMIT_SIGPENDING},
};

}  // namespace

std::string executable_path() {
    char buffer[PATH_MAX];
    const ssize_t length = ::readlink(this_executable, buffer, sizeof buffer);
    return length > 0 ? std::string(buffer, static_cast<std::size_t>(length)) : std::string();
}

std::string executed_as() {
    const unsigned long address = ::getauxval(AT_EXECFN);
    return address == 0 ? std::string() : reinterpret_cast<const char*>(address);
}

FileIdentity executable_identity() {
    const auto found = HostFileSystem{}.status(this_executable);
    return found ? found->identity : FileIdentity{};
}

uid_t user_id() {
    return ::geteuid();
}

gid_t group_id() {
    return ::getegid();
}

std::vector<gid_t> further_groups() {
    const int count = ::getgroups(0, nullptr);
    std::vector<gid_t> groups(static_cast<std::size_t>(std::max(count, 0)));
    groups.resize(static_cast<std::size_t>(std::max(::getgroups(count, groups.data()), 0)));
    std::erase(groups, group_id());
    return groups;
}

std::optional<long long> hard_limit(std::string_view name) {
    for (const Resource& resource : resources) {
        if (resource.name != name) continue;
        rlimit limit{};
        if (::getrlimit(static_cast<__rlimit_resource_t>(resource.number), &limit) != 0) return std::nullopt;
        return limit.rlim_max == RLIM_INFINITY ? -1 : static_cast<long long>(limit.rlim_max);
    }
    return std::nullopt;
}

std::optional<long long> shared_memory() {
    struct statvfs system {};
    if (::statvfs("/dev/shm", &system) != 0 || system.f_blocks == 0) return std::nullopt;
    return static_cast<long long>(system.f_blocks * system.f_frsize);
}

}  // namespace tao::os
