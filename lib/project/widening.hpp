#pragma once

#include <optional>
#include <string>
#include <vector>

#include "project/keys.hpp"
#include "project/project.hpp"
#include "text/source.hpp"

// Trust: a project file may be somebody else's (a clone, an unpacked archive). What stays in its own directory needs
// nothing. What widens what the container can do to this computer counts only once the user has said so.
namespace tao::project {

// A value of a project file that widens what the container can do.
struct Widening {
    std::string key{};  // its path in keys.hpp: docker.network; widenings() sets it
    std::string value;  // in one canonical form; the trust is bound to it
    std::optional<text::Span> where;
    // What it lets the container do, for people: "docker.network 'host' puts the container into ...". Empty in a store.
    std::string meaning{};
    // Where a variable of the project leads outside of its directory, links resolved. Empty for all else, and in a store.
    std::string leads_to{};

    // The same widening, wherever it stands in the file.
    bool same_as(const Widening& other) const { return key == other.key && value == other.value; }
};

// Where the project and the paths of its file really are: every link resolved, also where the end of a path does not exist
// yet. A repository can hold links, and where they lead is what the container gets.
struct RealPaths {
    // A path that a variable of the project leads to.
    struct Named {
        std::string path;
        std::string variable;
        std::optional<text::Span> where;
    };
    std::string directory;             // of the project
    std::vector<std::string> sources;  // one for each of Project::mounts, in their order
    // What exists of the paths in the variables' values and no mount shows. Asked for with `unmapped: mount` only.
    std::vector<Named> named{};
    // Where the variables lead that name a directory of this computer (known_names.hpp).
    std::vector<Named> host_directories{};
    std::string home{};  // the user's; empty: not known
};

// Every widening of the project, in the order of the file: what the rows of the table find, and every reference to the
// user's environment in a value of the other keys, unless the name is free (known_names.hpp).
std::vector<Widening> widenings(const Project& project, const RealPaths& real, Keys table = keys());

// A variable of the environment that a value refers to, as a widening of that key. The trust is bound to the name.
Widening from_environment(std::string_view key, const std::string& name,
                          const std::optional<text::Span>& where);

// What the user has trusted, from everywhere that it is kept.
struct Trust {
    std::vector<Widening> granted;  // for this very project file (trust_store.hpp)
    std::vector<std::string>
        trusted_paths;  // TAO_SHIM_TRUSTED_PATHS, the user's configuration; absolute, real
};

// Those of the widenings that nobody has trusted. A trusted path covers every widening of a project whose directory
// is that path or below it, and every source and every directory named by a variable below it, by whole components. Such a
// directory needs no trust of its own either where it is one that was granted as a source, or below. A source that was
// granted may be mounted for reading only, too.
std::vector<Widening> untrusted(const std::vector<Widening>& widenings, const std::string& real_directory,
                                const Trust& trust);

}  // namespace tao::project
