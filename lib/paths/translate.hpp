#pragma once

#include <string>
#include <vector>

#include "os/environment.hpp"
#include "paths/finding.hpp"
#include "paths/judge.hpp"

namespace tao::paths {

struct Word {
    std::string before;  // as typed
    std::string after;   // as the task gets it
    Rule rule = Rule::not_a_path;
    bool operator==(const Word&) const = default;
};

struct TranslateOptions {
    bool on = true;
    std::size_t leading_words = 2;     // how many words the grammar takes before arguments (task, subtask: 2)
    std::size_t launcher_words = 0;    // how many of them the launcher itself reads, whatever they are
    bool volume_option = false;        // does this launcher take --volume SRC:DST itself?
    bool shells = true;                // is it for the launcher's two shells, which take quotes away?
    std::vector<std::string> never{};  // further options whose value stays
    std::vector<std::string> set_for_task{};  // variables that the project sets in the container
};

struct Translation {
    std::vector<Word> words;
    std::vector<Finding> findings;  // at most one per path
};

// Translates the words behind the program name (group or task first). A word is judged by its value, never by
// the option before it, save for the secrets.
//
// In this order:
//   1. leading words, the launcher's own --volume SRC:DST (words that reach no shell): as typed
//   2. what the launcher's two shells would have done (shell_words.hpp)
//   3. secrets, what follows a lone --, URLs, special files: nothing more (never_translated.hpp)
//   4. at each place where a path may stand (path_parts.hpp): what the judge says (judge.hpp). A word with several paths
//      of the host is translated whole or not at all
//
// Step 4 is idempotent: its results are container paths. Step 2 is idempotent but for values of variables
// that look like references or quotes themselves, which are put in once, as bash does.
Translation translate(const std::vector<std::string>& words, const Judge& judge,
                      const os::Environment& environment, const TranslateOptions& options);

}  // namespace tao::paths
