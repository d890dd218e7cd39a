#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tao::project {

// What a value must be. name_of() words it.
enum class Type {
    integer,
    boolean,
    text,
    path,
    choice,  // one of Key::words
    list,
    map,
    text_map,  // NAME: text
    mixed,     // several forms; Key::words names them
};

// How far a key can reach beyond the project; widenings() in trust.hpp has the values that do.
enum class Reach {
    harmless,
    widens,                  // any value that is more than Docker's default
    widens_outside_project,  // a path outside the project directory
    widens_unless_host,      // docker.user: any user but the caller
    widens_by_name,          // envs: variables that programs of this computer obey as well
};

// A key of tao-project.yaml, version 1.
struct Key {
    std::string_view path;  // docker.shm_size; [] for the entries of a list or of a map of free names
    Type type;
    Reach reach;
    std::string_view words;  // the words or forms it takes, for people: "warn, error or mount"
    std::string_view
        aliases;  // names of the same thing elsewhere (NVIDIA's file, Compose), separated by blanks
};

// All keys, in the order of the manual: the one place where a key exists. The reader, trust, the schema and
// the manual go by it.
std::span<const Key> keys();

// Nothing under that path: null.
const Key* find_key(std::string_view path);

// The names directly below a path ("" for the top, "docker", "mounts[]").
std::vector<std::string> names_below(std::string_view path);

// The name below `path` that was probably meant: a near one, or one that has `name` as an alias. Empty if none.
std::string suggestion(std::string_view path, std::string_view name);

}  // namespace tao::project
