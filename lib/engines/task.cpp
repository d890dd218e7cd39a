#include "engines/task.hpp"

#include <algorithm>

namespace tao::engines {

namespace {

auto depth(const TaskMount& mount) {
    return std::count(mount.destination.begin(), mount.destination.end(), '/');
}

}  // namespace

void sort_by_depth(std::vector<TaskMount>& mounts) {
    std::stable_sort(mounts.begin(), mounts.end(),
                     [](const TaskMount& one, const TaskMount& other) { return depth(one) < depth(other); });
}

bool by_pyxis(const Placement& placement) {
    return placement.slurm.container.value == project::Slurm::Container::pyxis;
}

bool by_pyxis(const Task& task) {
    return task.placement && by_pyxis(*task.placement);
}

std::optional<char> refused_by_pyxis(std::string_view path) {
    const auto found = path.find_first_of(",:$`\"\\\n");
    if (found == std::string_view::npos) return std::nullopt;
    return path[found];
}

bool has_variable(const Task& task, std::string_view name) {
    return std::any_of(task.variables.begin(), task.variables.end(),
                       [&](const auto& variable) { return variable.first == name; });
}

std::optional<std::string> visible_devices(const Task& task) {
    if (has_variable(task, "CUDA_VISIBLE_DEVICES")) return std::nullopt;
    if (!task.gpus) return task.visible_gpus;
    const project::Gpus& gpus = task.gpus->value;
    switch (gpus.choice) {
        case project::Gpus::Choice::all:
            return std::nullopt;
        // CUDA ignores every device from the first invalid index on.
        case project::Gpus::Choice::none:
            return "-1";
        case project::Gpus::Choice::listed:
            break;
    }
    return list_of(gpus);
}

std::string list_of(const project::Gpus& gpus) {
    std::string list;
    for (const int index : gpus.indices) {
        if (!list.empty()) list += ',';
        list += std::to_string(index);
    }
    return list;
}

}  // namespace tao::engines
