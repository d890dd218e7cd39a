#include "project/engine_names.hpp"

#include <algorithm>
#include <iterator>

namespace tao::project {

namespace {

struct OtherName {
    std::string_view name;
    std::string_view engine;
    std::string_view container;  // empty: it is none
};

constexpr std::string_view apptainers = "write apptainer: it is found under both names";
constexpr std::string_view by_pyxis_on_slurm = "write slurm, and container: pyxis below slurm:";
constexpr std::string_view of_slurm = "write slurm";

constexpr OtherName other_names[] = {
    {"singularity", apptainers, apptainers},
    {"singularity-ce", apptainers, apptainers},
    {"singularityce", apptainers, apptainers},
    {"pyxis", by_pyxis_on_slurm, {}},
    {"enroot", by_pyxis_on_slurm, "write pyxis, by which Slurm starts containers of enroot"},
    {"srun", of_slurm, {}},
    {"sbatch", of_slurm, {}},
    {"nvidia-docker", "write docker", "write docker"},
    {"tao", "write launcher", {}},
    {"tao-launcher", "write launcher", {}},
    {"nvidia-tao", "write launcher", {}},
};

const OtherName* other_name(std::string_view name) {
    const auto* const found = std::find_if(std::begin(other_names), std::end(other_names),
                                           [&](const OtherName& one) { return one.name == name; });
    return found == std::end(other_names) ? nullptr : found;
}

}  // namespace

std::string engine_called(std::string_view name) {
    const OtherName* const found = other_name(name);
    return found == nullptr ? std::string() : std::string(found->engine);
}

std::string container_called(std::string_view name) {
    const OtherName* const found = other_name(name);
    return found == nullptr ? std::string() : std::string(found->container);
}

}  // namespace tao::project
