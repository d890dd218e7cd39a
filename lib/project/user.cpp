#include "project/user.hpp"

#include <string_view>
#include <vector>

namespace tao::project {

namespace {

constexpr std::size_t largest_passwd = std::size_t{4} << 20U;

std::vector<std::string_view> fields_of(std::string_view line) {
    std::vector<std::string_view> fields;
    for (;;) {
        const auto colon = line.find(':');
        fields.push_back(line.substr(0, colon));
        if (colon == std::string_view::npos) return fields;
        line.remove_prefix(colon + 1);
    }
}

// passwd(5): name:password:uid:gid:comment:home:shell
void complete_from_passwd(User& user, const os::FileSystem& files) {
    os::ReadFailure failure;
    const auto content = files.read("/etc/passwd", largest_passwd, failure);
    if (!content) return;
    const std::string uid = std::to_string(user.uid);
    for (std::string_view rest = *content; !rest.empty();) {
        const auto end = rest.find('\n');
        const auto fields = fields_of(rest.substr(0, end));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        if (fields.size() < 7 || fields[2] != uid) continue;
        if (user.name.empty()) user.name = fields[0];
        if (user.home.empty() && fields[5].starts_with('/')) user.home = fields[5];
        return;
    }
}

}  // namespace

User user_of(const os::Environment& environment, uid_t uid, gid_t gid, const os::FileSystem& files) {
    User user{.name = std::string(environment.get_or_empty("USER")),
              .home = std::string(environment.get_or_empty("HOME")),
              .uid = uid,
              .gid = gid};
    if (user.name.empty()) user.name = environment.get_or_empty("LOGNAME");
    if (!user.home.starts_with('/')) user.home.clear();
    if (user.name.empty() || user.home.empty()) complete_from_passwd(user, files);
    while (user.home.size() > 1 && user.home.ends_with('/'))
        user.home.pop_back();
    return user;
}

}  // namespace tao::project
