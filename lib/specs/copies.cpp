#include "specs/copies.hpp"

#include <algorithm>

#include "specs/edits.hpp"
#include "specs/hydra_defaults.hpp"
#include "text/path.hpp"

namespace tao::specs {

namespace {

// Specs name a handful of others. A list of data files that all end in .txt must not be read through.
constexpr std::size_t most_files = 64;

}  // namespace

std::optional<std::size_t> SpecCopies::add(const std::string& path) {
    return find_or_read(path, true);
}

std::optional<std::size_t> SpecCopies::find_or_read(const std::string& path, bool typed) {
    const auto known =
        std::find_if(files_.begin(), files_.end(), [&](const File& file) { return file.text.path == path; });
    if (known != files_.end()) return static_cast<std::size_t>(known - files_.begin());
    if (files_.size() >= most_files) return std::nullopt;
    // A link may lead out of what the container sees. What is there is none of the task's, and is not copied for it.
    const auto real = surroundings_.files.real_path(path);
    if (!real || surroundings_.mounts.by_real_source(*real).empty()) return std::nullopt;
    os::ReadFailure failure;
    auto content = surroundings_.files.read(path, largest_spec, failure);
    if (!content) return std::nullopt;
    const SpecForm form = form_of(path, *content);
    File file{
        .text = {.path = path, .form = form, .content = std::move(*content)}, .paths = {}, .typed = typed};
    file.paths = finder_.find(file.text, Direction::to_container);
    file.has_neighbours = is_program(path) || (file.text.form == SpecForm::yaml &&
                                               hydra_defaults(file.text.content).place.end > 0);
    file.root = text::parent(path);
    files_.push_back(std::move(file));
    return files_.size() - 1;
}

void SpecCopies::add_neighbours() {
    HydraPlaces places{.root = {}, .others = choices_.search_path, .chosen = choices_.groups};
    const std::size_t typed = files_.size();
    for (std::size_t index = 0; index < typed; ++index) {
        const auto more = hydra_search_path(files_[index].text, surroundings_);
        places.others.insert(places.others.end(), more.begin(), more.end());
    }
    for (std::size_t index = 0; index < files_.size(); ++index) {
        places.root = files_[index].root;
        std::vector<std::string> beside = hydra_neighbours(files_[index].text, places, surroundings_.files);
        if (index < typed && files_[index].text.form == SpecForm::yaml) {
            for (const std::string& chosen : choices_.files) {
                std::string path = text::normalised(text::join(places.root, chosen));
                const auto status = surroundings_.files.status(path);
                if (status && status->is_regular()) beside.push_back(std::move(path));
            }
            files_[index].has_neighbours |= !beside.empty();
        }
        add_beside(index, beside);
        add_included(index);
    }
}

void SpecCopies::add_beside(std::size_t index, const std::vector<std::string>& paths) {
    const std::string root = files_[index].root;  // reading moves the files
    for (const std::string& path : paths) {
        const auto neighbour = find_or_read(path, false);
        if (!neighbour) continue;
        files_[*neighbour].has_neighbours = true;
        if (*neighbour > index) files_[*neighbour].root = root;
    }
}

void SpecCopies::add_included(std::size_t index) {
    std::vector<std::string> names;
    for (const SpecPath& path : files_[index].paths.paths) {
        if (path.included) names.push_back(path.names);
    }
    for (const std::string& name : names) {
        const auto file = find_or_read(name, false);
        if (!file) continue;
        files_[*file].included = true;
        files_[index].included = true;
    }
}

void SpecCopies::follow() {
    for (std::size_t index = 0; index < files_.size(); ++index) {
        std::vector<std::optional<std::size_t>> named;
        for (std::size_t path = 0; path < files_[index].paths.paths.size(); ++path) {
            const std::string name = files_[index].paths.paths[path].names;  // reading moves the files
            named.push_back(name.empty() ? std::nullopt : find_or_read(name, false));
        }
        files_[index].named = std::move(named);
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (File& file : files_) {
            if (file.copied || !must_be_copied(file)) continue;
            file.copied = true;
            changed = true;
        }
    }
}

bool SpecCopies::must_be_copied(const File& file) const {
    if (file.has_neighbours) return false;
    for (std::size_t index = 0; index < file.paths.paths.size(); ++index) {
        const SpecPath& path = file.paths.paths[index];
        // Whoever reads a file that another one names may well look beside it.
        if (path.translated && (file.typed || !path.relative)) return true;
        if (file.named[index] && files_[*file.named[index]].copied) return true;
    }
    return false;
}

std::string SpecCopies::name_of_copy(std::size_t file) const {
    return std::to_string(file + 1) + "/" + std::string(text::last_component(files_[file].text.path));
}

std::string SpecCopies::content_of_copy(std::size_t index, std::string_view directory) const {
    const File& file = files_[index];
    std::vector<SpecEdit> edits;
    for (std::size_t at = 0; at < file.paths.paths.size(); ++at) {
        const SpecPath& path = file.paths.paths[at];
        const auto named = file.named[at];
        if (named && files_[*named].copied) {
            edits.push_back({.place = path.place,
                             .text = written_as(text::join(directory, name_of_copy(*named)), path.writing)});
        } else if (path.translated) {
            edits.push_back({.place = path.changed, .text = path.change});
        }
    }
    return edited(file.text.content, edits);
}

}  // namespace tao::specs
