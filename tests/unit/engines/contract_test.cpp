// What every engine's renderer promises, checked on each of them.
#include <algorithm>
#include <map>
#include <string>

#include "engines/engines.hpp"
#include "support/catch.hpp"

using namespace tao;
using namespace tao::engines;
using project::Engine;

namespace {

const text::SourceFile contract_source{
    "/p/tao-project.yaml", "version: 1\ndocker: {network: lan, ports: {8888: 8888}, privileged: true}\n"};

Task example() {
    Task task;
    task.image = "nvcr.io/nvidia/tao/tao-toolkit:6.26.3-pyt";
    task.words = {"dino", "train", "-e",        "a b", "", "it's \"$HOME\" `id` $(id)",
                  "*",    "{a,b}", "new\nline", "--",  "é"};
    task.name = "dino";
    task.group = "model";
    task.working_directory = "/ws/specs";
    task.mounts = {
        {"/home/u/specs", "/ws/specs"}, {"/home/u/p, \"q\"", "/ws"}, {"/mnt/sets", "/ws/specs/deep/sets"}};
    sort_by_depth(task.mounts);
    task.variables = {{"WANDB_API_KEY", "s3cret-one"},
                      {"HOME", "/s3cret-two"},
                      {"DOCKER_HOST", "s3cret-three"},
                      {"TAO_SHIM_RUN", "run-1"},
                      {"LANG", "s3cret\nof lines"}};
    task.run_id = "run-1";
    return task;
}

Surroundings here(Engine engine) {
    Surroundings result;
    result.program = "/usr/bin/" + std::string(row_of(engine).name);
    result.launcher.path = "/usr/local/bin/tao";
    result.launcher.kind = launcher::ProgramKind::launcher;
    result.user = 1000;
    result.group = 1000;
    return result;
}

struct Rendered {
    Command command;
    text::Diagnostics diagnostics{contract_source};
};

Rendered render(Engine engine, const Task& task) {
    Rendered result;
    row_of(engine).check(task, here(engine), result.diagnostics);
    result.command = row_of(engine).render(task, here(engine));
    return result;
}

// Where the words are, behind one another; npos if they are not.
std::size_t position(const std::vector<std::string>& argv, const std::vector<std::string>& words) {
    const auto found = std::search(argv.begin(), argv.end(), words.begin(), words.end());
    return found == argv.end() ? std::string::npos : static_cast<std::size_t>(found - argv.begin());
}

std::string everything(const Command& command) {
    std::string text;
    for (const std::string& word : command.argv)
        text += word + "\n";
    for (const CommandFile& file : command.files)
        text += file.content + "\n";
    return text;
}

Engine any_engine() {
    return GENERATE(Engine::launcher, Engine::docker, Engine::podman, Engine::apptainer);
}

// Those that make the container themselves.
Engine any_container_engine() {
    return GENERATE(Engine::docker, Engine::podman, Engine::apptainer);
}

}  // namespace

TEST_CASE("every engine: a plain task is rendered without a word of complaint") {
    const Engine engine = any_engine();
    CAPTURE(row_of(engine).name);
    const Rendered rendered = render(engine, example());
    CHECK(rendered.diagnostics.all().empty());
    CHECK(rendered.command.fault.empty());
    CHECK_FALSE(rendered.command.program.empty());
}

TEST_CASE("every engine: no value of a variable is in the command line") {
    const Engine engine = any_engine();
    CAPTURE(row_of(engine).name);
    const Command command = render(engine, example()).command;
    for (const std::string& word : command.argv)
        CHECK(word.find("s3cret") == std::string::npos);
}

