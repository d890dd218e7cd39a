#pragma once

#include <optional>
#include <string>
#include <vector>

#include "specs/edits.hpp"
#include "specs/path_finder.hpp"
#include "specs/values.hpp"
#include "support/memory_file_system.hpp"

namespace tao::tests {

// The values as text, "KEY=VALUE" or "VALUE" where no key precedes.
inline std::vector<std::string> values_of(const std::string& content, specs::SpecForm form) {
    std::vector<std::string> found;
    for (const specs::SpecValue& value : specs::spec_values(content, form)) {
        const std::string text(value.place.in(content));
        found.push_back(value.key.empty() ? text : std::string(value.key) + "=" + text);
    }
    return found;
}

// A project in /home/user/cars at /workspace/tao-experiments, with the mount /raid/data at /data.
struct SpecComputer {
    MemoryFileSystem files;
    std::string here = "/home/user/cars";
    mutable std::optional<paths::Judge> judge;
    paths::MountTable mounts{{{.source = "/home/user/cars",
                               .real_source = "/home/user/cars",
                               .destination = "/workspace/tao-experiments"},
                              {.source = "/raid/data", .real_source = "/raid/data", .destination = "/data"}}};

    SpecComputer() {
        files.add_directory("/home/user/cars/specs");
        files.add_directory("/home/user/cars/images");
        files.add_directory("/raid/data/train");
    }

    // Valid until the next call: a judge looks at each file once.
    specs::SpecSurroundings surroundings() const {
        judge.emplace(mounts, files,
                      paths::Standpoint{.home = "/home/user", .working_directory = here, .workdir = {}});
        return {.mounts = mounts, .files = files, .judge = *judge};
    }

    specs::SpecPaths find(const std::string& content, const std::string& name = "train.yaml",
                          specs::Direction direction = specs::Direction::to_container) const {
        return specs::SpecPathFinder(surroundings()).find(text(content, name), direction);
    }

    std::string translated(const std::string& content, const std::string& name = "train.yaml",
                           specs::Direction direction = specs::Direction::to_container) const {
        return specs::translated(text(content, name), find(content, name, direction));
    }

    static specs::SpecText text(const std::string& content, const std::string& name) {
        return {.path = "/home/user/cars/specs/" + name,
                .form = specs::form_of(name, content),
                .content = content};
    }
};

}  // namespace tao::tests
