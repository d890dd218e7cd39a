#include "os/file_system.hpp"

#include <sys/stat.h>
#include <sys/xattr.h>

#include <cerrno>
#include <fstream>

#include "support/catch.hpp"
#include "support/temporary_directory.hpp"

using namespace tao;

namespace {

struct AclEntry {
    unsigned tag;
    unsigned rights;
    unsigned number;
};

// Owner, entries, the file's group, what all of these may have at most, everybody: as the kernel wants them.
std::string access_control_list(const std::vector<AclEntry>& named) {
    constexpr unsigned owner = 0x01, group = 0x04, most = 0x10, everybody = 0x20, nobody = 0xFFFFFFFF;
    std::vector<AclEntry> entries{{owner, 6, nobody}};
    for (const AclEntry& one : named) {
        if (one.tag == 0x02) entries.push_back(one);
    }
    entries.push_back({group, 4, nobody});
    for (const AclEntry& one : named) {
        if (one.tag == 0x08) entries.push_back(one);
    }
    entries.push_back({most, 6, nobody});
    entries.push_back({everybody, 4, nobody});
    std::string list("\x02\0\0\0", 4);
    const auto add = [&](unsigned value, int bytes) {
        for (int byte = 0; byte < bytes; ++byte)
            list += static_cast<char>(value >> (8 * byte) & 0xFFU);
    };
    for (const AclEntry& one : entries) {
        add(one.tag, 2);
        add(one.rights, 2);
        add(one.number, 4);
    }
    return list;
}

}  // namespace

TEST_CASE("whom an access control list lets write is found, but for root and the user") {
    constexpr unsigned named_user = 0x02, named_group = 0x08;
    const tests::TemporaryDirectory directory;
    const std::string path = directory.path() + "/file";
    std::ofstream(path) << "x";
    const os::HostFileSystem files;
    CHECK_FALSE(files.has_named_writers(path, 1000));
    CHECK_FALSE(files.has_named_writers(path + "/nothing", 1000));
    const auto is_found = [&](const std::vector<AclEntry>& named) {
        const std::string list = access_control_list(named);
        const int result = ::setxattr(path.c_str(), "system.posix_acl_access", list.data(), list.size(), 0);
        if (result != 0 && errno == EOPNOTSUPP) return std::optional<bool>();
        REQUIRE(result == 0);
        return std::optional(files.has_named_writers(path, 1000));
    };
    if (!is_found({{named_user, 6, 4711}})) {
        WARN("SKIPPED: the file system of /tmp has no access control lists");
        return;
    }
    CHECK(is_found({{named_user, 6, 4711}}) == true);
    CHECK(is_found({{named_group, 6, 70000}}) == true);
    CHECK(is_found({{named_user, 4, 4711}, {named_group, 4, 5}}) == false);
    CHECK(is_found({{named_user, 6, 0}, {named_user, 6, 1000}}) == false);
    CHECK(is_found({{named_user, 6, 1000}, {named_user, 6, 1001}}) == true);
}
