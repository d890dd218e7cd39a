#include "paths/advice.hpp"

#include <algorithm>
#include <utility>

#include "paths/check_mount.hpp"
#include "paths/known_directories.hpp"
#include "paths/path_resolution.hpp"
#include "paths/real_path.hpp"
#include "paths/resolve_mounts.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"
#include "text/utf8.hpp"
#include "text/yaml.hpp"

namespace tao::paths {

namespace {

// A new name with a dot in it is a file's, most likely, and a mount's source is a directory.
bool looks_like_file(std::string_view path) {
    return text::last_component(path).find('.', 1) != std::string_view::npos;
}

// In a project file a $ begins a reference.
std::string in_project_file(const std::string& path) {
    std::string result;
    for (const char byte : path)
        result += byte == '$' ? std::string("$$") : std::string(1, byte);
    return result;
}

// {i} is a name.
bool is_pattern(std::string_view component) {
    return component.find_first_of("*?[") != std::string_view::npos ||
           (component.find('{') != std::string_view::npos && component.find(',') != std::string_view::npos);
}

bool is_reference(std::string_view component) {
    return component.find('$') != std::string_view::npos;
}

// The path in front of the first component of that kind that is no name that the host has; else all of it.
std::string up_to(const std::string& path, bool (*is_of_kind)(std::string_view),
                  const os::FileSystem& files) {
    for (std::size_t begin = 1; begin < path.size();) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        const std::string_view component = std::string_view(path).substr(begin, end - begin);
        if (is_of_kind(component) && !files.exists(path.substr(0, end)))
            return std::string(text::parent(path.substr(0, end)));
        begin = end + 1;
    }
    return path;
}

bool can_be_written(const std::string& path) {
    return path.find_first_of("\n:") == std::string::npos &&
           text::find_invalid(path) == std::string_view::npos;
}

}  // namespace

std::string without_pattern(const std::string& path, const os::FileSystem& files) {
    return up_to(path, is_pattern, files);
}

Advisor::Advisor(const MountTable& mounts, const os::FileSystem& files, const Judge& judge,
                 std::string project_file, project::Writing writing)
    : mounts_(mounts),
      files_(files),
      judge_(judge),
      project_file_(std::move(project_file)),
      project_directory_(text::parent(project_file_)),
      writing_(writing) {}

std::string Advisor::mount_for(const Finding& finding) {
    const auto& best = best_for(finding);
    return best ? text::visible("- " + entry_of(*best)) : std::string();
}

std::string Advisor::advice_for(const Finding& finding, std::string_view indent) {
    using List = project::Writing::List;
    const auto& best = best_for(finding);
    if (!best) return {};
    const std::string entry = text::visible(entry_of(*best));
    const std::string file = text::visible(project_file_);
    const auto lines = [&](const std::string& where, const std::string& what) {
        return "to mount it, " + where + "\n" + std::string(indent) + what;
    };
    switch (writing_.mounts) {
        case List::absent:
            if (writing_.in_braces)
                return lines("put this behind the first { of " + file, "\"mounts\": [" + entry + "],");
            return lines("add these lines at the end of " + file + " (one mounts: is enough)",
                         "mounts:\n" + std::string(indent) + "  - " + entry);
        case List::block:
            return lines("add this line under mounts: in " + file, "- " + entry);
        case List::flow:
            return lines("put this behind the [ of mounts in " + file, entry + ",");
        case List::empty_flow:
            return lines("put this between the [ and ] of mounts in " + file, entry);
    }
    return {};
}

const std::optional<Advisor::Candidate>& Advisor::best_for(const Finding& about) {
    Finding finding = about;
    if (finding.typed.empty()) finding.typed = finding.path;
    // A name may have such signs as well.
    finding.path = without_pattern(about.path, files_);
    const auto& best = best_for_path(finding);
    if (best || finding.path == about.path) return best;
    finding.path = about.path;
    return best_for_path(finding);
}

