#pragma once

#include <string>
#include <vector>

#include "os/environment.hpp"
#include "os/file_system.hpp"
#include "paths/mount_table.hpp"

namespace tao::paths {

// Which rule decided about a word (`explain` shows it; name() words it).
enum class Rule {
    leading_word,       // group, task, subtask, `run`
    launcher_option,    // the launcher's own --volume SRC:DST: never reaches the task
    after_double_dash,  // behind a lone --
    secret,             // value of -k, --key, key=, *.encryption_key=, or `translate: never`
    url,                // has ://
    special_file,       // -, /dev/..., /proc/...
    container_path,     // under a destination: stays
    host_path,          // under a source: translated
    host_link,          // under a source only after its links are resolved: translated
    unmapped,           // an absolute host path that no mount covers
    image_path,         // an absolute path that neither a mount nor the host has: the image's own
    not_a_path,
    translation_off,  // `translate: off`
    spec_copy,        // a spec file: the task gets a translated copy of it (spec_plan.hpp)
};

// The rule in words, for people: "host path under a mount".
const char* name(Rule rule);

struct Word {
    std::string before;  // as typed
    std::string after;   // as the task gets it
    Rule rule = Rule::not_a_path;
    bool operator==(const Word&) const = default;
};

// Something the user should hear about a word.
struct Finding {
    enum class Kind {
        // `path` exists on the host, or its directory does (an output that would be lost with the container);
        // no mount covers it. Never for system directories. Also a host path under a mount whose link leads
        // out
        // of every mount.
        unmapped,
        // Read as container path; the container will not have it, while the host has a file of that name.
        ambiguous_container,
        // A relative word that the host has, but whose link leads out of the mount of the working directory,
        // or
        // which another mount hides there: the container has something else, or nothing, under that name.
        relative_link,
        // A container path that neither a mount nor the host has, nearly below a destination: `path` is what it was
        // probably meant to be.
        misspelt_destination,
    };
    Kind kind = Kind::unmapped;
    std::size_t word = 0;  // index into Translation::words
    std::string
        path;  // absolute host path, normalised; of a link: where it leads; of a misspelt one: the right one
    bool operator==(const Finding&) const = default;
};

struct TranslateOptions {
    bool on = true;
    std::size_t leading_words = 2;     // how many words the grammar takes before arguments (task, subtask: 2)
    bool volume_option = false;        // does this launcher take --volume SRC:DST itself?
    std::vector<std::string> never{};  // further options whose value stays
    std::string working_directory{};   // the caller's, absolute; empty: relative words are not looked at
};

struct Translation {
    std::vector<Word> words;
    std::vector<Finding> findings;  // at most one per kind and path
};

// Translates the words behind the program name (group or task first). A word is judged by its value, never by
// the option before it, save for the secrets.
//
// In this order:
//   1. leading words, the launcher's own --volume SRC:DST (words that reach no shell): as typed
//   2. what the launcher's two shells would have done (shell_words.hpp)
//   3. secrets, what follows a lone --, URLs, special files: nothing more (never_translated.hpp)
//   4. at each place where a path may stand (path_places.hpp): a path under a destination is a container path
//   and
//      stays byte for byte, even if it is under a source as well; else a path under a source is translated,
//      as written, or by its real path if only that is under one or if its link leaves the mount
//
// Step 4 is idempotent: its results are container paths. Step 2 is idempotent but for values of variables
// that look like references or quotes themselves, which are put in once, as bash does.
Translation translate(const std::vector<std::string>& words, const MountTable& mounts,
                      const os::Environment& environment, const os::FileSystem& files,
                      const TranslateOptions& options);

}  // namespace tao::paths
