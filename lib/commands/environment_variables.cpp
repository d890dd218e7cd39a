#include "commands/environment_variables.hpp"

namespace tao::commands {

namespace {

using enum EnvironmentVariable::Use;

// clang-format off
constexpr EnvironmentVariable documented[] = {
    {"TAO_PROJECT", ours_to_set, "A project file to use in place of the nearest tao-project.yaml."},
    {"TAO_SHIM", ours_to_set, "off, no, 0 or false: the shim does nothing; the launcher gets the line as it is. Anything else but nothing is an error."},
    {"TAO_SHIM_LAUNCHER", ours_to_set, "The path of NVIDIA's launcher, in place of the first one on PATH."},
    {"TAO_SHIM_ENGINE", ours_to_set, "What runs tasks on this computer, whatever project files say: launcher, docker, "
     "podman, apptainer, slurm, or auto."},
    {"TAO_SHIM_TRUSTED_PATHS", ours_to_set,
     "Absolute paths, joined by colons. The projects at or below them need no tao-shim trust, and every project may "
     "mount sources at or below them."},

    {"LAUNCHER_MOUNTS", others,
     "The launcher's own: the path of its mounts file. If it is set the shim leaves the launcher alone. Else the shim "
     "sets it, for the launcher alone."},
    {"TAO_DOCKER_DISABLE", others, "The launcher's own. 1: tasks run without a container, and the shim does nothing."},
    {"CI_PROJECT_DIR", others, "Set by GitLab's runners. The launcher would then leave out user, network, ports and "
     "ulimits; in a project it does not get to see the variable."},
    {"OVERRIDE_REGISTRY", others, "The launcher's own: the registry of every image. With nvcr.io it asks for no login."},
    {"CUDA_VISIBLE_DEVICES", others, "Which GPUs may be used. Handed to the container, unless the project has gpus:."},
    {"DOCKER_HOST", others, "The Docker Engine. Contexts of docker have no effect on the launcher."},
    {"DOCKER_TLS_VERIFY", others, "As for docker."},
    {"DOCKER_CERT_PATH", others, "As for docker."},
    {"DOCKER_CONFIG", others, "As for docker; the launcher itself looks into ~/.docker only."},
    {"DOCKER_CONTEXT", others, "As for docker; the launcher does not know it."},
    {"CONTAINER_HOST", others, "As for podman: one on another computer is an error."},
    {"CONTAINER_CONNECTION", others, "As for podman: an error."},
    {"CONTAINERS_CONF", others, "As for podman: whether it works through a service elsewhere."},
    {"CONTAINERS_CONF_OVERRIDE", others, "The same."},
    {"REGISTRY_AUTH_FILE", others, "As for podman: where its logins are."},
    {"APPTAINER_DOCKER_USERNAME", others, "As for apptainer: the login that it fetches images with."},
    {"PATH", others, "Where the launcher and the engines' commands are looked for."},
    {"HOME", others, "The search for a project file ends here; ~ in a project file."},
    {"USER", others, "${user} in a project file."},
    {"LOGNAME", others, "The same where USER is not set."},
    {"PWD", others, "The name of the working directory that the user sees, if it is right."},
    {"SUDO_UID", others, "For root: whose project files may be used besides root's own."},
    {"XDG_CACHE_HOME", others, "Below it are the home directories of containers with docker.user: host. Default: ~/.cache"},
    {"XDG_CONFIG_HOME", others, "Below it are your own configuration and layouts. Default: ~/.config"},
    {"XDG_STATE_HOME", others, "Below it is kept what is trusted. Default: ~/.local/state"},
    {"XDG_RUNTIME_DIR", others, "Where a rootless engine listens."},
    {"ZDOTDIR", others, "Where the start-up file of zsh is that enable writes to. Default: the home directory"},
    {"SHELL", others, "The shell that tao-shim enable is for, if none is named."},
    {"JUPYTER_PATH", others, "As for Jupyter: where its kernels are looked for."},
    {"JUPYTER_DATA_DIR", others, "The same."},
    {"IPYTHONDIR", others, "As for IPython: where its start-up files are."},
    {"NO_COLOR", others, "If it is set to anything, messages have no colours."},
    {"TERM", others, "dumb: messages have no colours."},
    {"VIRTUAL_ENV", others, "A Python environment that is active; looked at for launchers that are not on PATH."},
    {"CONDA_PREFIX", others, "The same for conda."},
    {"CONDA_EXE", others, "The conda whose environments a wrapper of the launcher may name."},
    {"PYENV_VERSION", others, "As for pyenv, where the launcher is behind one of its shims."},
    {"ASDF_DATA_DIR", others, "The same for asdf."},
    {"SLURM_JOB_ID", others, "In an allocation of Slurm: a task of engine: slurm is a step of it."},
    {"SLURM_STEP_ID", others, "In a step of one: the task shares its place."},
    {"SLURM_NODEID", others, "On a node: which of several it is."},
    {"SLURMD_NODENAME", others, "On a node: its name, for messages."},
    {"BASH_ENV", others, "Taken away from the launcher, whose shells would read that file."},
    {"ENV", others, "The same."},

    {"TAO_SHIM_GUARD", between_ours, "Stops programs that start each other without end."},
    {"TAO_SHIM_REPORT", between_ours, "Where the exit status of the task is told."},
    {"TAO_SHIM_MOUNTS", between_ours, "Where the directories are told that the container must show."},
    {"TAO_SHIM_STEP", between_ours, "Whose part a tao is that srun has started on a node."},
    {"TAO_SHIM_HOOK", between_ours, "What a shell started in a project puts back when it leaves it (tao-shim hook)."},

    {"TAO_SHIM_PROJECT", in_container, "The project file of the run."},
    {"TAO_SHIM_RUN", in_container, "The run's identifier, as tao-shim ps shows it."},
};
// clang-format on

}  // namespace

std::span<const EnvironmentVariable> environment_variables() {
    return documented;
}

}  // namespace tao::commands
