#include "project/keys.hpp"

#include "project/key_functions.hpp"
#include "project/schema_forms.hpp"

namespace tao::project {

namespace {

constexpr std::string_view launchers_own = "the launcher's own";

constexpr Key all_keys[] = {
    {.name = {"version", "1", "The version of this format"}, .schema = schema_form::version},

    {.name = {"layout", "the name of a layout", "A well-known arrangement of directories", "preset template"},
     .schema = schema_form::name,
     .read = read_layout_name,
     .show = show_value<&Project::layout>,
     .otherwise = "none"},

    {.name = {"task", "the name of a task, such as detectnet_v2",
              "The task that the layout puts into its paths", "network model"},
     .schema = schema_form::name,
     .read = read_task,
     .show = show_value<&Project::task>,
     .otherwise = "none"},

    {.name = {"mounts", "a list of mounts", "What the container sees of this computer",
              "volumes drive_map drives binds mappings"},
     .schema = schema_form::list,
     .read = read_mounts,
     .show = show_mounts,
     .otherwise = "none",
     .take = take_mounts},

    {.name = {"mounts[]", "{source, destination}, SOURCE:DESTINATION or a path", "One of them"},
     .schema = schema_form::mount},

    {.name = {"mounts[].source", "a path on this computer", "A path of this computer; relative to this file",
              "src host from local host_path"},
     .schema = schema_form::path,
     .read = read_mount_source,
     .widens = "one that is really outside the project directory; each, if that is your home directory",
     .widen = widen_by_sources},

    {.name = {"mounts[].destination", "a path in the container", "An absolute path of the container",
              "dst dest target container to container_path"},
     .schema = schema_form::path,
     .read = read_mount_destination},

    {.name = {"mounts[].create", "true or false", "Make the source if it is absent", "mkdir make"},
     .schema = schema_form::on_off,
     .read = read_mount_create},

    {.name = {"mounts[].read_only", "true or false",
              "The task may not write to it; with any engine but the launcher", "ro readonly"},
     .schema = schema_form::on_off,
     .read = read_mount_read_only,
     .widens = "true, for such a source: trust to read it is not trust to write to it",
     .widen = widen_by_read_only_sources},

    {.name = {"envs", "NAME: VALUE lines",
              "Variables of the container; one without a value is taken from the environment", "environment"},
     .schema = schema_form::variables,
     .read = read_envs,
     .show = show_envs,
     .otherwise = "none",
     .widens = "NAME: without a value, unless NAME is KEY, NUM_GPUS, HOME or USER; LD_..., NVIDIA_... and "
               "other names "
               "that programs of this computer obey while they start the container",
     .widen = widen_by_envs,
     .take = take_envs},

    {.name = {"docker", "the launcher's DockerOptions",
              "How the container runs: the launcher's DockerOptions", "DockerOptions docker_options"},
     .schema = schema_form::map,
     .read = read_docker},

    {.name = {"docker.user", "host, UID or UID:GID", "host, UID or UID:GID; without it root", "uid"},
     .schema = schema_form::user,
     .read = read_user,
     .show = show_option<&DockerOptions::user>,
     .otherwise = "the launcher's own: root",
     .widens = "any but host",
     .widen = widen_by_user,
     .take = take_option<&DockerOptions::user>},

    {.name = {"docker.shm_size", "a size such as 16G", "Memory that processes share: 16G", "shm ipc"},
     .schema = schema_form::size,
     .read = read_shm_size,
     .show = show_option<&DockerOptions::shm_size>,
     .otherwise = launchers_own,
     .take = take_option<&DockerOptions::shm_size>},

    {.name = {"docker.ulimits", "NAME: NUMBER lines", "Limits by the names of docker run; -1 for none",
              "limits"},
     .schema = schema_form::limits,
     .read = read_ulimits,
     .show = show_ulimits,
     .otherwise = launchers_own,
     .widens = "nice, rtprio, rttime",
     .widen = widen_by_ulimits,
     .take = take_option<&DockerOptions::ulimits>},

    {.name = {"docker.ulimits[]", "a whole number, -1 for no limit", "Soft and hard limit in one"},
     .schema = schema_form::limit},

    {.name = {"docker.network", "host, bridge, none or the name of a network",
              "host, bridge, none or the name of a network", "network_mode net"},
     .schema = schema_form::network,
     .read = read_network,
     .show = show_option<&DockerOptions::network>,
     .otherwise = launchers_own,
     .widens = "any but bridge, which Docker does anyway, and none",
     .widen = widen_by_network,
     .take = take_option<&DockerOptions::network>},

    {.name = {"docker.ports", "CONTAINER_PORT: HOST_PORT lines",
              "Port of the container: port of this computer", "publish expose"},
     .schema = schema_form::ports,
     .read = read_ports,
     .show = show_ports,
     .otherwise = "none",
     .widens = "each",
     .widen = widen_by_ports,
     .take = take_option<&DockerOptions::ports>},

    {.name = {"docker.privileged", "true or false", "All rights over this computer"},
     .schema = schema_form::on_off,
     .read = read_privileged,
     .show = show_option<&DockerOptions::privileged>,
     .otherwise = "false",
     .widens = "true",
     .widen = widen_by_privileged,
     .take = take_option<&DockerOptions::privileged>},

    {.name = {"docker.tty", "true", "The container has a terminal; false would end it before the task starts",
              "terminal"},
     .schema = schema_form::always_true,
     .read = read_tty,
     .show = show_option<&DockerOptions::tty>,
     .otherwise = "true",
     .take = take_option<&DockerOptions::tty>},

    {.name = {"gpus", "all, none or a list of numbers such as [0, 1]", "The GPUs that tasks see",
              "gpu devices CUDA_VISIBLE_DEVICES"},
     .schema = schema_form::gpus,
     .read = read_gpus,
     .show = show_gpus,
     .otherwise = "all, or CUDA_VISIBLE_DEVICES if it is set"},

    {.name = {"gpus[]", "the index of a GPU, a whole number from 0", "As nvidia-smi numbers them"},
     .schema = schema_form::gpu},

    {.name = {"engine", "auto, launcher, docker, podman, apptainer or slurm",
              "What runs tasks; auto: the launcher, else the first of the others that is there",
              "runtime backend"},
     .schema = schema_form::engine,
     .read = read_engine,
     .show = show_engine,
     .otherwise = "auto",
     .widens = "apptainer, which shares this computer's network, unless docker.network is none",
     .widen = widen_by_engine},

    {.name = {"image", "REGISTRY/IMAGE:TAG, or TASK: REGISTRY/IMAGE:TAG lines",
              "The image of every task, or of some, without the launcher",
              "container container_image images"},
     .schema = schema_form::images,
     .read = read_image,
     .show = show_images,
     .otherwise = "as the table of images has it",
     .widens = "any but NVIDIA's own, nvcr.io/nvidia/tao/...",
     .widen = widen_by_images},

    {.name = {"image[]", "REGISTRY/IMAGE:TAG", "The image of one task; or a file, with apptainer"},
     .schema = schema_form::image},

    {.name = {"release", "a release of TAO such as 6.26.3",
              "The release whose images are meant where no launcher says it", "tao_version toolkit_version"},
     .schema = schema_form::release,
     .read = read_release,
     .show = show_value<&Project::release>,
     .otherwise = "the newest that has the task"},

    {.name = {"slurm", "options and container", "How engine: slurm runs tasks", "srun cluster"},
     .schema = schema_form::map,
     .read = read_slurm},

    {.name = {"slurm.options", "a list of options of srun, such as [--partition=gpu, --time=08:00:00]",
              "Words for srun, as they are", "args arguments srun_options"},
     .schema = schema_form::list,
     .read = read_slurm_options,
     .show = show_slurm_options,
     .otherwise = "none",
     .widens = "any that does more than choose the nodes, their parts and the time",
     .widen = widen_by_slurm_options},

    {.name = {"slurm.options[]", "an option of srun, such as --partition=gpu", "One of them"},
     .schema = schema_form::slurm_option},

    {.name = {"slurm.container", "auto, docker, podman, apptainer or pyxis",
              "What starts the container on the node; auto: the first of docker, podman, apptainer there",
              "runtime engine"},
     .schema = schema_form::slurm_container,
     .read = read_slurm_container,
     .show = show_slurm_container,
     .otherwise = "auto",
     .widens = "apptainer and pyxis, which share the node's network; apptainer not if docker.network is none",
     .widen = widen_by_slurm_container},

    {.name = {"variables", "NAME: VALUE lines", "Variables for notebooks and shells", "vars exports"},
     .schema = schema_form::variables,
     .read = read_shell_variables,
     .show = show_shell_variables,
     .otherwise = "none",
     .widens =
         "a name that no layout of NVIDIA's notebooks defines, a value with characters that a shell obeys, "
         "such as ; and &, and a directory of this computer (LOCAL_..._DIR, HOST_..._DIR) outside of the "
         "project's; it is left out until it is trusted",
     .widen = widen_by_shell_variables,
     .take = take_shell_variables},

    {.name = {"workdir", "auto, image or a path in the container", "Where tasks start",
              "working_dir working_directory cwd"},
     .schema = schema_form::workdir,
     .read = read_workdir,
     .show = show_workdir},

    {.name = {"translate", "on, off or {never: [OPTION, ...]}",
              "Whether paths in the words of a line are translated", "translation"},
     .schema = schema_form::translate,
     .read = read_translate,
     .show = show_translate},

    {.name = {"translate.never", "a list of options, such as [-k]", "Options whose value is never translated",
              "exclude except skip"},
     .schema = schema_form::list,
     .read = read_never},

    {.name = {"translate.never[]", "an option as it is typed, such as -k or --key", "One of them"},
     .schema = schema_form::option},

    {.name = {"specs", "check, rewrite or off", "What is done about paths in spec files", "spec"},
     .schema = schema_form::specs,
     .read = read_specs,
     .show = show_specs},

    {.name = {"unmapped", "warn, error or mount", "What is done about a path that no mount covers"},
     .schema = schema_form::unmapped,
     .read = read_unmapped,
     .show = show_unmapped,
     .widens = "mount: a path outside the project directory that a variable of the project or a link in it "
               "leads to",
     .widen = widen_by_unmapped},
};

}  // namespace

Keys keys() {
    return all_keys;
}

const Key* find_key(std::string_view path, Keys keys) {
    for (const Key& key : keys) {
        if (key.name.path == path) return &key;
    }
    return nullptr;
}

}  // namespace tao::project
