#pragma once

#include <cstddef>
#include <string>

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
    dropped_path,       // under a destination that the launcher drops: written with the one that it keeps
    host_path,          // under a source: translated
    host_link,          // under a source only after its links are resolved: translated
    relative,           // the task's working directory shows the same file: stays
    unmapped,           // a host path that no mount covers
    unprovided,         // neither the host nor a mount has it, and no image either
    image_path,         // an absolute path that only the image can have
    not_a_path,
    translation_off,  // `translate: off`
    spec_copy,        // a spec file: the task gets a translated copy of it (spec_plan.hpp)
    node_copy,        // a spec file: each of several nodes makes a copy of its own
};

// The rule in words, for people: "host path under a mount".
const char* name(Rule rule);

// Something the user should hear about a path.
struct Finding {
    enum class Kind {
        // The user means a file of the host, or a new one in a directory of the host, and the container does not have it:
        // no mount covers it, a link leads out of its mount, or another mount hides it.
        unmapped,
        // Nothing has it, and no image does either: what the task writes there is lost.
        unprovided,
        // A container path that neither a mount nor the host has, nearly below a destination: `other` is what it was
        // probably meant to be.
        misspelt_destination,
        // Read as container path; the container will not have it, while the host has a file of that name.
        ambiguous_container,
        // A path of both sides, and no reading is better than the other: the container's was taken; `other` is what to
        // type for the host's.
        two_readings,
        // Under a source, and neither side has the file; but in the container another mount is there, and what the task
        // writes goes to `other` on the host.
        hidden,
        // A word without a slash that is also a directory, or a link to one, which the container has under another name,
        // or not at all: `other` is empty.
        bare_directory,
        // The same behind an option that can name nothing else than a directory: the task looks for it where it runs.
        named_directory,
        // A file or directory to write to, by a name that the task reads from another directory than the caller's:
        // `other` is the container's name of the caller's (empty: no mount shows it), `kept` what the task writes to.
        relative_output,
        // To be written to, in a mount that is read-only: `other` is the mount's source.
        read_only,
        // To be written to by the caller, who may not write to the file or directory `other` of the host.
        not_writable,
        // file:// and a path of the host, or a path in a list with URLs, that the container has elsewhere: all of it stays as
        // it is, and the task looks in vain. `other` is what to type.
        url_of_host,
        // As Windows writes it; `other` is the same on this computer (empty: it is not there).
        foreign,
        // $NAME of a variable that is not set, ~NAME of a user who is not known here, or what only a shell or the
        // container puts a value in for (unexpanded.hpp): the task gets it as it stands.
        unexpanded,
        // Single quotes or backslashes that the task gets as a part of a path's name (kept_quotes.hpp): `path` is the text
        // without them, `other` the word.
        kept_quotes,
        // With a character that only looks like one of a line (misprints.hpp), as pages have it: `path` is that character,
        // `other` what to type.
        misprinted,
    };
    Kind kind = Kind::unmapped;
    std::size_t word = 0;  // index into the words
    std::string path{};    // absolute, of the host where it is one, normalised; of a link: where it leads
    std::string other{};
    std::string typed{};  // the path as it was typed, if that is another text
    std::string
        kept{};  // of a relative output: the host's file that is written to; empty: the image's, which is lost
    bool operator==(const Finding&) const = default;
};

// The kind for programs: "unmapped".
const char* name(Finding::Kind kind);

}  // namespace tao::paths
