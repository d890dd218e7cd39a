#pragma once

#include <string>
#include <vector>

#include "os/file_system.hpp"
#include "plan/plan.hpp"
#include "project/project.hpp"
#include "project/trust.hpp"
#include "project/trust_store.hpp"
#include "text/diagnostic.hpp"

namespace tao::plan {

// A project as trust knows it.
struct TrustedAs {
    std::string file;       // the project file by its real directory: the name in the store
    std::string directory;  // the real directory
    std::vector<project::Widening> widenings;
};
TrustedAs trusted_as(const project::Project& project, const os::FileSystem& files);

// The user's store.
project::TrustStore trust_store(const Invocation& invocation, const os::FileSystem& files);

// TAO_SHIM_TRUSTED_PATHS (absolute paths, joined by ':') and `trusted_paths:` of the user's configuration, links
// resolved. What is not absolute or cannot be read counts for nothing.
std::vector<std::string> trusted_paths(const os::Environment& environment, const os::FileSystem& files);

// The widenings of the project that nobody has trusted. A project without widenings, the usual one, reads nothing.
std::vector<project::Widening> untrusted(const project::Project& project, const Invocation& invocation,
                                         const os::FileSystem& files);

// Reports each of them as an error "untrusted" with its place. Are there any? Then the run ends with not_trusted, and
// trust_advice() stands below the findings.
bool report_untrusted(const project::Project& project, const Invocation& invocation,
                      const os::FileSystem& files, text::Diagnostics& diagnostics);

// What to type, for people: complete lines.
std::string trust_advice();

}  // namespace tao::plan
