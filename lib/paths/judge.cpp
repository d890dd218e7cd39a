#include "paths/judge.hpp"

#include "paths/misspelt_destination.hpp"
#include "paths/never_translated.hpp"
#include "paths/real_path.hpp"
#include "paths/system_directories.hpp"
#include "text/path.hpp"

namespace tao::paths {

namespace {

bool is_home_path(std::string_view value) {
    return value == "~" || value.starts_with("~/");
}

}  // namespace

Judge::Judge(const MountTable& mounts, const os::FileSystem& files, std::string_view home,
             std::string_view working_directory)
    : mounts_(mounts), files_(files), home_(home), working_directory_(working_directory) {
    if (!text::is_absolute(working_directory_) || mounts.empty()) return;
    container_directory_ =
        mounts.to_container(working_directory_, real_path_of(working_directory_, files)).value_or("");
}

Judgement Judge::judge(std::string_view value) const {
    if (is_url(value)) return {.rule = Rule::url};
    if (is_special_file(value)) return {.rule = Rule::special_file};
    if (is_home_path(value)) {
        // By its spelling a path of the host, never of the container.
        return text::is_absolute(home_) ? host_path(under_home(value), Rule::not_a_path) : Judgement{};
    }
    if (!text::is_absolute(value)) return relative_path(value);
    if (mounts_.by_destination(value) != nullptr) return container_path(value);
    return host_path(value, Rule::image_path);
}

bool Judge::exists_somewhere(std::string_view value) const {
    const std::string path = is_home_path(value) ? under_home(value) : std::string(value);
    if (!text::is_absolute(path)) {
        return text::is_absolute(working_directory_) && files_.exists(text::join(working_directory_, path));
    }
    if (files_.exists(path)) return true;
    const auto host_path = mounts_.to_host(path);
    return host_path && files_.exists(*host_path);
}

Judgement Judge::container_path(std::string_view path) const {
    Judgement result{.rule = Rule::container_path};
    const auto provided = mounts_.to_host(path);
    if (provided && !files_.exists(*provided) && files_.exists(std::string(path))) {
        result.finding = Finding::Kind::ambiguous_container;
        result.finding_path = text::normalised(path);
    }
    return result;
}

Judgement Judge::host_path(std::string_view path, Rule if_uncovered) const {
    std::string real = real_path_of(path, files_);
    const std::string by_text = text::normalised(path);
    auto as_written = mounts_.to_container(path);
    // The text before a ".." may be a link, and the kernel goes up from where that leads.
    if (as_written && text::has_parent_step(path) && real != real_path_of(by_text, files_))
        as_written.reset();
    if (as_written && text::is_under(real, mounts_.by_destination(*as_written)->real_source)) {
        return {.rule = Rule::host_path, .replacement = std::move(as_written)};
    }
    if (path.ends_with('/') && real != "/") real += '/';
    if (auto by_real_path = mounts_.to_container({}, real)) {
        return {.rule = Rule::host_link, .replacement = std::move(by_real_path)};
    }
    // Hidden in the container by another mount. Where the host has no such file, the one of that other mount can be meant:
    // notebooks name $LOCAL_EXPERIMENT_DIR/specs/x, and specs is mounted there from elsewhere.
    if (!as_written && !text::has_parent_step(path) && !files_.exists(by_text)) {
        if (auto hidden = mounts_.name_in_container(path)) {
            return {.rule = Rule::host_path, .replacement = std::move(hidden)};
        }
    }
    const bool text_misleads = as_written || text::has_parent_step(path);
    Judgement result = not_covered(text_misleads ? std::string_view(real) : path, if_uncovered);
    if (as_written) {
        result.rule = Rule::host_path;
        result.replacement = std::move(as_written);
    }
    return result;
}

Judgement Judge::not_covered(std::string_view path, Rule otherwise) const {
    const std::string normal = text::normalised(path);
    const std::string directory(text::parent(normal));
    if (is_system_path(normal)) return {.rule = otherwise};
    const bool exists = files_.exists(normal);
    if (!exists && (is_system_path(directory) || !files_.exists(directory))) {
        std::string meant = misspelt_destination(normal, mounts_);
        if (meant.empty()) return {.rule = otherwise};
        return {.rule = otherwise,
                .finding = Finding::Kind::misspelt_destination,
                .finding_path = std::move(meant)};
    }
    return {.rule = Rule::unmapped, .finding = Finding::Kind::unmapped, .finding_path = normal};
}

Judgement Judge::relative_path(std::string_view path) const {
    if (container_directory_.empty()) return {};
    const auto real = files_.real_path(text::join(working_directory_, path));
    if (!real) return {};
    const std::string in_container = text::join(container_directory_, path);
    const Mount* mount = mounts_.by_destination(in_container);
    const bool same_file = mount != nullptr && text::is_under(*real, mount->real_source);
    // A link is followed by its text: right inside if the same path is mounted inside and outside.
    if (same_file || mounts_.to_container({}, *real) == *real) return {};
    return {.finding = Finding::Kind::relative_link, .finding_path = *real};
}

std::string Judge::under_home(std::string_view value) const {
    return home_ + std::string(value.substr(1));
}

}  // namespace tao::paths
