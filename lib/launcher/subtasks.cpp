#include "launcher/subtasks.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "launcher/asked_task.hpp"
#include "launcher/identify.hpp"
#include "launcher/task_table.hpp"
#include "text/escape.hpp"
#include "text/suggest.hpp"

namespace tao::launcher {

namespace {

enum class Home { any, not_deploy, deploy };

struct Subtask {
    std::string_view name;
    Home home;
};

// Those of published lines and of the images' own lists. What a deploy image does is to build engines and to run them.
constexpr Subtask subtasks[] = {
    {"train", Home::not_deploy},
    {"evaluate", Home::any},
    {"inference", Home::any},
    {"export", Home::not_deploy},
    {"prune", Home::not_deploy},
    {"retrain", Home::not_deploy},
    {"finetune", Home::not_deploy},
    {"quantize", Home::not_deploy},
    {"distill", Home::not_deploy},
    {"dataset_convert", Home::not_deploy},
    {"gen_trt_engine", Home::deploy},

    {"run", Home::any},
    {"convert", Home::any},
    {"analyze", Home::any},
    {"validate", Home::any},
    {"generate", Home::any},
    {"augment", Home::any},
    {"confmat", Home::any},
    {"kmeans", Home::any},
    {"infer", Home::any},
    {"infer_onnx", Home::any},
    {"calibration_tensorfile", Home::any},
    {"create_tokenizer", Home::any},
    {"default_specs", Home::any},
    {"download_specs", Home::any},
    {"download_and_convert_tatoeba", Home::any},
};

const Subtask* find(std::string_view name) {
    const auto* const found = std::find_if(std::begin(subtasks), std::end(subtasks),
                                           [&](const Subtask& each) { return each.name == name; });
    return found == std::end(subtasks) ? nullptr : found;
}

bool is_name(std::string_view word) {
    return !word.empty() && std::all_of(word.begin(), word.end(), [](char byte) {
        return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' || byte == '-';
    });
}

std::string misspelt(const std::string& name) {
    std::vector<std::string> names;
    for (const Subtask& each : subtasks)
        names.emplace_back(each.name);
    const auto near = text::closest(name, names);
    return near ? text::quoted(name) + " is no subtask; did you mean " + *near + "?" : std::string();
}

}  // namespace

std::string unknown_subtask_hint(const CommandLine& line,
                                 const std::function<std::optional<TaskTable>()>& read_tasks) {
    if (line.request != Request::task || !is_name(line.subtask)) return {};
    const Subtask* const known = find(line.subtask);
    if (known == nullptr) return misspelt(line.subtask);
    if (known->home == Home::any || line.group.empty()) return {};
    const bool is_deploy = line.group == deploy_group;
    if (is_deploy == (known->home == Home::deploy)) return {};
    const auto tasks = read_tasks();
    const std::string_view other = is_deploy ? "model" : deploy_group;
    if (!tasks || !tasks->has(other, line.task)) return {};
    return "the group " + line.group + " has no " + line.subtask + "; it is `tao " + std::string(other) +
           " " + line.task + " " + line.subtask + "`";
}

std::string unknown_subtask_hint(const CommandLine& line, Launcher launcher,
                                 const os::Environment& environment, const os::FileSystem& files) {
    if (launcher.kind != ProgramKind::launcher) return {};
    return unknown_subtask_hint(line, [&] {
        complete(launcher, files);
        return read_task_table(launcher, environment, files);
    });
}

}  // namespace tao::launcher
