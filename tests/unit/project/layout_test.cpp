#include "project/layouts.hpp"
#include "project/load.hpp"
#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using namespace tao::project;
using tao::os::Environment;
using tao::tests::MemoryFileSystem;

namespace {

const User layout_user{.name = "user", .home = "/home/user", .uid = 1000, .gid = 1000};

// The project /home/user/cars, with "version: 1" as line 1 of its file.
Loaded loaded(const std::string& content, MemoryFileSystem files = {},
              const std::vector<std::string>& environment = {}) {
    const std::string file = "/home/user/cars/tao-project.yaml";
    files.add_file(file, "version: 1\n" + content);
    const Search found{.outcome = Search::Outcome::found,
                       .file = file,
                       .directory = "/home/user/cars",
                       .message = {},
                       .hint = {}};
    return load(found, Environment(environment), layout_user, files);
}

std::string layout_errors_of(const std::string& content, const MemoryFileSystem& files = {}) {
    return tao::text::render(loaded(content, files).diagnostics, false);
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

Pairs mounts_of(const Loaded& result) {
    Pairs pairs;
    for (const Mount& mount : result.project->mounts)
        pairs.emplace_back(mount.source.value, mount.destination.value);
    return pairs;
}

Pairs variables_of(const Loaded& result) {
    Pairs pairs;
    for (const Variable& variable : result.project->variables)
        pairs.emplace_back(variable.name, variable.value.value_or("(none)"));
    return pairs;
}

const std::string own_layout = "/home/user/.config/tao-shim/layouts/mine.yaml";

}  // namespace

TEST_CASE("layout tao-experiments has the mounts and the variables of NVIDIA's TensorFlow notebooks") {
    const auto result = loaded("layout: tao-experiments\ntask: detectnet_v2\n");
    CHECK_FALSE(result.diagnostics.has_errors());
    CHECK(mounts_of(result) ==
          Pairs{{"/home/user/cars", "/workspace/tao-experiments"},
                {"/home/user/cars/specs", "/workspace/tao-experiments/detectnet_v2/specs"}});
    CHECK(variables_of(result) == Pairs{{"LOCAL_PROJECT_DIR", "/home/user/cars"},
                                        {"LOCAL_EXPERIMENT_DIR", "/home/user/cars/detectnet_v2"},
                                        {"LOCAL_DATA_DIR", "/home/user/cars/data"},
                                        {"LOCAL_SPECS_DIR", "/home/user/cars/specs"},
                                        {"USER_EXPERIMENT_DIR", "/workspace/tao-experiments/detectnet_v2"},
                                        {"DATA_DOWNLOAD_DIR", "/workspace/tao-experiments/data"},
                                        {"SPECS_DIR", "/workspace/tao-experiments/detectnet_v2/specs"},
                                        {"KEY", "nvidia_tlt"},
                                        {"NUM_GPUS", "1"}});
}

TEST_CASE("layout data-specs-results has the mounts and the shared memory of NVIDIA's PyTorch notebooks") {
    const auto result = loaded("layout: data-specs-results\n");
    CHECK_FALSE(result.diagnostics.has_errors());
    CHECK(mounts_of(result) == Pairs{{"/home/user/cars", "/workspace/tao-experiments"},
                                     {"/home/user/cars/data", "/data"},
                                     {"/home/user/cars/specs", "/specs"},
                                     {"/home/user/cars/results", "/results"}});
    CHECK(result.project->docker.shm_size->value == "16G");
    CHECK(result.project->docker.ulimits->value ==
          std::map<std::string, long long>{{"memlock", -1}, {"stack", 67108864}});
}

TEST_CASE("every layout of the program is right, and makes the directories that are missing") {
    const MemoryFileSystem none;
    const auto names = layout_names(Environment(), layout_user, none);
    CHECK(names == std::vector<std::string>{"data-specs-results", "data-specs-results-cache",
                                            "data-specs-results-model", "data-specs-results-model-cache",
                                            "tao-experiments", "tlt-experiments"});
    for (const std::string& name : names) {
        INFO(name);
        const auto result = loaded("layout: " + name + "\ntask: dino\n");
        CHECK_FALSE(result.diagnostics.has_errors());
        CHECK(result.project->variables.size() >= 9);
        for (const Mount& mount : result.project->mounts)
            CHECK((mount.create || mount.source.value == "/home/user/cars"));
    }
}

TEST_CASE("what comes from a layout has the place of the layout's name") {
    const auto result = loaded("layout: data-specs-results\n");
    const tao::text::Span name{19, 37};
    CHECK(result.project->mounts[1].source.where == name);
    CHECK(result.project->variables[1].where == name);
    CHECK(result.project->docker.shm_size->where == name);
}

TEST_CASE("a mount of the project takes the place of the layout's with the same destination") {
    const auto result = loaded("layout: data-specs-results\nmounts: ['/mnt/kitti:/data/', 'more:/more']\n");
    CHECK(mounts_of(result) == Pairs{{"/home/user/cars", "/workspace/tao-experiments"},
                                     {"/home/user/cars/specs", "/specs"},
                                     {"/home/user/cars/results", "/results"},
                                     {"/mnt/kitti", "/data/"},
                                     {"/home/user/cars/more", "/more"}});
}

TEST_CASE("a variable and a docker option of the project win over the layout's") {
    const auto result =
        loaded("layout: data-specs-results\nvariables: {KEY: mine, NUM_GPUS: }\ndocker: {shm_size: 64G}\n");
    CHECK(result.project->docker.shm_size->value == "64G");
    CHECK(result.project->docker.ulimits.has_value());
    const auto variables = variables_of(result);
    CHECK(std::count(variables.begin(), variables.end(), Pairs::value_type{"KEY", "mine"}) == 1);
    CHECK(std::count(variables.begin(), variables.end(), Pairs::value_type{"KEY", "nvidia_tlt"}) == 0);
    CHECK(std::count(variables.begin(), variables.end(), Pairs::value_type{"NUM_GPUS", "(none)"}) == 1);
}

TEST_CASE("KEY and NUM_GPUS of the caller are kept") {
    const auto variables =
        variables_of(loaded("layout: tao-experiments\ntask: unet\n", {}, {"KEY=tlt_encode", "NUM_GPUS=4"}));
    CHECK(variables[7] == Pairs::value_type{"KEY", "tlt_encode"});
    CHECK(variables[8] == Pairs::value_type{"NUM_GPUS", "4"});
}

TEST_CASE("an unknown layout is an error that names the nearest and all") {
    CHECK(layout_errors_of("layout: tao-experiment\n") ==
          "/home/user/cars/tao-project.yaml:2:9: error: there is no layout 'tao-experiment'\n"
          "    2 | layout: tao-experiment\n"
          "      |         ^~~~~~~~~~~~~~\n"
          "      = did you mean tao-experiments?\n"
          "        the layouts are data-specs-results, data-specs-results-cache, data-specs-results-model, "
          "data-specs-results-model-cache, tao-experiments, tlt-experiments\n");
}

TEST_CASE("a layout that needs a task asks for it") {
    CHECK(layout_errors_of("layout: tao-experiments\n") ==
          "/home/user/cars/tao-project.yaml:2:9: error: the layout tao-experiments needs to know the task\n"
          "    2 | layout: tao-experiments\n"
          "      |         ^~~~~~~~~~~~~~~\n"
          "      = add a line such as task: detectnet_v2\n");
}

TEST_CASE("${task} is the task of the file, wherever it stands") {
    const auto result = loaded("mounts: ['.:/w/${task}']\ntask: dino\n");
    CHECK(mounts_of(result) == Pairs{{"/home/user/cars", "/w/dino"}});
}

TEST_CASE("${task} without a task is an error") {
    CHECK(layout_errors_of("mounts: ['.:/w/${task}']\n") ==
          "/home/user/cars/tao-project.yaml:2:16: error: ${task} is unknown here: this file has no task\n"
          "    2 | mounts: ['.:/w/${task}']\n"
          "      |                ^~~~~~~\n"
          "      = add a line such as task: detectnet_v2\n");
}

TEST_CASE("a layout of the user's own is found in the configuration, also in the place of a built-in one") {
    MemoryFileSystem files;
    files.add_file(own_layout, "version: 1\nmounts: ['.:/mine']\nenvs: {A: 1}\n");
    files.add_file("/home/user/.config/tao-shim/layouts/tao-experiments.yaml",
                   "version: 1\nmounts: ['.:/other']\n");
    const auto result = loaded("layout: mine\n", files);
    CHECK(mounts_of(result) == Pairs{{"/home/user/cars", "/mine"}});
    CHECK(result.project->envs.at(0).name == "A");
    CHECK(mounts_of(loaded("layout: tao-experiments\n", files)) == Pairs{{"/home/user/cars", "/other"}});
    CHECK(layout_names(Environment(), layout_user, files).at(4) == "mine");
}

TEST_CASE("XDG_CONFIG_HOME moves the user's layouts") {
    CHECK(layout_directory(Environment({"XDG_CONFIG_HOME=/c"}), layout_user) == "/c/tao-shim/layouts");
    CHECK(layout_directory(Environment({"XDG_CONFIG_HOME=c"}), layout_user) ==
          "/home/user/.config/tao-shim/layouts");
    CHECK(layout_directory(Environment(), {}).empty());
}

TEST_CASE("errors in a user's layout are shown at the line that names it") {
    MemoryFileSystem files;
    files.add_file(own_layout, "version: 1\nmount: ['.:/mine']\nworkdir: /w\n");
    CHECK(layout_errors_of("layout: mine\n", files) ==
          "/home/user/cars/tao-project.yaml:2:9: error: in the layout " + own_layout +
              ":3: a layout cannot have the key 'workdir'\n"
              "    2 | layout: mine\n"
              "      |         ^~~~\n"
              "      = move it to the project file\n"
              "/home/user/cars/tao-project.yaml:2:9: error: in the layout " +
              own_layout +
              ":2: 'mount' is not a key of a project file\n"
              "    2 | layout: mine\n"
              "      |         ^~~~\n"
              "      = did you mean mounts?\n");
}

TEST_CASE("a layout of somebody else, or that everybody may write to, is not used") {
    for (const bool foreign : {true, false}) {
        MemoryFileSystem files;
        files.add_file("/other/mine.yaml", "version: 1\nmounts: [x]\n", foreign ? 0644 : 0666,
                       foreign ? 1234 : layout_user.uid);
        files.add_link(own_layout, "/other/mine.yaml");
        const auto result = loaded("layout: mine\n", files);
        CHECK(result.project->mounts.empty());
        CHECK(tao::text::render(result.diagnostics, false)
                  .find("the layout '" + own_layout +
                        "' belongs to another user, or everybody may write to it") != std::string::npos);
    }
}