const std::optional<Advisor::Candidate>& Advisor::best_for_path(const Finding& finding) {
    const bool exists = files_.exists(finding.path);
    const auto [known, is_new] = best_.try_emplace(exists ? directory_of(finding.path) : finding.path);
    if (!is_new) return known->second;
    for (Candidate& candidate : candidates(finding)) {
        if (!helps(candidate, finding)) continue;
        known->second = std::move(candidate);
        break;
    }
    return known->second;
}

std::vector<Advisor::Candidate> Advisor::candidates(const Finding& finding) const {
    std::vector<Candidate> result;
    switch (finding.kind) {
        case Finding::Kind::unmapped:
        case Finding::Kind::bare_directory:
            if (files_.exists(finding.path)) {
                add_existing(finding.path, result);
            } else {
                // Whoever puts a name in for a reference makes the directory.
                const std::string certain = up_to(finding.path, is_reference, files_);
                if (certain != finding.path && files_.exists(certain)) add_existing(certain, result);
                add_new(finding.path, result);
            }
            break;
        case Finding::Kind::unprovided:
            add_provided(finding.path, result);
            break;
        case Finding::Kind::ambiguous_container:
            add_elsewhere(directory_of(finding.path), result);
            add_elsewhere(finding.path, result);
            break;
        case Finding::Kind::misspelt_destination:
        case Finding::Kind::two_readings:
        case Finding::Kind::hidden:
        case Finding::Kind::named_directory:
        case Finding::Kind::relative_output:
        case Finding::Kind::read_only:
        case Finding::Kind::not_writable:
        case Finding::Kind::url_of_host:
        case Finding::Kind::foreign:
        case Finding::Kind::unexpanded:
        case Finding::Kind::kept_quotes:
        case Finding::Kind::misprinted:
            break;
    }
    return result;
}

// Is that all that somebody has, or a disk of many people? Nobody mounts /home for one file.
bool Advisor::is_large(const std::string& directory) const {
    return text::parent(directory) == "/" || directory == judge_.standpoint().home;
}

// A directory itself; of a file the directory that holds it.
void Advisor::add_existing(const std::string& path, std::vector<Candidate>& result) const {
    std::vector<std::string> sources;
    for (std::string source = directory_of(path); source != "/" && (source == path || !is_large(source));
         source = text::parent(source)) {
        sources.push_back(source);
    }
    if (directory_of(path) != path) sources.push_back(path);
    for (const std::string& source : sources) {
        result.push_back({.source = source, .destination = source});
        const std::string followed = real(source);
        if (followed != source) result.push_back({.source = followed, .destination = followed});
    }
    for (const std::string& source : sources)
        add_elsewhere(source, result);
}

void Advisor::add_new(const std::string& path, std::vector<Candidate>& result) const {
    const std::string above(text::parent(path));
    if (files_.exists(above) && !is_large(above)) add_existing(above, result);
    const std::string directory = looks_like_file(path) ? above : path;
    const std::string followed = real(directory);
    const bool create = !files_.exists(followed);
    for (const std::string& source : {directory, followed})
        result.push_back({.source = source, .destination = source, .create = create});
    result.push_back({.source = followed,
                      .destination = text::join("/mnt", text::last_component(followed)),
                      .create = create});
}

// Nothing of the host is meant: a directory of the project for it.
void Advisor::add_provided(const std::string& path, std::vector<Candidate>& result) const {
    const auto add = [&](const std::string& destination) {
        const std::string source = text::join(project_directory_, text::last_component(destination));
        // Mounted elsewhere already, it is meant only where it has the file.
        const bool again = files_.exists(source + path.substr(destination.size()));
        for (const char* another : {"", "-2"}) {
            result.push_back({.source = source + another,
                              .destination = destination,
                              .create = !files_.exists(source + another),
                              .again = again});
        }
    };
    if (const auto usual = usual_destination(path); !usual.empty()) add(std::string(usual));
    for (std::string at = looks_like_file(path) ? std::string(text::parent(path)) : path; at != "/";
         at = text::parent(at)) {
        add(at);
    }
}

