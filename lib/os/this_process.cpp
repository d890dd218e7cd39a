#include "os/this_process.hpp"

#include <sys/auxv.h>
#include <unistd.h>

#include <climits>

namespace tao::os {

namespace {

constexpr char this_executable[] = "/proc/self/exe";

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

}  // namespace tao::os
