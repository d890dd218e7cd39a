#include "plan/launcher_answer.hpp"

#include "engines/image_table.hpp"
#include "support/catch.hpp"

using namespace tao;
using namespace tao::plan;
using Words = std::vector<std::string>;

namespace {

Catalogue small() {
    return {.table = *launcher::parse_task_table(
                R"({"format_version": 3, "task_group": {
                "model": {"dockers": {"a/b": {"1": {"docker_registry": "r.io", "tasks": ["dino", "unet"]},
                                              "2": {"docker_registry": "r.io", "tasks": ["ssd"]}}}},
                "deploy": {"dockers": {"a/b": {"3": {"docker_registry": "r.io", "tasks": ["unet"]}}}}}})",
                launcher::Grammar::group_first),
            .from = "TAO 9.9"};
}

std::string answer(const Words& words) {
    Plan plan;
    plan.engine.engine = project::Engine::docker;
    plan.command = launcher::parse_command_line(words, launcher::Grammar::group_first);
    return answer_text(plan, words, small());
}

}  // namespace

TEST_CASE("info has the launcher's form, with the engine in place of what only the launcher knows") {
    CHECK(answer({"info"}) ==
          "Configuration of the TAO Toolkit Instance\n"
          "task_group: ['model', 'deploy']\n"
          "toolkit_version: TAO 9.9\n"
          "engine: docker\n");
    CHECK(answer({"info", "--verbose"}) ==
          "Configuration of the TAO Toolkit Instance\n"
          "\n"
          "task_group:\n"
          "    model:\n"
          "        dockers:\n"
          "            r.io/a/b:1:\n"
          "                tasks:\n"
          "                    1. dino\n"
          "                    2. unet\n"
          "            r.io/a/b:2:\n"
          "                tasks:\n"
          "                    1. ssd\n"
          "    deploy:\n"
          "        dockers:\n"
          "            r.io/a/b:3:\n"
          "                tasks:\n"
          "                    1. unet\n"
          "toolkit_version: TAO 9.9\n"
          "engine: docker\n");
}

TEST_CASE("the version is that of the table") {
    CHECK(answer({"--version"}) == "TAO 9.9\n");
}

TEST_CASE("an option that there is not is a fault that names it, and the one that is meant") {
    CHECK(option_fault({"--hlep"}) == "there is no option '--hlep'\ndid you mean --help?");
    CHECK(option_fault({"--verison"}) == "there is no option '--verison'\ndid you mean --version?");
    CHECK(option_fault({"-q"}) == "there is no option '-q'\nto see what there is, type: tao --help");
    CHECK(option_fault({"model", "--hlep"}) ==
          "there is no option '--hlep' of `tao model`\ndid you mean --help?");
    CHECK(option_fault({"info", "--verbos=1x", "--vrebose"}) ==
          "there is no option '--vrebose' of `tao info`\ndid you mean --verbose?");
    for (const Words& words : {Words{}, Words{"--help"}, Words{"-h"}, Words{"--he"}, Words{"--version"},
                               Words{"model", "-h"}, Words{"info", "--verbose"}, Words{"list"},
                               Words{"stop", "--all"}, Words{"stop", "--container_id", "1"}})
        CHECK(option_fault(words).empty());
}

TEST_CASE("help lists groups and tasks, and of a group only that") {
    const std::string all = answer({"--help"});
    CHECK(all.ends_with("Groups and tasks of TAO 9.9:\n  model    dino unet ssd\n  deploy   unet\n"));
    CHECK(answer({}) == all);
    CHECK(answer({"list", "--help"}) == all);
    CHECK(answer({"deploy", "--help"}).ends_with("Groups and tasks of TAO 9.9:\n  deploy   unet\n"));
    for (const auto& line : {all})
        CHECK(line.find(" \n") == std::string::npos);
}

TEST_CASE("list and stop are no texts") {
    CHECK(answer({"list"}).empty());
    CHECK(answer({"stop", "--all"}).empty());
}

TEST_CASE("the catalogue is that of the release, else the user's own, else the newest") {
    CHECK(catalogue_of({})->from == "TAO 7.1");
    engines::ImageSources sources;
    sources.table = small().table;
    sources.table_name = "mine";
    CHECK(catalogue_of(sources)->from == "mine");
    sources.release = project::Located<std::string>{"5.5", std::nullopt};
    CHECK(catalogue_of(sources)->from == "TAO 5.5.0");
    sources.release->value = "1.0";
    CHECK_FALSE(catalogue_of(sources));
}
