#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "project/project.hpp"
#include "text/source.hpp"

// The keys of tao-project.yaml are one table, and its rows are what runs: the reader, `tao-shim config`, trust, layouts,
// the schema, the manual and completion go by it. A new key is a new row, and a place in Project for its value.
namespace tao::project {

struct Reading;
struct RealPaths;
struct Shown;
struct Widening;
namespace yaml {
struct Node;
}

// What every table of keys has, whichever file it is about: the project file or the user's own configuration.
struct KeyName {
    std::string_view path;   // docker.shm_size; [] for the entries of a list or of a map of free names
    std::string_view words;  // the words or forms it takes, for people: "warn, error or mount"
    std::string_view about;  // what it is for, in a few words
    std::string_view
        aliases{};  // names of the same thing elsewhere (NVIDIA's file, Compose), separated by blanks
};

// The names in a table, whatever else its rows hold. A view: the table outlives it.
class KeyNames {
  public:
    template <typename Row>
    explicit constexpr KeyNames(std::span<const Row> rows)
        : rows_(rows.data()), count_(rows.size()), at_([](const void* first, std::size_t index) -> auto& {
              return static_cast<const Row*>(first)[index].name;
          }) {}

    std::size_t count() const { return count_; }
    const KeyName& operator[](std::size_t index) const { return at_(rows_, index); }

    // Nothing under that path: null.
    const KeyName* find(std::string_view path) const;

    // The names directly below a path ("" for the top, "docker", "mounts[]").
    std::vector<std::string> below(std::string_view path) const;

    // Is it one of these?
    bool is_below(std::string_view path, std::string_view name) const;

    // The name below `path` that was probably meant: a near one, or one that has `name` as an alias. Empty if none.
    std::string suggestion(std::string_view path, std::string_view name) const;

    // The path of the key of that name on another level: "docker.user" for "user". Empty if there is none.
    std::string elsewhere(std::string_view name) const;

  private:
    const void* rows_;
    std::size_t count_;
    const KeyName& (*at_)(const void* first, std::size_t index);
};

// A key of tao-project.yaml, version 1. A function that is absent: the key above it, or the one with [] behind it, does
// that.
struct Key {
    KeyName name;

    // The JSON Schema of its value, as the members of an object. @keys@ stands for the keys directly below, @entry@ for
    // PATH[] (schema.hpp).
    std::string_view schema;

    // Reads a value into the project, or reports what is wrong with it. path: of this key.
    void (*read)(const Reading& reading, const yaml::Node& node, std::string_view path,
                 Project& project) = nullptr;

    // Adds what counts, for `tao-shim config` (settings.hpp). Adds nothing if the file does not say: then `otherwise`
    // is shown.
    void (*show)(const Project& project, std::vector<Shown>& shown) = nullptr;
    std::string_view otherwise{};

    // Which of its values need trust, for people; empty if none does. And adds those of them that the project has
    // (widening.hpp).
    std::string_view widens{};
    void (*widen)(const Project& project, const RealPaths& real, std::vector<Widening>& found) = nullptr;

    // Takes over what a layout has, unless the project says it itself. Absent: no layout may have the key. where: of the
    // line that names the layout, which becomes the place of what is taken over.
    void (*take)(Project& project, Project& layout, const std::optional<text::Span>& where) = nullptr;
};

using Keys = std::span<const Key>;

// All keys, in the order of the manual.
Keys keys();

// Nothing under that path: null.
const Key* find_key(std::string_view path, Keys keys);

}  // namespace tao::project
