#include "commands/names.hpp"

namespace tao::commands {

using launcher::ProgramKind;

const char* name_of(ProgramKind kind) {
    switch (kind) {
        case ProgramKind::launcher:
            return "NVIDIA's launcher";
        case ProgramKind::client:
            return "nvidia-tao-client";
        case ProgramKind::unknown:
            return "not a launcher that this shim knows";
    }
    return "";
}

const char* word_of(ProgramKind kind) {
    switch (kind) {
        case ProgramKind::launcher:
            return "launcher";
        case ProgramKind::client:
            return "client";
        case ProgramKind::unknown:
            return "unknown";
    }
    return "";
}

std::string form_of_lines(const launcher::Launcher& launcher) {
    if (launcher.kind != ProgramKind::launcher) return {};
    if (launcher.deploy_entry) return "tao-deploy TASK SUBTASK";
    return launcher.grammar == launcher::Grammar::group_first ? "tao GROUP TASK SUBTASK" : "tao TASK SUBTASK";
}

}  // namespace tao::commands
