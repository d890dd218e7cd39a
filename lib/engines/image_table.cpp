#include "engines/image_table.hpp"

#include <algorithm>

#include "launcher/version.hpp"

namespace tao::engines {

namespace {

constexpr ImageRow all_images[] = {
#include "../../config/images.inc"
};

// Launchers whose version is not the name of their release.
struct OtherName {
    std::string_view launcher;
    std::string_view release;
};
constexpr OtherName other_names[] = {
    {"0.1.24", "3.22.05"}, {"0.1.23", "3.22.05"}, {"0.1.21", "3.22.02"}, {"5.5.1", "5.5.0"}};

}  // namespace

std::span<const ImageRow> image_rows() {
    return all_images;
}

std::vector<std::string_view> releases() {
    std::vector<std::string_view> names;
    for (const ImageRow& row : all_images) {
        if (names.empty() || names.back() != row.release) names.push_back(row.release);
    }
    return names;
}

std::string names_of_releases() {
    std::string names;
    for (const std::string_view release : releases())
        names.append(names.empty() ? "the releases are " : ", ").append(release);
    return names;
}

std::optional<std::string_view> release_named(std::string_view name) {
    for (const OtherName& other : other_names) {
        if (other.launcher == name) return other.release;
    }
    std::optional<std::string_view> newest_of_it;
    for (const ImageRow& row : all_images) {
        if (row.release == name) return row.release;
        const bool begins = row.release.starts_with(name) && row.release.substr(name.size()).starts_with('.');
        if (begins && !newest_of_it && !name.empty()) newest_of_it = row.release;
    }
    return newest_of_it;
}

std::string_view last_release_with_groups() {
    for (const ImageRow& row : all_images) {
        if (version_of(row.release).major < 7) return row.release;
    }
    return {};
}

launcher::Version version_of(std::string_view release) {
    return launcher::parse_version(release);
}

launcher::TaskTable table_of(std::string_view release) {
    launcher::TaskTable table;
    for (const ImageRow& row : all_images) {
        if (row.release != release) continue;
        auto group = std::find_if(table.groups.begin(), table.groups.end(),
                                  [&](const auto& each) { return each.name == row.group; });
        if (group == table.groups.end())
            group = table.groups.insert(group, {.name = std::string(row.group), .tasks = {}});
        for (std::string_view rest = row.tasks; !rest.empty();) {
            const auto end = std::min(rest.find(' '), rest.size());
            group->add(rest.substr(0, end), row.image);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return table;
}

launcher::TaskTable table_of_every_release() {
    launcher::TaskTable all;
    for (const std::string_view release : releases()) {
        for (const launcher::TaskTable::Group& group : table_of(release).groups) {
            const std::string name = group.name.empty() ? "model" : group.name;
            auto known = std::find_if(all.groups.begin(), all.groups.end(),
                                      [&](const auto& each) { return each.name == name; });
            if (known == all.groups.end()) known = all.groups.insert(known, {.name = name, .tasks = {}});
            for (std::size_t index = 0; index < group.tasks.size(); ++index) {
                if (!all.has(name, group.tasks[index])) known->add(group.tasks[index], group.images[index]);
            }
        }
    }
    return all;
}

std::vector<std::string> images_of(const launcher::TaskTable& table) {
    std::vector<std::string> images;
    for (const launcher::TaskTable::Group& group : table.groups) {
        for (const std::string& image : group.images) {
            if (std::find(images.begin(), images.end(), image) == images.end()) images.push_back(image);
        }
    }
    return images;
}

}  // namespace tao::engines
