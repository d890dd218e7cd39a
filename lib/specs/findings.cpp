#include "specs/findings.hpp"

#include "paths/advice.hpp"
#include "specs/variables.hpp"
#include "text/escape.hpp"
#include "text/lookalikes.hpp"
#include "text/path.hpp"

namespace tao::specs {

namespace {

using text::visible;

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

// The finding as one of the command line, for advice.
paths::Finding as_typed(const SpecFinding& finding, paths::Finding::Kind kind) {
    paths::Finding result{.kind = kind, .path = finding.detail};
    if (finding.path != finding.detail && !finding.path.starts_with('~')) result.typed = finding.path;
    return result;
}

}  // namespace

bool settled_by_rewrite(const SpecFinding& finding) {
    return finding.kind == SpecFinding::Kind::host_path || finding.kind == SpecFinding::Kind::other_name ||
           finding.kind == SpecFinding::Kind::from_here || finding.kind == SpecFinding::Kind::relative ||
           finding.kind == SpecFinding::Kind::output_from_here;
}

std::string_view key_elsewhere(const SpecFinding& finding) {
    const bool is_reference =
        finding.kind == SpecFinding::Kind::unexpanded && finding.detail.starts_with("${");
    return is_reference ? name_of_variable(finding.detail) : std::string_view();
}

bool loses_files(const SpecFinding& finding) {
    return finding.kind != SpecFinding::Kind::two_readings &&
           finding.kind != SpecFinding::Kind::not_the_hosts;
}

void report(const std::vector<SpecFinding>& findings, const SpecSurroundings& surroundings,
            const std::string& project_file, project::Writing writing, text::Diagnostics& diagnostics) {
    const os::FileSystem& files = surroundings.files;
    paths::Advisor advisor(surroundings.mounts, files, surroundings.judge, project_file, writing);
    const auto advice = [&](const SpecFinding& finding, paths::Finding::Kind kind) {
        return advisor.advice_for(as_typed(finding, kind), "");
    };
    for (const SpecFinding& finding : findings) {
        const std::string path = text::quoted(finding.path);
        const text::Span where{.begin = finding.place.begin, .end = finding.place.end};
        const auto warn = [&](const char* id, const std::string& message, const std::string& hint) {
            diagnostics.warning(id, message, where, hint);
        };
        switch (finding.kind) {
            case SpecFinding::Kind::host_path:
                warn("host-path", path + " is a path of this computer: the task will not find it",
                     "the container has it as " + visible(finding.detail));
                break;
            case SpecFinding::Kind::other_name:
                warn("other-name", path + " leads nowhere in the container: the task will not find it",
                     "the container has it as " + visible(finding.detail));
                break;
            case SpecFinding::Kind::unmapped: {
                const bool is_link =
                    finding.path.starts_with('/') && text::normalised(finding.path) != finding.detail;
                warn("unmapped-path",
                     path + (is_link ? ", which is " + text::quoted(finding.detail) + "," : "") +
                         (files.exists(finding.detail)
                              ? " is on this computer, but no mount covers it: the task will not see it"
                              : " is under no mount: what the task writes there is lost when it ends"),
                     advice(finding, paths::Finding::Kind::unmapped));
                break;
            }
            case SpecFinding::Kind::lost:
                warn("lost-path",
                     path + " is under no mount: what the task writes there is lost when it ends",
                     advice(finding, paths::Finding::Kind::unprovided));
                break;
            case SpecFinding::Kind::read_only:
                warn("read-only", path + " is in a mount that is read-only: the task cannot write there",
                     "choose another directory, or mount " + text::quoted(finding.detail) +
                         " without read_only");
                break;
            case SpecFinding::Kind::not_writable:
                warn("not-writable",
                     path + " cannot be written: the task runs as you, who may not write to " +
                         text::quoted(finding.detail),
                     "choose another directory, or have it made yours, and see what it is: ls -ld " +
                         text::shell_word(finding.detail));
                break;
            case SpecFinding::Kind::two_readings:
                warn("two-readings",
                     path + " is read as a path of the container, and this computer has one of that name too",
                     "if that one is meant, write " + visible(finding.detail));
                break;
            case SpecFinding::Kind::not_the_hosts:
                warn("not-in-container",
                     path +
                         " is read as a path of the container, where it does not exist, and on this computer "
                         "it does",
                     advice(finding, paths::Finding::Kind::ambiguous_container));
                break;
            case SpecFinding::Kind::unprovided: {
                const std::string line = advice(finding, paths::Finding::Kind::unprovided);
                warn("unprovided-path", path + " is a path of the container that no mount provides",
                     all_destinations(surroundings.mounts) + (line.empty() ? "" : "\n" + line));
                break;
            }
            case SpecFinding::Kind::misspelt:
                warn("misspelt-path", path + " is a path of the container that no mount provides",
                     "did you mean " + visible(finding.detail) + "?");
                break;
            case SpecFinding::Kind::foreign:
                warn("foreign-path", path + " is neither on this computer nor in the container",
                     "it looks like a path of another computer; put the one of this computer there");
                break;
            case SpecFinding::Kind::from_here:
                warn("relative-path", path + " is there from this directory, but the task looks from its own",
                     "the container has it as " + visible(finding.detail));
                break;
            case SpecFinding::Kind::relative:
                warn("relative-path",
                     path + " is there from the spec file, but the task looks from its working directory",
                     "the container has it as " + visible(finding.detail));
                break;
            case SpecFinding::Kind::output_from_here:
                warn("relative-output",
                     path +
                         " is meant from this directory, but the task writes it where it runs: there it is "
                         "lost when it ends",
                     "the container has it as " + visible(finding.detail));
                break;
            case SpecFinding::Kind::unexpanded:
                warn("unexpanded",
                     path + " stays as it is: in this file, nothing puts a value in for " +
                         text::quoted(finding.detail),
                     "write the path itself there");
                break;
            case SpecFinding::Kind::of_task:
                warn("of-container",
                     text::quoted(finding.detail) + " is the container's, not this computer's, in " + path,
                     "write that directory out, or set the variable under envs: in " + visible(project_file));
                break;
            case SpecFinding::Kind::misprinted:
                warn("misprinted",
                     path + " has a character in it that " + text::look_of(finding.detail, 0) +
                         ", as web pages and word processors have it: the task takes it for a part of the "
                         "name",
                     "take both away, or put others in their place");
                break;
            case SpecFinding::Kind::placeholder:
                warn("placeholder", text::quoted(finding.detail) + " was left to be filled in",
                     "put your own value there");
                break;
        }
    }
}

}  // namespace tao::specs
