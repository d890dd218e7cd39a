#include "commands/completions.hpp"

#include "commands/config.hpp"
#include "commands/subcommands.hpp"
#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using namespace tao::commands;
using tao::launcher::Grammar;
using tao::launcher::Launcher;
using tao::launcher::ProgramKind;
using tao::launcher::TaskTable;

namespace {

using Words = std::vector<std::string>;

Words words_of(const Completions& completions) {
    Words words;
    for (const Completion& completion : completions)
        words.push_back(completion.word);
    return words;
}

const TaskTable with_groups{.file = "t",
                            .groups = {{.name = "model", .tasks = {"detectnet_v2", "dino"}},
                                       {.name = "dataset", .tasks = {"annotations"}},
                                       {.name = "deploy", .tasks = {"detectnet_v2"}}}};
const TaskTable without_groups{.file = "t", .groups = {{.name = "", .tasks = {"detectnet_v2", "info_net"}}}};

Launcher launcher_of(ProgramKind kind, Grammar grammar) {
    Launcher launcher;
    launcher.kind = kind;
    launcher.grammar = grammar;
    return launcher;
}

Words of_6(const Words& typed) {
    return words_of(complete_launcher(typed, launcher_of(ProgramKind::launcher, Grammar::group_first),
                                      with_groups, false));
}

Words of_4(const Words& typed) {
    return words_of(complete_launcher(typed, launcher_of(ProgramKind::launcher, Grammar::task_first),
                                      without_groups, true));
}

Words of_tools(const Words& typed) {
    const tao::tests::MemoryFileSystem files;
    return words_of(complete_tools(typed, all_subcommands(), {.invocation = {}, .files = files}));
}

}  // namespace

TEST_CASE("groups and the launcher's own words come first") {
    CHECK(of_6({""}) == Words{"model", "dataset", "deploy", "list", "stop", "info"});
    CHECK(of_6({"d"}) == Words{"dataset", "deploy"});
}

TEST_CASE("in a project a task may stand first, without its group and once") {
    CHECK(words_of(complete_launcher({"d"}, launcher_of(ProgramKind::launcher, Grammar::group_first),
                                     with_groups, true)) ==
          Words{"dataset", "deploy", "detectnet_v2", "dino"});
}

TEST_CASE("tasks follow their group, subtasks their task") {
    CHECK(of_6({"model", ""}) == Words{"detectnet_v2", "dino"});
    CHECK(of_6({"deploy", "d"}) == Words{"detectnet_v2"});
    CHECK(of_6({"deploy", "detectnet_v2", ""}) == Words{"evaluate", "inference", "gen_trt_engine", "run"});
    CHECK(of_6({"model", "dino", "tr"}) == Words{"train"});
}

TEST_CASE("a task without its group has subtasks too: such a line is carried over") {
    CHECK(of_6({"dino", "tr"}) == Words{"train"});
}

TEST_CASE("the older launchers begin with the task") {
    CHECK(of_4({""}) == Words{"detectnet_v2", "info_net", "list", "stop", "info"});
    CHECK(of_4({"info"}) == Words{"info_net", "info"});
    CHECK(of_4({"detectnet_v2", "p"}) == Words{"prune"});
}

TEST_CASE("behind the subtask, and behind unknown words, files stand") {
    CHECK(of_6({"model", "dino", "train", ""}).empty());
    CHECK(of_6({"model", "nothing", ""}).empty());
    CHECK(of_4({"detectnet_v2", "train", "-e"}).empty());
}

TEST_CASE("without a launcher a line begins with a group, with one of the shim's words or with a task") {
    const auto of = [](const Words& typed, const char* program) {
        return words_of(complete_without_launcher(typed, program, with_groups));
    };
    CHECK(of({""}, "tao") ==
          Words{"model", "dataset", "deploy", "list", "stop", "info", "detectnet_v2", "dino", "annotations"});
    CHECK(of({"det"}, "tao") == Words{"detectnet_v2"});
    CHECK(of({"dino", "tr"}, "tao") == Words{"train"});
    CHECK(of({"deploy", ""}, "tao") == Words{"detectnet_v2"});
    CHECK(of({""}, "tao-deploy") == Words{"detectnet_v2"});
    CHECK(of({"detectnet_v2", "gen"}, "tao-deploy") == Words{"gen_trt_engine"});
}

