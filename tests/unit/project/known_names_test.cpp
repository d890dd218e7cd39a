#include "project/known_names.hpp"

#include <set>

#include "project/layouts.hpp"
#include "project/load.hpp"
#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using namespace tao::project;
using tao::tests::MemoryFileSystem;

namespace {

using Names = std::set<std::string>;

// What all layouts of the program define in `variables:`, and what they refer to.
struct OfLayouts {
    Names defined;
    Names used;

    OfLayouts() {
        const MemoryFileSystem files;
        const tao::os::Environment environment;
        const User user{.name = "u", .home = "/home/u", .uid = 1000, .gid = 1000};
        for (const std::string& name : layout_names(environment, user, files)) {
            const Search found{.outcome = Search::Outcome::found,
                               .file = "/p/tao-project.yaml",
                               .directory = "/p",
                               .message = {},
                               .hint = {}};
            const Loaded loaded =
                load(found, "version: 1\ntask: dino\nlayout: " + name + "\n", environment, user, files);
            for (const Variable& variable : loaded.project->variables) {
                defined.insert(variable.name);
                for (const EnvironmentUse& use : variable.uses)
                    used.insert(use.name);
            }
            for (const EnvironmentUse& use : loaded.project->environment_uses)
                used.insert(use.name);
        }
    }
};

Names names_in(std::span<const std::string_view> list) {
    return {list.begin(), list.end()};
}

}  // namespace

TEST_CASE("a project may set those variables unasked that a layout defines, and no others") {
    CHECK(names_in(layout_variables()) == OfLayouts().defined);
}

TEST_CASE("a project may take from the environment unasked what a layout takes, and HOME and USER") {
    Names expected = OfLayouts().used;
    expected.insert({"HOME", "USER"});
    CHECK(names_in(free_environment()) == expected);
}

TEST_CASE("variables that name a directory of this computer are told by their form") {
    for (const char* name : {"LOCAL_PROJECT_DIR", "LOCAL_EXPERIMENT_DIR", "HOST_MODEL_DIR", "NOTEBOOK_ROOT",
                             "LOCAL_CACHE_DIR", "HOST_DATA_PATH", "LOCAL_DATA_FOLDER"}) {
        INFO(name);
        CHECK(is_host_directory(name));
    }
    for (const char* name :
         {"USER_EXPERIMENT_DIR", "DATA_DIR", "KEY", "LOCAL_RANK", "HOSTALIASES", "HOST_IP"}) {
        INFO(name);
        CHECK_FALSE(is_host_directory(name));
    }
}

TEST_CASE("variables of a container that programs of this computer obey are told by name and by beginning") {
    for (const char* name : {"LD_PRELOAD", "GLIBC_TUNABLES", "GCONV_PATH", "NVIDIA_VISIBLE_DEVICES",
                             "NVIDIA_DRIVER_CAPABILITIES", "XDG_CONFIG_HOME", "PATH", "DOCKER_HOST",
                             "ENROOT_X", "SLURM_JOB_ID", "APPTAINER_BIND", "SINGULARITYENV_X"}) {
        INFO(name);
        CHECK(steers_this_computer(name));
    }
    for (const char* name :
         {"CUDA_DEVICE_ORDER", "CUDA_VISIBLE_DEVICES", "WANDB_API_KEY", "PYTHONPATH", "HOME", "NCCL_DEBUG",
          "OMP_NUM_THREADS", "TAO_TOOLKIT_CACHE", "TMPDIR", "PATHS", "LD"}) {
        INFO(name);
        CHECK_FALSE(steers_this_computer(name));
    }
}
