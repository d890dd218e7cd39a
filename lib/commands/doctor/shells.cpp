#include "commands/doctor/checks.hpp"
#include "commands/enable/winners.hpp"
#include "text/escape.hpp"

namespace tao::commands {

namespace {

using namespace std::chrono_literals;

// A start-up file may ask the network for something; doctor does not wait for that.
constexpr auto shell_patience = 2s;

// One line for all places where the shim is first, and one for each where another program is. A place without any
// `tao` is nobody's mistake: not every shell is meant for training.
Symptoms symptoms_of(const std::vector<Winner>& winners) {
    Symptoms symptoms;
    std::string fine;
    for (const Winner& winner : winners) {
        if (winner.is_shim) fine += (fine.empty() ? "" : ", ") + winner.place;
    }
    if (!fine.empty()) symptoms.push_back({Symptom::Level::fine, "tao is the shim in " + fine, ""});
    for (const Winner& winner : winners) {
        if (winner.is_shim || winner.program.empty()) continue;
        symptoms.push_back(
            {Symptom::Level::remark,
             "in " + winner.place + " tao is " + text::visible(winner.program) + " and not the shim",
             winner.remedy});
    }
    return symptoms;
}

}  // namespace

Symptoms check_shells(const Patient& patient) {
    return symptoms_of(winners_in_shells(patient.surroundings, shell_patience));
}

Symptoms check_kernels(const Patient& patient) {
    return symptoms_of(winners_in_kernels(patient.surroundings));
}

}  // namespace tao::commands
