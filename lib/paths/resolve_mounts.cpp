#include "paths/resolve_mounts.hpp"

#include <map>
#include <optional>

#include "paths/check_mount.hpp"
#include "paths/real_path.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"

namespace tao::paths {

namespace {

// A mount without fault and the entry that it comes from.
struct Accepted {
    Mount mount;
    const project::Mount* entry = nullptr;
};

class Resolver {
  public:
    Resolver(const os::FileSystem& files, text::Diagnostics& diagnostics)
        : files_(files), diagnostics_(diagnostics) {}

    void add(const project::Mount& entry) {
        const std::string& source = entry.source.value;
        const std::string& destination = entry.destination.value;
        real_sources_.push_back(real_path_of(source, files_));
        const auto source_fault = check_source(source, entry.create, files_);
        const auto destination_fault = check_destination(destination, source, files_);
        if (source_fault) report(*source_fault, entry.source.where);
        if (destination_fault) report(*destination_fault, entry.destination.where);
        if (source_fault || destination_fault) return;

        Mount mount{.source = text::normalised(source),
                    .real_source = real_sources_.back(),
                    .destination = text::normalised(destination)};
        // A ".." behind a link goes up from where the link leads: there the text is not the path.
        if (real_path_of(mount.source, files_) != mount.real_source) mount.source = mount.real_source;
        if (collides(mount, entry)) return;
        if (!files_.exists(source)) to_create_.push_back(mount.source);
        by_destination_.emplace(mount.destination, accepted_.size());
        by_real_source_.emplace(mount.real_source, accepted_.size());
        accepted_.push_back({.mount = std::move(mount), .entry = &entry});
    }

    ResolvedMounts result() {
        std::vector<Mount> mounts;
        mounts.reserve(accepted_.size());
        for (Accepted& accepted : accepted_)
            mounts.push_back(std::move(accepted.mount));
        return {.table = MountTable(std::move(mounts)),
                .to_create = std::move(to_create_),
                .real_sources = std::move(real_sources_)};
    }

  private:
    void report(const MountFault& fault, const std::optional<text::Span>& where) {
        diagnostics_.error(fault.id, fault.message, where, fault.hint);
    }

    bool collides(const Mount& mount, const project::Mount& entry) {
        const Accepted* same_destination = find(by_destination_, mount.destination);
        const Accepted* same_source = find(by_real_source_, mount.real_source);
        if (same_destination != nullptr) {
            report(
                {.id = "same-destination",
                 .message = "the destination " + text::quoted(mount.destination) + " is already taken by " +
                            text::quoted(same_destination->mount.source) +
                            in_line(same_destination->entry->destination.where),
                 .hint =
                     same_source == same_destination
                         ? "delete one of the two"
                         : "a path in the container can show only one directory: choose another destination"},
                entry.destination.where);
        } else if (same_source != nullptr) {
            report(twice(mount, *same_source), entry.source.where);
        }
        return same_destination != nullptr || same_source != nullptr;
    }

    MountFault twice(const Mount& mount, const Accepted& first) const {
        const std::string& other = first.mount.source;
        const std::string same =
            mount.source == other ? "" : ", which is the same directory as " + text::quoted(other) + ",";
        return {.id = "same-source",
                .message = "the source " + text::quoted(mount.source) + same + " is already mounted at " +
                           text::quoted(first.mount.destination) + in_line(first.entry->source.where),
                .hint = "the launcher keeps one destination for each directory, the last one: " +
                        text::quoted(first.mount.destination) + " would be missing in the container\n" +
                        "keep one of the two, or mount a directory above or below it at the other place"};
    }

    using Index = std::map<std::string, std::size_t>;  // path -> position in accepted_

    const Accepted* find(const Index& index, const std::string& path) const {
        const auto found = index.find(path);
        return found == index.end() ? nullptr : &accepted_[found->second];
    }

    std::string in_line(const std::optional<text::Span>& where) const {
        if (!where) return "";
        return " (line " + std::to_string(diagnostics_.source().position(where->begin).line) + ")";
    }

    const os::FileSystem& files_;
    text::Diagnostics& diagnostics_;
    std::vector<Accepted> accepted_;
    Index by_destination_;
    Index by_real_source_;
    std::vector<std::string> to_create_;
    std::vector<std::string> real_sources_;
};

}  // namespace

ResolvedMounts resolve_mounts(const project::Project& project, const os::FileSystem& files,
                              text::Diagnostics& diagnostics) {
    Resolver resolver(files, diagnostics);
    for (const project::Mount& entry : project.mounts)
        resolver.add(entry);
    return resolver.result();
}

}  // namespace tao::paths
