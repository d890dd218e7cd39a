#include "project/accounts.hpp"

#include <functional>
#include <vector>

namespace tao::project {

namespace {

constexpr std::size_t largest_table = std::size_t{4} << 20U;

using Fields = std::vector<std::string_view>;

Fields fields_of(std::string_view line, char separator) {
    Fields fields;
    for (;;) {
        const auto end = line.find(separator);
        fields.push_back(line.substr(0, end));
        if (end == std::string_view::npos) return fields;
        line.remove_prefix(end + 1);
    }
}

// Hands the lines of passwd(5) or group(5) that have so many fields on, until `take` has the one it wants.
void look_through(const char* file, std::size_t fewest_fields, const os::FileSystem& files,
                  const std::function<bool(const Fields&)>& take) {
    os::ReadFailure failure;
    const auto content = files.read(file, largest_table, failure);
    if (!content) return;
    for (const std::string_view line : fields_of(*content, '\n')) {
        const Fields fields = fields_of(line, ':');
        if (fields.size() >= fewest_fields && take(fields)) return;
    }
}

// passwd(5): name:password:uid:gid:comment:home:shell
Account account_with(std::size_t field, std::string_view value, const os::FileSystem& files) {
    Account account;
    look_through("/etc/passwd", 7, files, [&](const Fields& fields) {
        if (fields[field] != value) return false;
        account.name = fields[0];
        if (fields[5].starts_with('/')) account.home = fields[5];
        return true;
    });
    return account;
}

}  // namespace

Account account_of(uid_t uid, const os::FileSystem& files) {
    return account_with(2, std::to_string(uid), files);
}

Account account_named(std::string_view name, const os::FileSystem& files) {
    return account_with(0, name, files);
}

bool is_private_group(gid_t group, uid_t user, const os::FileSystem& files) {
    if (group == 0) return true;
    const std::string gid = std::to_string(group);
    const std::string name = account_of(user, files).name;
    bool is_private = group == user;
    // group(5): name:password:gid:members
    look_through("/etc/group", 4, files, [&](const Fields& fields) {
        if (fields[2] != gid) return false;
        is_private = is_private || (!name.empty() && fields[0] == name);
        for (const std::string_view member : fields_of(fields[3], ',')) {
            if (!member.empty() && member != name && member != "root") is_private = false;
        }
        return true;
    });
    return is_private;
}

std::string name_of_group(gid_t group, const os::FileSystem& files) {
    const std::string gid = std::to_string(group);
    std::string name;
    look_through("/etc/group", 3, files, [&](const Fields& fields) {
        if (fields[2] != gid) return false;
        name = fields[0];
        return true;
    });
    return name;
}

}  // namespace tao::project