TEST_CASE("every engine: no program on this computer gets a variable of the project under its own name") {
    const Engine engine = any_engine();
    CAPTURE(row_of(engine).name);
    Task task = example();
    for (const char* name :
         {"BASH_ENV", "ENV", "PS4", "SHELLOPTS", "PROMPT_COMMAND", "PYTHONPATH", "PYTHONSTARTUP", "PERL5OPT",
          "LD_PRELOAD", "PATH", "GODEBUG", "IFS", "EDITOR", "A"}) {
        task.variables.emplace_back(name, "mine");
        task.variables.emplace_back(name + std::string("_LINES"), "mi\nne");
    }
    const Command command = render(engine, task).command;
    for (const auto& [name, value] : task.variables) {
        if (name == "TAO_SHIM_RUN") continue;
        CAPTURE(name);
        CHECK(std::none_of(command.variables.begin(), command.variables.end(),
                           [&, &own = name](const auto& variable) { return variable.first == own; }));
    }
}

TEST_CASE("every engine: each variable reaches the task, exactly once") {
    const Engine engine = any_engine();
    CAPTURE(row_of(engine).name);
    Task task = example();
    task.variables = {{"A", "one-value"}, {"XDG_CACHE_HOME", "another-value"}};
    const Command command = render(engine, task).command;
    for (const auto& [name, value] : task.variables) {
        std::size_t found = 0;
        for (const auto& variable : command.variables)
            found += variable.second == value ? 1 : 0;
        for (const CommandFile& file : command.files)
            found += file.content.find(value) != std::string::npos ? 1 : 0;
        CAPTURE(name);
        CHECK(found == 1);
    }
}

TEST_CASE("every engine: each mount is there once, parents first") {
    const Engine engine = any_engine();
    CAPTURE(row_of(engine).name);
    const std::string text = everything(render(engine, example()).command);
    std::size_t last = 0;
    for (const char* destination : {"/ws\n", "/ws/specs\n", "/ws/specs/deep/sets\n"}) {
        // In the launcher's JSON a quote ends it.
        std::string name(destination);
        if (engine == Engine::launcher) name.back() = '"';
        const std::string where = (engine == Engine::launcher ? "\"destination\": \"" : "target=") + name;
        const std::size_t at = text.find(where);
        CAPTURE(destination);
        REQUIRE(at != std::string::npos);
        CHECK(at >= last);
        CHECK(text.find(where, at + 1) == std::string::npos);
        last = at;
    }
}

TEST_CASE("every engine that makes containers: the words are exact, and the last ones") {
    const Engine engine = any_container_engine();
    CAPTURE(row_of(engine).name);
    Task task = example();
    // A shell sets these first: where apptainer has no mount for it, and where docker reads lines.
    std::erase_if(task.variables, [](const auto& variable) {
        return variable.first == "HOME" || variable.second.find('\n') != std::string::npos;
    });
    const Command command = render(engine, task).command;
    const std::size_t at = position(command.argv, task.words);
    REQUIRE(at != std::string::npos);
    CHECK(at + task.words.size() == command.argv.size());
    CHECK(command.argv[at - 1].ends_with("nvcr.io/nvidia/tao/tao-toolkit:6.26.3-pyt"));
}

TEST_CASE("every engine that makes containers: no words at all are a shell") {
    const Engine engine = any_container_engine();
    Task task = example();
    task.words.clear();
    CHECK(render(engine, task).command.argv.back() == "bash");
}

TEST_CASE("every engine that makes containers: the task starts in its working directory") {
    const Engine engine = any_container_engine();
    CAPTURE(row_of(engine).name);
    const char* option = engine == Engine::apptainer ? "--pwd" : "--workdir";
    CHECK(position(render(engine, example()).command.argv, {option, "/ws/specs"}) != std::string::npos);
    Task task = example();
    task.working_directory.clear();
    CHECK(position(render(engine, task).command.argv, {option}) == std::string::npos);
}

TEST_CASE("every engine whose containers can outlive it: the container carries the marks of the run") {
    const Engine engine = any_engine();
    CAPTURE(row_of(engine).name);
    if (row_of(engine).leftover == EngineRow::Leftover::none) return;
    const Command command = render(engine, example()).command;
    CHECK(everything(command).find("TAO_SHIM_RUN") != std::string::npos);
    if (engine == Engine::launcher) return;
    CHECK(position(command.argv, {"--name", "tao-run-1"}) != std::string::npos);
    CHECK(position(command.argv, {"--label", "tao-shim.run=run-1"}) != std::string::npos);
}

