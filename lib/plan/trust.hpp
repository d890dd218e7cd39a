#pragma once

#include <string>
#include <system_error>
#include <vector>

#include "os/file_system.hpp"
#include "paths/resolve_mounts.hpp"
#include "plan/plan.hpp"
#include "project/project.hpp"
#include "project/trust_store.hpp"
#include "project/widening.hpp"
#include "text/diagnostic.hpp"

namespace tao::plan {

// What a project asks for beyond its own directory, and what of that nobody has trusted.
struct ProjectTrust {
    std::string file;                           // by its real directory: the project's name in the store
    std::string directory;                      // the real one
    std::vector<project::Widening> asked;       // everything
    std::vector<project::Widening> untrusted;   // not trusted: a run ends with not_trusted
    std::vector<project::Widening> left_out{};  // variables that are not trusted: a run goes on without them
};

// mounts: of this very project, as they were resolved: what is judged is what will be mounted. A project that asks for
// nothing, the usual one, reads nothing.
ProjectTrust judge_trust(const project::Project& project, const paths::ResolvedMounts& mounts,
                         const Invocation& invocation, const os::FileSystem& files);

// Which of further widenings, of a line, are not trusted.
std::vector<project::Widening> untrusted_of(const std::vector<project::Widening>& widenings,
                                            const ProjectTrust& trust, const Invocation& invocation,
                                            const os::FileSystem& files);

// The name of the variable that a widening of `variables` is about.
std::string name_of_variable(const project::Widening& widening);

// Takes the variables that are left out away from the project.
void leave_out(const ProjectTrust& trust, project::Project& project);

// Reports what is not trusted as an error "untrusted" and what is left out as a warning "left-out", each with its place.
void report(const ProjectTrust& trust, text::Diagnostics& diagnostics);

// Below the errors: what to type, for people: complete lines.
std::string trust_advice();

// The user's store.
project::TrustStore trust_store(const Invocation& invocation, const os::FileSystem& files);

// TAO_SHIM_TRUSTED_PATHS (absolute paths, joined by ':') and `trusted_paths:` of the user's configuration, links
// resolved. What is not absolute or cannot be read counts for nothing.
std::vector<std::string> trusted_paths(const os::Environment& environment, const os::FileSystem& files);

// What is wrong with TAO_SHIM_TRUSTED_PATHS, a line each without the end of the last; empty: nothing.
std::string fault_of_trusted_paths(const os::Environment& environment);

// A project file that was just written, or is about to be, in its very content.
struct WrittenProject {
    std::string file;  // absolute
    std::string content;
};

// What such a file asks for, each with its line (from 1; 0: the file as a whole). Nothing if it is no project file.
struct WrittenWidening {
    project::Widening widening;
    std::size_t line = 0;
};
std::vector<WrittenWidening> asked_by(const WrittenProject& written, const Invocation& invocation,
                                      const os::FileSystem& files);

// Trusts exactly that, whatever the file holds by now.
std::error_code trust(const WrittenProject& written, const Invocation& invocation,
                      const os::FileSystem& files);

}  // namespace tao::plan
