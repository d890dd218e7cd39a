#include "project/user.hpp"

#include "project/accounts.hpp"

namespace tao::project {

User user_of(const os::Environment& environment, uid_t uid, gid_t gid, const os::FileSystem& files) {
    User user{.name = std::string(environment.get_or_empty("USER")),
              .home = std::string(environment.get_or_empty("HOME")),
              .uid = uid,
              .gid = gid};
    if (user.name.empty()) user.name = environment.get_or_empty("LOGNAME");
    if (!user.home.starts_with('/')) user.home.clear();
    if (user.name.empty() || user.home.empty()) {
        const Account account = account_of(uid, files);
        if (user.name.empty()) user.name = account.name;
        if (user.home.empty()) user.home = account.home;
    }
    while (user.home.size() > 1 && user.home.ends_with('/'))
        user.home.pop_back();
    return user;
}

}  // namespace tao::project