void Advisor::add_elsewhere(const std::string& source, std::vector<Candidate>& result) const {
    for (const char* above : {"/mnt", "/mnt/host"})
        result.push_back({.source = source, .destination = text::join(above, text::last_component(source))});
}

bool Advisor::helps(const Candidate& candidate, const Finding& finding) const {
    if (candidate.source == "/") return false;  // nobody should
    // Nor mount what is around the project for a file in it.
    const std::string project = real_path_of(project_directory_, files_);
    const std::string source = real_path_of(candidate.source, files_);
    if (text::is_under(real_path_of(finding.path, files_), project) && source != project &&
        text::is_under(project, source)) {
        return false;
    }
    if (!can_be_written(candidate.source) || !can_be_written(candidate.destination)) return false;
    // By the strictest rules: what is advised works with every engine.
    if (check_source(candidate.source, candidate.create, MountedBy::launcher, files_) ||
        check_destination(candidate.destination, candidate.source, MountedBy::launcher, files_)) {
        return false;
    }
    std::vector<Mount> mounts = mounts_.mounts();
    if (std::any_of(mounts.begin(), mounts.end(),
                    [&](const Mount& mount) { return mount.destination == candidate.destination; })) {
        return false;
    }
    Mount added{.source = candidate.source,
                .real_source = real(candidate.source),
                .destination = candidate.destination};
    // With the launcher a second destination of one source takes the first one away: words are written with the last then.
    if (!candidate.again && std::any_of(mounts.begin(), mounts.end(), [&](const Mount& mount) {
            return mount.real_source == added.real_source;
        })) {
        return false;
    }
    mounts.push_back(std::move(added));
    if (std::any_of(mounts.begin(), mounts.end(),
                    [&](const Mount& mount) { return check_place(mount, mounts, files_).has_value(); })) {
        return false;
    }
    drop_repeated_sources(mounts);
    const MountTable table(std::move(mounts));
    const Judge judge(table, files_, judge_.standpoint());
    if (finding.kind == Finding::Kind::unmapped && !judge.name_in_container(finding.path)) return false;
    const Judgement judgement = judge.judge(finding.typed, Spelling::path);
    if (judgement.finding) return false;
    const std::string& arrives = judgement.replacement ? *judgement.replacement : finding.typed;
    return !text::is_absolute(arrives) || judge.is_provided(arrives);
}

// In braces with the quotes that JSON wants, which YAML reads as well.
std::string Advisor::entry_of(const Candidate& candidate) const {
    const auto scalar = [&](const std::string& path) {
        const std::string written = in_project_file(path);
        return writing_.in_braces ? text::quoted_scalar(written) : text::yaml_scalar(written);
    };
    const auto key = [&](const char* name) {
        return writing_.in_braces ? "\"" + std::string(name) + "\": " : std::string(name) + ": ";
    };
    std::string source = candidate.source;
    // Shorter, and still right when the project moves.
    if (source != candidate.destination && source != project_directory_ &&
        text::is_under(source, project_directory_) && source[project_directory_.size() + 1] != '~') {
        source.erase(0, project_directory_.size() + 1);
    }
    if (candidate.source == candidate.destination && !candidate.create) return scalar(source);
    return "{" + key("source") + scalar(source) + ", " + key("destination") + scalar(candidate.destination) +
           (candidate.create ? ", " + key("create") + "true}" : "}");
}

std::string Advisor::real(const std::string& path) const {
    return PathResolver(files_).resolve(path).file;
}

std::string Advisor::directory_of(const std::string& path) const {
    const auto status = files_.status(path);
    return status && status->is_directory() ? path : std::string(text::parent(path));
}

}  // namespace tao::paths
