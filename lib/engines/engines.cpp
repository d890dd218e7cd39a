#include "engines/engines.hpp"

#include <algorithm>
#include <csignal>

namespace tao::engines {

namespace {

using project::Engine;

bool never(int) {
    return false;
}

bool from_125_to_127(int status) {
    return status >= 125 && status <= 127;
}

bool is_255(int status) {
    return status == 255;
}

// As SLURM_EXIT_ERROR tells srun.
bool is_125(int status) {
    return status == 125;
}

constexpr EngineRow all_engines[] = {
    {.engine = Engine::launcher,
     .name = "launcher",
     .programs = {},
     .check = check_for_launcher,
     .render = render_for_launcher,
     .takes_image_files = false,
     .own_failure = never,
     .leftover = EngineRow::Leftover::by_api},
    {.engine = Engine::docker,
     .name = "docker",
     .programs = {"docker"},
     .check = check_for_docker,
     .render = render_for_docker,
     .takes_image_files = false,
     .own_failure = from_125_to_127,
     .leftover = EngineRow::Leftover::by_api},
    {.engine = Engine::podman,
     .name = "podman",
     .programs = {"podman"},
     .check = check_for_podman,
     .render = render_for_podman,
     .takes_image_files = false,
     .own_failure = from_125_to_127,
     .leftover = EngineRow::Leftover::by_command,
     .process_file_option = "--pidfile"},
    {.engine = Engine::apptainer,
     .name = "apptainer",
     .programs = {"apptainer", "singularity"},
     .check = check_for_apptainer,
     .render = render_for_apptainer,
     .takes_image_files = true,
     .own_failure = is_255,
     .leftover = EngineRow::Leftover::none,
     .small_temporary_directory = true},
    // A job ends with its srun, however that ends. With --disable-status it hands SIGINT on to the task at once; SIGTERM
    // would have the task killed.
    {.engine = Engine::slurm,
     .name = "slurm",
     .programs = {"srun"},
     .check = check_for_slurm,
     .render = render_for_slurm,
     .takes_image_files = true,
     .own_failure = is_125,
     .leftover = EngineRow::Leftover::none,
     .stop_signal = SIGINT,
     .watches_errors = true},
};

}  // namespace

std::span<const EngineRow> engine_rows() {
    return all_engines;
}

const EngineRow& row_of(Engine engine) {
    return *std::find_if(std::begin(all_engines), std::end(all_engines),
                         [&](const EngineRow& row) { return row.engine == engine; });
}

bool brings_in(Engine engine, bool pyxis, std::string_view variable) {
    if (engine == Engine::slurm) return pyxis && variable.starts_with("PYXIS_CONTAINER_");
    if (engine != Engine::apptainer) return false;
    // Each option has variables; these are the ones of options that show in the container (action_flags.go).
    constexpr std::string_view options[] = {"APP",     "APPNAME",  "BIND",       "BINDPATH",   "CONTAINLIBS",
                                            "CWD",     "ENV_FILE", "FUSESPEC",   "HOME",       "HOSTNAME",
                                            "MOUNT",   "NO_HOME",  "NO_MOUNT",   "OVERLAY",    "OVERLAYIMAGE",
                                            "PWD",     "SCRATCH",  "SCRATCHDIR", "TARGET_CWD", "TARGET_PWD",
                                            "WORKDIR", "WRITABLE"};
    for (const std::string_view prefix : {"APPTAINER", "SINGULARITY"}) {
        if (!variable.starts_with(prefix)) continue;
        const std::string_view rest = variable.substr(prefix.size());
        if (rest.starts_with("ENV_")) return true;
        return rest.starts_with('_') &&
               std::find(std::begin(options), std::end(options), rest.substr(1)) != std::end(options);
    }
    return false;
}

std::string container_name(std::string_view run_id) {
    return "tao-" + std::string(run_id);
}

std::string engines_that_can(std::initializer_list<Engine> engines) {
    std::string names;
    for (const Engine engine : engines) {
        const bool last = engine == *(engines.end() - 1);
        if (!names.empty()) names += last ? " and " : ", ";
        names += row_of(engine).name;
    }
    return names + " can: write engine: " + std::string(row_of(*engines.begin()).name);
}

}  // namespace tao::engines
