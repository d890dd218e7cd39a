#include "project/settings.hpp"

#include "support/catch.hpp"

using namespace tao::project;

namespace {

// "KEY = VALUE" of the settings whose key begins so.
std::vector<std::string> shown(const Project& project, const std::string& start) {
    std::vector<std::string> lines;
    for (const Setting& setting : settings_of(project)) {
        if (setting.key.starts_with(start)) lines.push_back(setting.key + " = " + setting.value);
    }
    return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("every key of the file is shown, also with its default") {
    for (const Key& key : keys()) {
        const std::string path(key.name.path);
        if (path == "version" || path == "docker" || path == "slurm" ||
            path.find("[]") != std::string::npos || path == "translate.never") {
            continue;
        }
        INFO(path);
        CHECK(shown({}, path).size() == 1);
    }
}

TEST_CASE("the defaults are the documented ones") {
    CHECK(shown({}, "workdir") == Lines{"workdir = auto"});
    CHECK(shown({}, "translate") == Lines{"translate = on"});
    CHECK(shown({}, "unmapped") == Lines{"unmapped = warn"});
    CHECK(shown({}, "docker.user") == Lines{"docker.user = the launcher's own: root"});
}

TEST_CASE("mounts and variables are shown one by one, secrets masked") {
    Project project;
    project.mounts = {{.source = {"/a", tao::text::Span{1, 2}}, .destination = {"/b", {}}}};
    project.envs = {{.name = "A", .value = "1", .where = {}},
                    {.name = "API_KEY", .value = "secret", .where = {}},
                    {.name = "WANDB_API_KEY", .value = {}, .where = {}}};
    CHECK(shown(project, "mounts") == Lines{"mounts = /a -> /b"});
    CHECK(shown(project, "envs") ==
          Lines{"envs.A = 1", "envs.API_KEY = ***", "envs.WANDB_API_KEY = from the environment of the run"});
}
