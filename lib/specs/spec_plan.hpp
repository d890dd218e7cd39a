#pragma once

#include <memory>
#include <string>
#include <vector>

#include "project/project.hpp"
#include "specs/spec_words.hpp"
#include "text/diagnostic.hpp"

namespace tao::specs {

struct SpecOptions {
    project::Specs mode = project::Specs::check;
    std::string project_file;              // the name to show in advice
    project::Writing writing{};            // and its form
    bool is_mode_written = false;          // `specs:` stands in it
    std::vector<std::string> to_create{};  // sources of mounts with `create: true`
    bool only_command =
        false;  // the words are a command, of which nobody knows what it writes to: `run cp A B`
    // The task will write to every file that the line names, and several tasks have the same line:
    enum class Own {
        none,
        copies,       // they go to the run's own copies, also where nothing in them changes
        node_copies,  // each node is to make its own
    };
    Own own = Own::none;
};

// A file to write for the run; the container has it at spec_copies_destination + "/" + path.
struct SpecCopy {
    std::string path;  // relative, one directory deep: "1/train.yaml"
    std::string content;
    std::string original;  // the file that it is a copy of, as people call it
};

// A file to copy in the container.
struct NodeCopy {
    std::string from;  // as the task would have named it: relative to where it starts, or absolute
    std::string to;    // absolute, below node_copies_directory
    bool operator==(const NodeCopy&) const = default;
};

// The findings about one file; they point into its text.
struct SpecReport {
    std::unique_ptr<text::SourceFile> source;
    text::Diagnostics diagnostics;
};

struct SpecPlan {
    std::vector<paths::Word> words;       // those given, with the copies in place of the files that have one
    std::vector<SpecCopy> copies;         // to write before the run, in a directory that is mounted
    std::vector<NodeCopy> node_copies{};  // to make on each node, once those are there
    std::vector<std::string> to_create;   // output directories to make first, as the user
    std::vector<SpecReport> reports;
    bool has_host_paths = false;  // findings that `specs: rewrite` would settle
    bool loses_files =
        false;  // a finding names what the task will not have, or would lose; no word sets its key
};

// Looks into the spec files that translated words name. Reads files, changes nothing.
//
//   check    findings, also of the files beside them that Hydra puts them together from
//   rewrite  findings but for paths that were translated, and copies of the files that hold such paths; of the files they
//            name as well, however deep, at most 64. A file that needs no change is not copied: the task reads the
//            original; so it does where files beside it count (SpecCopies::has_neighbours). Of the files that only other
//            files name, no findings, but for those that are included (names_included). Output directories under
//            options.to_create that do not exist are to be made.
//   off      nothing
//
// What a word names as an output is neither looked into nor copied: the task writes it anew. Nor is anything rewritten for
// a command of `run`.
//
// With options.own the files that words name are copied in every mode, for `run` as well.
// A file that has gone or cannot be read is left to the task; one that is larger than largest_spec is noted.
SpecPlan plan_specs(const std::vector<paths::Word>& words, const SpecSurroundings& surroundings,
                    const SpecOptions& options);

// The findings as they are printed, at most fifty a file; empty if there are none.
std::string render(const SpecPlan& plan, const SpecOptions& options, bool colour);

}  // namespace tao::specs
