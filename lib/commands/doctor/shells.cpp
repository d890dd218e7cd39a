#include "commands/doctor/checks.hpp"
#include "commands/enable/winners.hpp"
#include "text/escape.hpp"

namespace tao::commands {

namespace {

using namespace std::chrono_literals;

// A start-up file may ask the network for something; doctor does not wait for that.
constexpr auto shells_to_answer = 2s;

// One line for all places where the shim is first, and one for each where another program is. A place without any
// `tao` is nobody's mistake: not every shell is meant for training.
CheckResults results_of(const std::vector<Winner>& winners) {
    CheckResults results;
    std::string fine;
    for (const Winner& winner : winners) {
        if (winner.is_shim) fine += (fine.empty() ? "" : ", ") + winner.place;
    }
    if (!fine.empty()) results.push_back({CheckResult::Level::fine, "tao is the shim in " + fine, ""});
    for (const Winner& winner : winners) {
        if (winner.is_silent) {
            results.push_back({CheckResult::Level::remark,
                               winner.place +
                                   " did not say in time what tao is there: its start-up files wait, "
                                   "end it or start another program",
                               winner.question});
        } else if (*winner.hidden_by != '\0') {
            results.push_back(
                {CheckResult::Level::remark,
                 "in " + winner.place + " tao is " + winner.hidden_by + ", which comes before every program",
                 "grep -rnE 'alias +tao|function +tao|^ *tao *[(]' " + text::shell_word(winner.start_file)});
        }
        if (winner.is_shim || winner.program.empty() || *winner.hidden_by != '\0') continue;
        std::string message =
            "in " + winner.place + " tao is " + text::visible(winner.program) + " and not the shim";
        std::string remedy = winner.remedy;
        if (!winner.has_lines.empty()) {
            message +=
                ", though " + text::visible(winner.has_lines) +
                " has the shim's lines: something in front of them ends that file, or something behind "
                "them sets PATH";
            remedy = "grep -nE 'return|exit|exec|PATH' " + text::shell_word(winner.has_lines);
        }
        results.push_back({CheckResult::Level::remark, std::move(message), std::move(remedy)});
    }
    return results;
}

}  // namespace

CheckResults check_shells(const CheckInput& input) {
    return results_of(winners_in_shells(input.surroundings, shells_to_answer));
}

CheckResults check_kernels(const CheckInput& input) {
    return results_of(winners_in_kernels(input.surroundings));
}

}  // namespace tao::commands