TEST_CASE("every engine: what it cannot express is an error at its place that names the engines that can") {
    Task task = example();
    task.docker.network = {"lan", text::Span{29, 32}};
    task.docker.ports = {{{"8888", "8888"}}, text::Span{41, 53}};
    task.docker.privileged = {true, text::Span{67, 71}};
    task.mounts.front().read_only = true;
    task.mounts.front().where = text::Span{0, 7};
    struct Row {
        Engine engine;
        std::vector<std::string> ids;
    };
    const auto row =
        GENERATE(Row{Engine::launcher, {"read-only"}}, Row{Engine::docker, {}}, Row{Engine::podman, {}},
                 Row{Engine::apptainer, {"no-network", "no-ports", "no-privileges"}});
    CAPTURE(row_of(row.engine).name);
    const Rendered rendered = render(row.engine, task);
    std::vector<std::string> ids;
    for (const text::Diagnostic& one : rendered.diagnostics.all()) {
        ids.push_back(one.id);
        CHECK(one.severity == text::Severity::error);
        CHECK(one.where.has_value());
        CHECK(one.hint.find(" can: write engine: ") != std::string::npos);
    }
    CHECK(ids == row.ids);
}

TEST_CASE("every engine that makes containers: a read-only mount below a writable one is read-only") {
    const Engine engine = any_container_engine();
    CAPTURE(row_of(engine).name);
    Task task = example();
    task.mounts[1].read_only = true;
    const Rendered rendered = render(engine, task);
    CHECK(rendered.diagnostics.all().empty());
    const std::string option = std::string("type=bind,source=/home/u/specs,target=/ws/specs,") +
                               (engine == Engine::apptainer ? "ro" : "readonly");
    CHECK(position(rendered.command.argv, {"--mount", option}) != std::string::npos);
}

TEST_CASE(
    "every engine that makes containers: a name in a path with a comma or a quote is one field of CSV") {
    const Engine engine = any_container_engine();
    CHECK(position(render(engine, example()).command.argv,
                   {"--mount", R"(type=bind,"source=/home/u/p, ""q""",target=/ws)"}) != std::string::npos);
}

TEST_CASE("every engine: `gpus: none` asks for none, and no `gpus:` for all of them") {
    const Engine engine = any_container_engine();
    CAPTURE(row_of(engine).name);
    const std::map<Engine, std::vector<std::string>> all{{Engine::docker, {"--gpus", "all"}},
                                                         {Engine::podman, {"--device", "nvidia.com/gpu=all"}},
                                                         {Engine::apptainer, {"--nv"}}};
    CHECK(position(render(engine, example()).command.argv, all.at(engine)) != std::string::npos);
    Task task = example();
    task.gpus = {{.choice = project::Gpus::Choice::none, .indices = {}}, std::nullopt};
    CHECK(position(render(engine, task).command.argv, {all.at(engine).front()}) == std::string::npos);
}

TEST_CASE("the words of a command line of the launcher are written for its two shells") {
    Task task = example();
    task.words = {"dino", "train", "a b"};
    task.volumes = {"/a:/b"};
    CHECK(render(Engine::launcher, task).command.argv == std::vector<std::string>{"/usr/local/bin/tao",
                                                                                  "model", "dino", "--volume",
                                                                                  "/a:/b", "train", "a\\ b"});
    task.words = {"ls", "/data"};
    task.only_command = true;
    task.volumes.clear();
    CHECK(render(Engine::launcher, task).command.argv ==
          std::vector<std::string>{"/usr/local/bin/tao", "model", "dino", "run", "ls", "/data"});
    task.words.clear();
    task.only_command = false;
    CHECK(render(Engine::launcher, task).command.argv ==
          std::vector<std::string>{"/usr/local/bin/tao", "model", "dino"});
}
