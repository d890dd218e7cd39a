#include "paths/resolve_mounts.hpp"

#include <map>
#include <optional>
#include <set>
#include <string_view>

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
    Resolver(const os::FileSystem& files, MountedBy by, text::Diagnostics& diagnostics)
        : files_(files), by_(by), diagnostics_(diagnostics) {}

    void add(const project::Mount& entry) {
        const std::string& source = entry.source.value;
        const std::string& destination = entry.destination.value;
        real_sources_.push_back(real_path_of(source, files_));
        const auto source_fault = check_source(source, entry.create, by_, files_);
        const auto destination_fault = check_destination(destination, source, by_, files_);
        if (source_fault) report(*source_fault, entry.source.where);
        if (destination_fault) report(*destination_fault, entry.destination.where);
        if (source_fault || destination_fault) return;

        Mount mount{.source = text::normalised(source),
                    .real_source = real_sources_.back(),
                    .destination = text::normalised(destination),
                    .read_only = entry.read_only.value};
        // A ".." behind a link goes up from where the link leads: there the text is not the path.
        if (real_path_of(mount.source, files_) != mount.real_source) mount.source = mount.real_source;
        if (collides(mount, entry)) return;
        if (!files_.exists(source)) to_create_.push_back(mount.real_source);
        by_destination_.emplace(mount.destination, accepted_.size());
        accepted_.push_back({.mount = std::move(mount), .entry = &entry});
    }

    ResolvedMounts result() {
        std::vector<Mount> mounts;
        mounts.reserve(accepted_.size());
        for (Accepted& accepted : accepted_)
            mounts.push_back(std::move(accepted.mount));
        drop_those_without_place(mounts);
        if (by_ == MountedBy::launcher) drop_repeated_sources(mounts);
        return {.table = MountTable(std::move(mounts)),
                .to_create = std::move(to_create_),
                .real_sources = std::move(real_sources_)};
    }

  private:
    void report(const MountFault& fault, const std::optional<text::Span>& where) {
        diagnostics_.error(fault.id, fault.message, where, fault.hint);
    }

    // The mounts of accepted_, in its order.
    void drop_those_without_place(std::vector<Mount>& mounts) {
        std::set<std::string> without;
        for (std::size_t at = 0; at < mounts.size(); ++at) {
            const auto fault = check_place(mounts[at], mounts, files_);
            if (!fault) continue;
            report(*fault, accepted_[at].entry->destination.where);
            without.insert(mounts[at].destination);
        }
        if (!without.empty())
            std::erase_if(mounts, [&](const Mount& mount) { return without.contains(mount.destination); });
    }

    bool collides(const Mount& mount, const project::Mount& entry) {
        const Accepted* same_destination = find(by_destination_, mount.destination);
        if (same_destination == nullptr) return false;
        report(
            {.id = "same-destination",
             .message = "the destination " + text::quoted(mount.destination) + " is already taken by " +
                        text::quoted(same_destination->mount.source) +
                        in_line(same_destination->entry->destination.where),
             .hint = same_destination->mount.real_source == mount.real_source
                         ? "delete one of the two"
                         : "a path in the container can show only one directory: choose another destination"},
            entry.destination.where);
        return true;
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
    const MountedBy by_;
    text::Diagnostics& diagnostics_;
    std::vector<Accepted> accepted_;
    Index by_destination_;
    std::vector<std::string> to_create_;
    std::vector<std::string> real_sources_;
};

}  // namespace

ResolvedMounts resolve_mounts(const project::Project& project, const os::FileSystem& files,
                              text::Diagnostics& diagnostics, MountedBy by) {
    Resolver resolver(files, by, diagnostics);
    for (const project::Mount& entry : project.mounts)
        resolver.add(entry);
    return resolver.result();
}

void drop_repeated_sources(std::vector<Mount>& mounts) {
    std::set<std::string_view> later;
    for (auto mount = mounts.rbegin(); mount != mounts.rend(); ++mount)
        mount->dropped = !later.insert(mount->real_source).second;
}

}  // namespace tao::paths
