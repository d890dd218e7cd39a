#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "specs/hydra_choices.hpp"
#include "specs/path_finder.hpp"

namespace tao::specs {

// The spec files of a run and those they name, with the question which of them the task must get as copies.
class SpecCopies {
  public:
    explicit SpecCopies(const SpecSurroundings& surroundings)
        : surroundings_(surroundings), finder_(surroundings) {}

    // A file that the command line names. Nothing if it cannot be read.
    std::optional<std::size_t> add(const std::string& path);

    // The file is named by that directory, which may be further above, and cannot be given as a copy.
    void keep_below(std::size_t file, std::string root) {
        files_[file].root = std::move(root);
        files_[file].has_neighbours = true;
    }

    // What the command line chooses for Hydra (hydra_choices.hpp), before add_neighbours().
    void choose(HydraChoices choices) { choices_ = std::move(choices); }

    // Reads the files beside those that Hydra puts them together from (hydra_defaults.hpp), those that they include
    // (names_included), and the same of these.
    void add_neighbours();

    // Reads what the files name, again and again until nothing new comes, and decides which files are copied: one of the
    // command line in which a path is translated, one that they name in which an absolute path is, and every file that
    // names a copied one. A file that names itself, through others, is no special case.
    void follow();

    std::size_t size() const { return files_.size(); }
    const SpecText& text(std::size_t file) const { return files_[file].text; }
    const SpecPaths& paths(std::size_t file) const { return files_[file].paths; }
    bool is_copied(std::size_t file) const { return files_[file].copied; }
    // Is it read together with the files beside it, which a copy would not have? A Hydra configuration with a list of
    // `defaults`, or from whose groups the line chooses; a program. Never copied.
    bool has_neighbours(std::size_t file) const { return files_[file].has_neighbours; }

    // Is it one of several files that are read as one, so that what it refers to may be in another?
    bool is_composed(std::size_t file) const { return files_[file].has_neighbours || files_[file].included; }

    // Relative to the directory of the copies: each file in a directory of its own, by its own name.
    std::string name_of_copy(std::size_t file) const;

    // The translated text, in which the names of copied files lead to the copies below `directory`.
    std::string content_of_copy(std::size_t file, std::string_view directory) const;

  private:
    struct File {
        SpecText text;
        SpecPaths paths;
        std::vector<std::optional<std::size_t>> named{};  // of each of paths.paths: the file that it leads to
        bool typed = false;                               // on the command line
        bool has_neighbours = false;
        bool included = false;  // or includes another
        std::string root{};     // of Hydra's names: the directory of the file on the command line
        bool copied = false;
    };

    std::optional<std::size_t> find_or_read(const std::string& path, bool typed);
    bool must_be_copied(const File& file) const;
    void add_beside(std::size_t index, const std::vector<std::string>& paths);
    void add_included(std::size_t index);

    SpecSurroundings surroundings_;
    SpecPathFinder finder_;
    HydraChoices choices_;
    std::vector<File> files_;
};

}  // namespace tao::specs
