#include "specs/findings.hpp"

#include "text/escape.hpp"
#include "text/path.hpp"

namespace tao::specs {

namespace {

using text::visible;

// What to mount so that the path is there: a directory itself, of everything else the directory that holds it.
std::string worth_mounting(const std::string& path, const os::FileSystem& files) {
    const auto status = files.status(path);
    return status && status->is_directory() ? path : std::string(text::parent(path));
}

std::string all_destinations(const paths::MountTable& mounts) {
    if (mounts.empty()) return "the project has no mounts";
    std::string list = "the mounts of the project are at";
    const char* lead = " ";
    for (const paths::Mount& mount : mounts.mounts()) {
        list += lead + visible(mount.destination);
        lead = ", ";
    }
    return list;
}

}  // namespace

void report(const std::vector<SpecFinding>& findings, const paths::MountTable& mounts,
            const os::FileSystem& files, const std::string& project_file, text::Diagnostics& diagnostics) {
    for (const SpecFinding& finding : findings) {
        const std::string path = text::quoted(finding.path);
        const text::Span where{.begin = finding.place.begin, .end = finding.place.end};
        const std::string under_mounts = "under mounts: in " + visible(project_file);
        switch (finding.kind) {
            case SpecFinding::Kind::host_path:
                diagnostics.warning("host-path",
                                    path + " is a path of this computer: the task will not find it", where,
                                    "the container has it as " + visible(finding.detail));
                break;
            case SpecFinding::Kind::unmapped:
                diagnostics.warning(
                    "unmapped-path",
                    path + (files.exists(finding.detail)
                                ? " is on this computer, but no mount covers it: the task will not see it"
                                : " is under no mount: what the task writes there is lost when it ends"),
                    where,
                    "to mount it, add this line " + under_mounts + "\n- " +
                        visible(worth_mounting(finding.detail, files)));
                break;
            case SpecFinding::Kind::unprovided:
                diagnostics.warning(
                    "unprovided-path", path + " is a path of the container that no mount provides", where,
                    all_destinations(mounts) + "\nto provide it, add a mount with the destination " +
                        visible(finding.detail) + " " + under_mounts);
                break;
            case SpecFinding::Kind::misspelt:
                diagnostics.warning("misspelt-path",
                                    path + " is a path of the container that no mount provides", where,
                                    "did you mean " + visible(finding.detail) + "?");
                break;
            case SpecFinding::Kind::foreign:
                diagnostics.warning(
                    "foreign-path", path + " is neither on this computer nor in the container", where,
                    "it looks like a path of another computer; put the one of this computer there");
                break;
            case SpecFinding::Kind::relative:
                diagnostics.warning(
                    "relative-path",
                    path + " is there from the spec file, but the task looks from its working directory",
                    where, "the container has it as " + visible(finding.detail));
                break;
            case SpecFinding::Kind::placeholder:
                diagnostics.warning("placeholder", text::quoted(finding.detail) + " was left to be filled in",
                                    where, "put your own value there");
                break;
        }
    }
}

}  // namespace tao::specs
