#include "paths/judge.hpp"

#include <algorithm>
#include <climits>
#include <utility>

#include "paths/known_directories.hpp"
#include "paths/never_translated.hpp"
#include "paths/other_names.hpp"
#include "project/accounts.hpp"
#include "text/characters.hpp"
#include "text/path.hpp"

namespace tao::paths {

namespace {

// Spelled as a path whatever there is of that name: nobody writes ./train for the word train.
bool is_explicit(std::string_view relative) {
    return relative == "." || relative == ".." || relative.starts_with("./") || relative.starts_with("../");
}

// The home of ~NAME and ~NAME/..., as shells have it; empty: it is no such text, or that user is not known here.
std::string home_of_user(std::string_view text, const os::FileSystem& files) {
    if (!text.starts_with('~') || text.size() < 2 || !text::starts_name(text[1])) return {};
    const std::string_view name = text.substr(1, std::min(text.find('/'), text.size()) - 1);
    const bool is_name = std::all_of(name.begin(), name.end(), [](char byte) {
        return text::continues_name(byte) || byte == '-' || byte == '.';
    });
    return is_name ? project::account_named(name, files).home : std::string();
}

bool has_slash(std::string_view text) {
    return text.find('/') != std::string_view::npos;
}

// What is missing of it is one component, or some below a directory that is somebody's: /, /home and /mnt are on every
// computer, and say nothing of what is meant.
bool is_near_something(const Resolved& meant) {
    if (meant.has_directory()) return true;
    return std::count(meant.file.begin(), meant.file.begin() + static_cast<std::ptrdiff_t>(meant.existing),
                      '/') > 1;
}

std::string_view existing_part(const Resolved& meant) {
    return std::string_view(meant.file).substr(0, meant.existing);
}

// Below a directory that the image has as well: one that somebody has made there. Caches and settings (/root/.cache)
// are everywhere.
bool is_own_directory(std::string_view existing, std::string_view of_image) {
    return existing != of_image && text::is_under(existing, of_image) && existing[of_image.size() + 1] != '.';
}

// What a link in a mount leads to is the host's, unless the link was made for the container: into the image, or to a
// destination that is usual there, where the host has nothing.
bool is_link_of_host(const Resolved& meant) {
    const std::string_view usual = usual_destination(meant.path);
    if (meant.has_directory() || (!usual.empty() && meant.existing >= usual.size())) return true;
    const std::string_view of_image = image_directory(meant.path);
    if (!of_image.empty()) return is_own_directory(existing_part(meant), of_image);
    return usual.empty();
}

}  // namespace

Judge::Judge(const MountTable& mounts, const os::FileSystem& files, Standpoint standpoint)
    : mounts_(mounts), files_(files), standpoint_(std::move(standpoint)), names_(mounts, files) {
    const std::string& here = standpoint_.working_directory;
    switch (standpoint_.workdir.choice) {
        case project::Workdir::Choice::image:
            return;
        case project::Workdir::Choice::path:
            task_directory_ = standpoint_.workdir.path;
            // Another destination shows the same directory.
            if (const Mount* mount = mounts_.by_destination(task_directory_); mount && mount->dropped)
                task_directory_ =
                    name_in_container(*mounts_.to_host(task_directory_)).value_or(task_directory_);
            return;
        case project::Workdir::Choice::automatic:
            break;
    }
    if (!text::is_absolute(here) || mounts_.empty()) return;
    task_directory_ = name_in_container(here).value_or("");
}

Judgement Judge::judge(std::string_view value, Spelling spelling) const {
    Judgement result = this->value(value, spelling);
    if (spelling == Spelling::output && !result.finding) result.finding = not_writable(value, result);
    return result;
}

Judgement Judge::value(std::string_view value, Spelling spelling) const {
    if (is_url(value)) return url(value);
    if (is_special_file(value)) return {.rule = Rule::special_file};
    if (is_of_windows(value)) return windows_path(value);
    if (value.size() >= PATH_MAX) return {};  // no file has such a name, on either side
    if (is_home_path(value)) {
        // By its spelling a path of the host, never of the container.
        const std::string path = with_home(value);
        return text::is_absolute(path) ? host_path(path, true) : Judgement{};
    }
    if (!text::is_absolute(value)) return relative_path(value, spelling);
    if (spelling != Spelling::host) {
        Judgement result = absolute_path(value);
        // tensor:/layer, image:/tag, and a network's layers are below /model
        const bool is_other_name =
            usual_destination(value).empty() || text::is_under(text::normalised(value), "/model");
        if (spelling == Spelling::part && result.rule == Rule::unprovided && is_other_name) return {};
        return result;
    }
    Judgement result = host_path(value, true);
    if (result.finding && mounts_.by_destination(value) != nullptr && !files_.exists(std::string(value)) &&
        (files_.exists(mounts_.to_host(value).value_or("")) || !names_.has_directory(names_.on_host(value))))
        return absolute_path(value);
    return result;
}

bool Judge::is_one_path(std::string_view text) const {
    const bool relative = !text::is_absolute(text) && !is_home_path(text);
    for (const Resolved& meant : readings(text)) {
        if (names_.is_there(meant) ||
            ((!relative || has_slash(text.substr(0, text.size() - 1))) && names_.has_directory(meant)))
            return true;
    }
    return false;
}

bool Judge::exists(std::string_view text) const {
    const auto meant = readings(text);
    return std::any_of(meant.begin(), meant.end(),
                       [&](const Resolved& each) { return names_.is_there(each); });
}

bool Judge::is_file(std::string_view text) const {
    const auto meant = readings(text);
    return std::any_of(meant.begin(), meant.end(),
                       [&](const Resolved& each) { return names_.is_there(each) && !each.directory; });
}

// The files that the text can mean: as a path of the host, and of the container.
std::vector<Resolved> Judge::readings(std::string_view text) const {
    if (is_home_path(text)) {
        const std::string path = with_home(text);
        if (!text::is_absolute(path)) return {};
        return {names_.on_host(path)};
    }
    if (!text::is_absolute(text)) {
        if (!text::is_absolute(standpoint_.working_directory)) return {};
        return {names_.on_host(from_here(text))};
    }
    std::vector<Resolved> result{names_.on_host(text)};
    // Nobody knows whether the image has what such a path goes through.
    if (text::has_parent_step(text)) return result;
    if (const auto host_text = mounts_.to_host(text)) result.push_back(names_.on_host(*host_text));
    return result;
}

bool Judge::is_relative_path(std::string_view text, Spelling spelling) const {
    if (text.empty() || !text::is_absolute(standpoint_.working_directory)) return false;
    if (spelling == Spelling::path || spelling == Spelling::host || is_explicit(text)) return true;
    const std::string absolute = from_here(text);
    const Resolved meant = names_.on_host(absolute);
    if (!has_slash(text)) {
        const auto status = meant.exists ? files_.status(absolute) : std::nullopt;
        return status && status->is_regular();
    }
    if (meant.exists || meant.broken) return meant.exists;
    // Something new. output_cov/Sigmoid is a layer of a network and results/new a directory: this one begins with what
    // the host has, if only a link to a disk that is not there now, or with what a mount will make.
    if (spelling == Spelling::part && !names_.has_directory(meant)) return false;
    const std::string first = from_here(text.substr(0, text.find('/')));
    if (names_.on_host(first).directory || is_link(first)) return true;
    const auto sources = mounts_.by_source(absolute);
    return !sources.empty() && sources.front()->source.size() > standpoint_.working_directory.size() &&
           text::is_under(sources.front()->source, standpoint_.working_directory);
}

std::optional<std::string> Judge::name_in_container(std::string_view host_path) const {
    if (!text::is_absolute(host_path)) return std::nullopt;
    auto name = names_.name_of(host_path, names_.on_host(host_path));
    if (!name) return std::nullopt;
    return std::move(name->text);
}

bool Judge::is_provided(std::string_view container_path) const {
    return !names_.in_container(container_path).file.empty();
}

bool Judge::is_home_path(std::string_view text) const {
    return text == "~" || text.starts_with("~/") || !home_of_user(text, files_).empty();
}

std::string Judge::with_home(std::string_view text) const {
    if (!text.starts_with('~')) return std::string(text);
    if (text == "~" || text.starts_with("~/")) return standpoint_.home + std::string(text.substr(1));
    const std::string home = home_of_user(text, files_);
    return home.empty() ? std::string(text)
                        : home + std::string(text.substr(std::min(text.find('/'), text.size())));
}

Judgement Judge::absolute_path(std::string_view text) const {
    const Mount* const mount = mounts_.by_destination(text);
    if (mount == nullptr) return host_path(text, false);
    const Resolved meant =
        names_.on_host(replace_ancestor(text, mount->destination, mount->real_source).value_or(""));
    const Resolved as_host = names_.on_host(text);
    if (same_file(as_host, meant)) return container_path(text, *mount, meant);
    std::optional<Finding> finding;
    if (const auto name = names_.name_of(text, as_host)) {
        const ContainerNames::Reading reading = names_.more_likely(as_host, meant);
        if (reading == ContainerNames::Reading::host) return {.rule = name->rule, .replacement = name->text};
        if (reading == ContainerNames::Reading::open) {
            finding = {
                .kind = Finding::Kind::two_readings, .path = text::normalised(text), .other = name->text};
        }
    } else if (as_host.exists && !meant.exists) {
        finding = {.kind = Finding::Kind::ambiguous_container, .path = text::normalised(text)};
    }
    Judgement result = container_path(text, *mount, meant);
    if (!result.finding) result.finding = std::move(finding);
    return result;
}

// meant: the file that the mount has there.
Judgement Judge::container_path(std::string_view text, const Mount& mount, const Resolved& meant) const {
    Judgement result{.rule = Rule::container_path};
    const Resolved seen = names_.in_container(text);
    if (same_file(seen, meant)) return result;
    const std::string on_host = replace_ancestor(text, mount.destination, mount.source).value_or("");
    if (auto name = names_.name_of(on_host, meant)) {
        return {.rule = mount.dropped ? Rule::dropped_path : Rule::host_link,
                .replacement = std::move(name->text)};
    }
    if (!seen.file.empty() && !meant.exists && names_.has_directory(seen))
        return result;  // a link made for there
    result.finding = uncovered(meant.path, meant, !seen.file.empty() || is_link_of_host(meant)).finding;
    if (result.finding) result.finding->typed = text;
    return result;
}

// certain: by its spelling it can only be the host's.
Judgement Judge::host_path(std::string_view text, bool certain) const {
    const Resolved meant = names_.on_host(text);
    if (auto name = names_.name_of(text, meant))
        return {.rule = name->rule, .replacement = std::move(name->text)};
    if (auto other = hidden(text, meant)) return std::move(*other);
    const auto sources = mounts_.by_source(text);
    const bool text_misleads = !sources.empty() || text::has_parent_step(text);
    certain = certain || (!sources.empty() && is_link_of_host(meant));
    Judgement result = uncovered(text_misleads ? meant.path : text::normalised(text), meant, certain);
    if (sources.empty() || text::has_parent_step(text)) return result;
    if (result.finding && result.finding->kind == Finding::Kind::unprovided) result.finding->typed = text;
    // A link leads out: the container has the link.
    auto link = replace_ancestor(text, sources.front()->source, sources.front()->destination);
    if (link && names_.in_container(*link).file.empty()) {
        result.rule = Rule::host_path;
        result.replacement = std::move(link);
    }
    return result;
}

// Below a directory of the system's, what this computer has and no image: something that people have put there.
bool Judge::is_added_to_system(std::string_view path, const Resolved& meant) const {
    const std::string_view existing = existing_part(meant);
    const bool leads_out = !existing.empty() && !text::is_under(path, existing);
    const std::string there(meant.exists || leads_out ? path : existing);
    switch (name_in_system(there)) {
        case SystemName::of_system:
            return false;
        case SystemName::added:
            return true;
        case SystemName::by_owner:
            break;
    }
    constexpr uid_t first_user = 1000;
    constexpr uid_t nobody = 65534;
    const auto status = files_.status(there);
    return status && status->owner >= first_user && status->owner != nobody;
}

Judgement Judge::uncovered(std::string_view path, const Resolved& meant, bool certain) const {
    const auto found = [&](Rule rule, Finding::Kind kind, std::string other = {}) {
        return Judgement{
            .rule = rule,
            .finding = Finding{.kind = kind, .path = std::string(path), .other = std::move(other)}};
    };
    if (certain) return found(Rule::unmapped, Finding::Kind::unmapped);
    if (is_system_path(path)) {
        if (is_added_to_system(path, meant)) return found(Rule::unmapped, Finding::Kind::unmapped);
        return {.rule = Rule::image_path};
    }
    const std::string_view of_image = image_directory(path);
    const bool is_of_host =
        of_image.empty() ? is_near_something(meant) : is_own_directory(existing_part(meant), of_image);
    if ((meant.exists && path != of_image) || is_of_host)
        return found(Rule::unmapped, Finding::Kind::unmapped);
    if (meant.existing <= 1 && is_other_name(path)) return {};
    if (std::string near = misspelt_destination(path, mounts_); !near.empty()) {
        return found(Rule::unprovided, Finding::Kind::misspelt_destination, std::move(near));
    }
    if (!of_image.empty()) return {.rule = Rule::image_path};
    return found(Rule::unprovided, Finding::Kind::unprovided);
}

Judgement Judge::relative_path(std::string_view text, Spelling spelling) const {
    if (text.empty() || !text::is_absolute(standpoint_.working_directory)) return {};
    const std::string absolute = from_here(text);
    if (!is_relative_path(text, spelling)) {
        if (spelling == Spelling::part) return {};
        Judgement result = spelling == Spelling::output ? lost_output(text) : Judgement{};
        if (!result.finding && spelling == Spelling::directory) result = named_directory(text, absolute);
        if (result.finding || has_slash(text)) return result;
        Judgement as_name = bare_name(text, absolute);
        return as_name.finding ? as_name : result;
    }
    const Resolved meant = names_.on_host(absolute);
    if (!task_directory_.empty()) {
        const std::string in_task = text::join(task_directory_, text);
        const Mount* const around = mounts_.mounted_above(task_directory_);
        const bool stays_inside =
            around == nullptr || text::is_under(text::normalised(in_task), around->destination);
        if (stays_inside &&
            (names_.is_shown(in_task, meant) || is_made_for_container(absolute, in_task, meant)))
            return {.rule = Rule::relative};
    }
    Judgement result = host_path(absolute, true);
    if (result.finding) {
        result.finding->typed = text;
        if (result.finding->kind == Finding::Kind::unmapped) {
            result.rule = Rule::unmapped;
            result.replacement.reset();
        }
    }
    return result;
}

// --image_dir images: a directory, one that a mount will make, or a link to one on a disk that is not there now. The word
// stays, as every name without a slash does.
Judgement Judge::named_directory(std::string_view text, const std::string& absolute) const {
    const Resolved meant = names_.on_host(absolute);
    if (!meant.directory && (meant.exists || !(names_.is_there(meant) || is_link(absolute)))) return {};
    Judgement result = relative_path(text, Spelling::path);
    if (!result.replacement) return result;
    return {.finding = Finding{.kind = Finding::Kind::named_directory,
                               .path = text::normalised(absolute),
                               .other = std::move(*result.replacement),
                               .typed = std::string(text)}};
}

// A name that is no path by itself, although a directory or a link has it: the user may mean that one.
Judgement Judge::bare_name(std::string_view text, const std::string& absolute) const {
    const Resolved meant = names_.on_host(absolute);
    const bool leads_elsewhere = is_link(absolute);
    if (!meant.directory && !leads_elsewhere) return {};
    if (!task_directory_.empty()) {
        const std::string in_task = text::join(task_directory_, text);
        if (names_.is_shown(in_task, meant) || is_made_for_container(absolute, in_task, meant)) return {};
    }
    const auto found = [&](std::string name) {
        return Judgement{.finding = Finding{.kind = Finding::Kind::bare_directory,
                                            .path = meant.file,
                                            .other = std::move(name),
                                            .typed = std::string(text)}};
    };
    const auto& mounts = mounts_.mounts();
    const auto mount = std::find_if(mounts.begin(), mounts.end(), [&](const Mount& each) {
        return !each.dropped && each.real_source == meant.file;
    });
    if (mount != mounts.end()) return found(mount->destination);
    if (!leads_elsewhere || meant.file.empty()) return {};
    if (auto name = names_.name_of(absolute, meant)) return found(std::move(name->text));
    return is_link_of_host(meant) ? found({}) : Judgement{};
}

bool Judge::is_link(const std::string& host_path) const {
    const auto status = files_.link_status(host_path);
    return status && status->type == os::FileType::link;
}

// A link can lead nowhere on the host, and in the container to a file: data -> /data, with a mount there, or to what the
// image has.
bool Judge::is_made_for_container(std::string_view host_path, std::string_view in_task,
                                  const Resolved& meant) const {
    const bool is_behind_link =
        !text::has_parent_step(host_path) && meant.path != text::normalised(host_path);
    if (meant.has_directory() || !is_behind_link || !mounts_.by_real_source(meant.file).empty()) return false;
    const Resolved seen = names_.in_container(in_task);
    if (seen.file.empty()) return seen.path == meant.path && !is_link_of_host(meant);
    return names_.has_directory(seen);
}

std::string Judge::from_here(std::string_view text) const {
    while (text.starts_with("./"))
        text.remove_prefix(2);
    if (text == ".") return standpoint_.working_directory;
    return text::join(standpoint_.working_directory, text);
}

}  // namespace tao::paths