TEST_CASE("options and words that are a task offer those of every release where there is no launcher") {
    CHECK(of_tools({"init", "--task", "detectnet_"}) == Words{"detectnet_v2"});
    CHECK(of_tools({"doctor", "detectnet_"}) == Words{"detectnet_v2"});
    CHECK(of_tools({"doctor", "dino", "d"}).empty());
}

TEST_CASE("nothing is known of other programs") {
    CHECK(complete_launcher({""}, launcher_of(ProgramKind::client, Grammar::group_first), with_groups, true)
              .empty());
}

TEST_CASE("tao-shim: commands, then their options") {
    CHECK(of_tools({"tr"}) == Words{"trust"});
    CHECK(of_tools({"trust", "--"}) == Words{"--list", "--explain", "--json", "--help"});
    CHECK(of_tools({"path", ""}).empty());
    CHECK(of_tools({"nothing", "-"}).empty());
}

TEST_CASE("tao-shim: what is for programs is not offered") {
    const Words all = of_tools({""});
    CHECK(std::find(all.begin(), all.end(), "complete") == all.end());
    CHECK(std::find(all.begin(), all.end(), "check") != all.end());
}

TEST_CASE("behind config the keys of the table are completed, also one that was added") {
    const auto keys = of_tools({"config", "docker.sh"});
    CHECK(keys == Words{"docker.shm_size"});

    std::vector<tao::project::Key> table(tao::project::keys().begin(), tao::project::keys().end());
    table.push_back({.name = {"planet", "a name", "Where"}, .schema = "", .show = table[1].show});
    CHECK(shown_keys(table).back().word == "planet");
    CHECK(shown_keys(table).back().meaning == "Where");
}

TEST_CASE("the values of an option are completed, and the words of a command") {
    CHECK(of_tools({"env", "--format", "j"}) == Words{"json"});
    CHECK(of_tools({"hook", "z"}) == Words{"zsh"});
    CHECK(of_tools({"init", "--layout", "tao"}) == Words{"tao-experiments"});
    CHECK(of_tools({"init", "--trust", "--layout", "tlt"}) == Words{"tlt-experiments"});
    CHECK(of_tools({"which", "tao"}) == Words{"tao", "tao-deploy"});
    CHECK(of_tools({"help", "unt"}) == Words{"untrust"});
    CHECK(of_tools({"explain", "--json", "ta"}) == Words{"tao", "tao-deploy"});
    CHECK(of_tools({"init", "--from", ""}).empty());
}

TEST_CASE("a value behind a sign is completed as the shells part it") {
    CHECK(of_tools({"env", "--format=j"}) == Words{"--format=json"});  // zsh, fish
    CHECK(of_tools({"env", "--format", "=", "j"}) == Words{"json"});   // bash
    CHECK(of_tools({"env", "--format", "="}) == Words{"sh", "fish", "json", "dotenv"});
    CHECK(of_tools({"env", "--format", "=", "json", "--a"}) == Words{"--as"});
}

TEST_CASE("one word too many is not offered") {
    CHECK(of_tools({"hook", "zsh", ""}).empty());
    CHECK(of_tools({"which", "tao", ""}).empty());
    CHECK(of_tools({"help", "init", ""}).empty());
}

TEST_CASE("enable offers its targets, each shell once, and files for a directory") {
    CHECK(of_tools({"enable", "b"}) == Words{"bash"});
    CHECK(of_tools({"enable", "bash", "b"}).empty());
    CHECK(of_tools({"enable", "venv", ""}).empty());
    CHECK(of_tools({"enable", "venv", "venv", "ve"}) == Words{"venv"});
    CHECK(of_tools({"disable", "jup"}) == Words{"jupyter"});
}
