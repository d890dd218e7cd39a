#include "project/known_names.hpp"

#include <algorithm>

namespace tao::project {

namespace {

// A test compares both with config/layouts/.
constexpr std::string_view of_layouts[] = {
    "LOCAL_PROJECT_DIR",
    "LOCAL_EXPERIMENT_DIR",
    "LOCAL_DATA_DIR",
    "LOCAL_SPECS_DIR",
    "HOST_DATA_DIR",
    "HOST_SPECS_DIR",
    "HOST_RESULTS_DIR",
    "HOST_MODEL_DIR",
    "USER_EXPERIMENT_DIR",
    "DATA_DOWNLOAD_DIR",
    "DATA_DIR",
    "SPECS_DIR",
    "RESULTS_DIR",
    "MODEL_DIR",
    "KEY",
    "NUM_GPUS",
};
constexpr std::string_view of_the_user[] = {"KEY", "NUM_GPUS", "HOME", "USER"};

// With a * at its end: every name that begins so.
constexpr std::string_view steering[] = {
    // What the loader takes away from programs that have more rights than their caller (ld.so(8), secure-execution mode),
    // as far as it decides what is loaded, written or asked.
    "LD_*",
    "GLIBC_TUNABLES",
    "GCONV_PATH",
    "GETCONF_DIR",
    "LOCPATH",
    "NLSPATH",
    "MALLOC_*",
    "HOSTALIASES",
    "LOCALDOMAIN",
    "RESOLV_HOST_CONF",
    "RES_OPTIONS",
    // NVIDIA's hooks: what they put into the container, and where they look for their settings and programs.
    "NVIDIA_*",
    "XDG_CONFIG_HOME",
    "PATH",
    "GODEBUG",
    // Engines and their command lines.
    "DOCKER_*",
    "CONTAINER_*",
    "CONTAINERS_*",
    "APPTAINER*",
    "SINGULARITY*",
    "ENROOT_*",
    "MELLANOX_*",
    "PYXIS_*",
    "SLURM*",
    "SRUN_*",
    "SBATCH_*",
};

bool matches(std::string_view pattern, std::string_view name) {
    if (!pattern.ends_with('*')) return name == pattern;
    return name.starts_with(pattern.substr(0, pattern.size() - 1));
}

template <typename Table>
bool has(const Table& table, std::string_view name) {
    return std::find(std::begin(table), std::end(table), name) != std::end(table);
}

}  // namespace

std::span<const std::string_view> layout_variables() {
    return of_layouts;
}

bool is_layout_variable(std::string_view name) {
    return has(of_layouts, name);
}

bool is_host_directory(std::string_view name) {
    constexpr std::string_view beginnings[] = {"LOCAL_", "HOST_"};
    constexpr std::string_view endings[] = {"DIR", "PATH", "ROOT", "FOLDER"};
    if (name == "NOTEBOOK_ROOT") return true;
    return std::any_of(std::begin(beginnings), std::end(beginnings),
                       [&](std::string_view one) { return name.starts_with(one); }) &&
           std::any_of(std::begin(endings), std::end(endings),
                       [&](std::string_view one) { return name.ends_with(one); });
}

std::span<const std::string_view> free_environment() {
    return of_the_user;
}

bool is_free_environment(std::string_view name) {
    return has(of_the_user, name);
}

bool steers_this_computer(std::string_view container_variable) {
    return std::any_of(std::begin(steering), std::end(steering),
                       [&](std::string_view pattern) { return matches(pattern, container_variable); });
}

}  // namespace tao::project
