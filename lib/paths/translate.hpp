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
    not_a_path,
    translation_off,    // `translate: off`
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
        unmapped,             // `path` exists on the host (or its directory does), no mount covers it
        ambiguous_container,  // read as container path; absent there, while the host path of that name exists
        relative_link,        // a relative path whose link leads where no mount reaches
    };
    Kind kind = Kind::unmapped;
    std::size_t word = 0;  // index into Translation::words
    std::string path;      // absolute host path
    bool operator==(const Finding&) const = default;
};

struct TranslateOptions {
    bool on = true;
    std::size_t leading_words = 2;   // how many words the grammar takes before arguments (task, subtask: 2)
    bool volume_option = false;      // does this launcher take --volume SRC:DST itself?
    std::vector<std::string> never;  // further options whose value stays
    std::string working_directory;   // the caller's, absolute; empty: relative words are not looked at
};

struct Translation {
    std::vector<Word> words;
    std::vector<Finding> findings;  // at most one per kind and path
};

// Translates the words behind the program name (group or task first). A word is judged by its value, never by
// the option before it, save for the secrets. Quotes and variables are first resolved as the launcher's two
// shells would have done: a word wholly in one pair of double quotes loses them, $NAME and ${NAME} of variables
// set in `environment` are replaced, nothing else is expanded. Translating the result again changes nothing.
Translation translate(const std::vector<std::string>& words, const MountTable& mounts,
                      const os::Environment& environment, const os::FileSystem& files,
                      const TranslateOptions& options);

}  // namespace tao::paths
