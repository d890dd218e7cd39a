#include "project/layouts.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "os/base_directory.hpp"
#include "project/owners.hpp"
#include "text/embedded.hpp"

namespace tao::project {

namespace {

constexpr text::EmbeddedFile built_in[] = {
#include "layouts.inc"
};

constexpr std::size_t largest_layout = std::size_t{64} << 10U;
constexpr std::string_view ending = ".yaml";

}  // namespace

std::string layout_directory(const os::Environment& environment, const User& user) {
    const std::string base = os::base_directory(environment, "XDG_CONFIG_HOME", user.home, ".config");
    return base.empty() ? base : base + "/tao-shim/layouts";
}

std::optional<Layout> find_layout(const std::string& name, const os::Environment& environment,
                                  const User& user, const os::FileSystem& files) {
    const std::string directory = layout_directory(environment, user);
    if (!directory.empty()) {
        const std::string file = directory + "/" + name + std::string(ending);
        os::ReadFailure failure;
        if (auto content = files.read(file, largest_layout, failure)) {
            // By a link it may be anybody's.
            const auto status = files.status(file);
            return Layout{.name = name,
                          .file = file,
                          .content = std::move(*content),
                          .is_safe = status && Owners(user.uid, environment).accept(*status)};
        }
    }
    for (const text::EmbeddedFile& one : built_in) {
        if (one.name == name) {
            return Layout{.name = name, .file = name, .content = std::string(one.content), .built_in = true};
        }
    }
    return std::nullopt;
}

std::vector<std::string> layout_names(const os::Environment& environment, const User& user,
                                      const os::FileSystem& files) {
    std::vector<std::string> names;
    for (const text::EmbeddedFile& one : built_in)
        names.emplace_back(one.name);
    const std::string directory = layout_directory(environment, user);
    if (!directory.empty()) {
        for (const std::string& file : files.list(directory)) {
            if (file.size() > ending.size() && file.ends_with(ending)) {
                names.push_back(file.substr(0, file.size() - ending.size()));
            }
        }
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

}  // namespace tao::project
