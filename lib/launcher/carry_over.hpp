#pragma once

#include <string>
#include <vector>

#include "launcher/command_line.hpp"
#include "launcher/find_launcher.hpp"
#include "launcher/launcher.hpp"
#include "os/environment.hpp"
#include "os/file_system.hpp"

namespace tao::launcher {

// What becomes of a typed line for the launcher that was found.
struct CarriedOver {
    enum class Outcome {
        native,    // in the launcher's own grammar: the words stay, no table was opened
        carried,   // `words` are another way to say the same
        as_typed,  // unknown or ambiguous: the words stay, the launcher says what it thinks of them
    };
    Outcome outcome = Outcome::native;
    Launcher launcher;               // whom to start: the one found, or the tao-deploy of 4.x beside it
    std::vector<std::string> words;  // behind the program's name
    CommandLine line;                // the words split in the launcher's grammar
    std::string reason;              // for `explain`: "6.26.3 has detectnet_v2 in the group model"
    // as_typed: one line for the user, to be shown behind the launcher's own message; else empty.
    std::string hint;
};

// Whether the line, typed as `program`, needs the launcher's task table: a line of the launcher's own grammar never
// does. Decided from the words and the launcher's script alone:
//   - bare, help, list, stop, info and the client's lines never do;
//   - for 5.x and later a line does that begins with no group (model, dataset, deploy), or was typed as tao-deploy;
//   - for 4.x and earlier a line does that begins with a group;
//   - and one whose task was renamed before or after the launcher's generation (config/renamed_tasks.inc).
bool needs_task_table(const std::string& program, const std::vector<std::string>& words,
                      const Launcher& launcher);

// Carries the line over where that is safe:
//   TASK ... -> GROUP TASK ...: the group deploy for gen_trt_engine and trtexec, else model, else dataset, else
//     the only other group; but a task that only deploy has is not moved there for `train`, which deploy has not;
//   model TASK ... -> TASK ... on 4.x and earlier; deploy TASK ... on 4.x is for its program tao-deploy;
//   typed as tao-deploy: TASK ... -> deploy TASK ... on 5.x and later;
//   a renamed task gets the launcher's name of it.
// A first word that is a group of the user's own table (~/.tao/config.json) is native.
CarriedOver carry_over(const Search& search, const Launcher& launcher, const os::Environment& environment,
                       const os::FileSystem& files);

}  // namespace tao::launcher
