#pragma once

#include <optional>
#include <string>
#include <vector>

#include "project/read.hpp"
#include "project/widening.hpp"
#include "support/catch.hpp"

namespace tao::tests {

// A project file that was read from a text, as /home/user/cars/tao-project.yaml of user 1000:1000.
struct ReadText {
    text::SourceFile source;
    std::string errors;  // rendered
    std::vector<std::string> ids;
    std::optional<project::Project> project;
};

inline ReadText read_text(const std::string& content, std::vector<std::string> environment = {}) {
    ReadText result;
    result.source = {.path = "tao-project.yaml", .content = content};
    const os::Environment variables(std::move(environment));
    const project::User user{.name = "user", .home = "/home/user", .uid = 1000, .gid = 1001};
    const project::Context context{.environment = variables,
                                   .user = user,
                                   .file = "/home/user/cars/tao-project.yaml",
                                   .directory = "/home/user/cars"};
    text::Diagnostics diagnostics(result.source);
    result.project = project::read(context, diagnostics);
    result.errors = text::render(diagnostics, false);
    for (const auto& one : diagnostics.all())
        result.ids.push_back(one.id);
    return result;
}

// The errors of a file that begins with "version: 1", which is line 1.
inline std::string errors_of(const std::string& content, std::vector<std::string> environment = {}) {
    return read_text("version: 1\n" + content, std::move(environment)).errors;
}

// What the file "version: 1\n" + content, in ~user/cars and without mounts, needs trust for: "KEY=VALUE" each.
inline std::vector<std::string> widened_by(const std::string& content) {
    const auto result = read_text("version: 1\n" + content);
    REQUIRE(result.errors.empty());
    const project::RealPaths no_mounts{.directory = "/home/user/cars", .sources = {}};
    std::vector<std::string> found;
    for (const project::Widening& widening : project::widenings(*result.project, no_mounts))
        found.push_back(widening.key + "=" + widening.value);
    return found;
}

}  // namespace tao::tests
