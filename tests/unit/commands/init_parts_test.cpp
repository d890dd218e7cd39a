#include <fstream>
#include <sstream>

#include "captured.hpp"
#include "commands/init/drafts.hpp"
#include "commands/init/engine_limits.hpp"
#include "commands/init/json_fault.hpp"
#include "commands/init/known_tasks.hpp"
#include "commands/init/left_open.hpp"
#include "commands/init/python.hpp"
#include "commands/init/questions.hpp"

using namespace tao;
using tao::tests::MemoryFileSystem;
using tao::tests::Scene;

namespace {

std::string content_of(const std::string& file) {
    std::ifstream stream(file);
    std::stringstream text;
    text << stream.rdbuf();
    return text.str();
}

commands::PythonAnswer python(std::string_view script,
                              std::vector<std::string> interpreters = {"/usr/bin/python3"},
                              std::chrono::milliseconds time = std::chrono::seconds(30)) {
    const os::Environment environment({"PATH=/usr/bin:/bin", "PYTHONPATH=/nowhere", "SECRET=x"});
    return commands::run_python(interpreters, script, "input", {"a b", ""}, environment, time);
}

// The file that `tao-shim init` makes in /home/user/cars.
std::string drafted(MemoryFileSystem& files, const commands::InitRequest& request) {
    plan::Invocation invocation;
    invocation.environment = os::Environment({"HOME=/home/user", "USER=user"});
    invocation.user = invocation.group = 1000;
    const auto made = commands::make_draft(request, invocation, files);
    INFO(made.fault);
    REQUIRE(made.fault.empty());
    return commands::compose(made.draft);
}

std::string from_mounts(const std::string& json) {
    MemoryFileSystem files;
    files.add_directory("/home/user/cars");
    files.add_file("/home/user/cars/m.json", json);
    return drafted(files, {.from = "m.json", .layout = "", .task = "", .directory = "/home/user/cars"});
}

}  // namespace

TEST_CASE("what an author leaves open is told from paths") {
    for (const char* open : {"FIXME",
                             "FIX_ME",
                             "<YOUR_PATH_TO_DATA_DIR>",
                             "/path/to/local/tao-experiments",
                             "/raid/path/to/x",
                             "YOUR_LOCAL_PROJECT_DIR_PATH",
                             "/home/your_name/tao",
                             "/home/<user>/tao",
                             "CHANGE_ME",
                             "/x/changeme",
                             "/absolute/path/to/your/host/data",
                             "REPLACE_ME/data",
                             "/home/username/x",
                             "ENTER_YOUR_PATH",
                             "xxx",
                             "/home/XXXX/data",
                             "enter path here",
                             "/srv/insert_data_dir",
                             "...",
                             "/home/.../data",
                             "/data/…",
                             "[path to data]",
                             "C:\\Users\\ann",
                             "D:/data",
                             "\\\\server\\share\\x",
                             "/srv/[data-dir]/x"}) {
        INFO(open);
        CHECK(commands::is_left_open(open));
    }
    for (const char* path :
         {"/home/user/cars", "/data", "/mnt/method/pathto", "/srv/todo-list", "/x/yours/y", "/a/Thor",
          "/data/fixtures", "/data/yourself", "", "/a/FIXMES", "/users/names", "../../data", "/a/b...",
          "//server/x", "a:b", "a\\b", "/data/[0-9]", "/data/[a]"}) {
        INFO(path);
        CHECK_FALSE(commands::is_left_open(path));
    }
    CHECK_FALSE(commands::is_left_open(std::string(100000, '<')));
}

TEST_CASE("the reader of notebooks and init go by the same patterns for what is left open") {
    const std::string python = content_of(TESTS_SOURCE_DIR "/../config/notebook/places.py");
    const std::string cpp = content_of(TESTS_SOURCE_DIR "/../lib/commands/init/left_open.cpp");
    int patterns = 0;
    for (std::size_t at = cpp.find("R\"("); at != std::string::npos; at = cpp.find("R\"(", at + 1)) {
        const std::string pattern = cpp.substr(at + 3, cpp.find(")\"", at) - at - 3);
        INFO(pattern);
        CHECK(python.find("r\"" + pattern + "\"") != std::string::npos);
        ++patterns;
    }
    CHECK(patterns == 2);
}

TEST_CASE("a script gets its input, its words, and nothing of the user's Python") {
    const auto answer = python(
        "import os, sys\n"
        "print(open(sys.argv[1]).read(), sys.argv[2:], sorted(os.environ), sys.flags.isolated, "
        "sys.flags.no_site)\n"
        "print('complaint', file=sys.stderr)\n");
    REQUIRE(answer.output);
    CHECK(*answer.output == "input ['a b', ''] ['LC_ALL', 'PATH'] 1 1\n");
    CHECK(answer.fault.empty());
}

TEST_CASE("a script that fails says why in its last line") {
    const auto answer = python("raise ValueError('broken')\n");
    CHECK_FALSE(answer.output);
    CHECK(answer.fault == "/usr/bin/python3: ValueError: broken");
    CHECK_FALSE(answer.no_python);
}

TEST_CASE("a script that does not end, or prints without end, is ended") {
    for (const char* script : {"import time\ntime.sleep(600)\n", "while True: print('x' * 1000000)\n"}) {
        const auto start = std::chrono::steady_clock::now();
        const auto answer = python(script, {"/usr/bin/python3"}, std::chrono::milliseconds(1500));
        CHECK_FALSE(answer.output);
        CHECK(answer.fault == "it takes too long");
        CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
    }
}

TEST_CASE("a script whose interpreter dies says so") {
    const auto answer = python("import os\nos.kill(os.getpid(), 11)\n");
    CHECK_FALSE(answer.output);
    CHECK(answer.fault ==
          "it is nested too deeply, or needs too much memory (/usr/bin/python3 died of signal 11)");
}

TEST_CASE("the first interpreter that starts runs the script") {
    CHECK(python("print(1)\n", {"/nowhere/python3", "/bin/false", "/usr/bin/python3"}).fault ==
          "/bin/false: ");
    CHECK(python("print(1)\n", {"/nowhere/python3", "/usr/bin/python3"}).output == "1\n");
    for (const std::vector<std::string>& none : {std::vector<std::string>{}, {"/nowhere/python3"}}) {
        const auto answer = python("print(1)\n", none);
        CHECK(answer.no_python);
        CHECK_FALSE(answer.output);
    }
}

TEST_CASE("without a Python a notebook cannot be read, and what to type is said") {
    MemoryFileSystem files;
    files.add_file("/home/user/cars/n.ipynb", R"({"cells": []})");
    plan::Invocation invocation;
    invocation.environment = os::Environment({"HOME=/home/user", "USER=user"});
    const auto made = commands::make_draft(
        {.from = "n.ipynb", .layout = "", .task = "", .directory = "/home/user/cars"}, invocation, files);
    CHECK(made.fault ==
          "'/home/user/cars/n.ipynb' cannot be read: reading a notebook needs Python 3.6 or newer, and none "
          "was "
          "found on PATH");
    CHECK(made.hint ==
          "to install it on Debian or Ubuntu, type: sudo apt install python3\n"
          "or begin without the notebook: tao-shim init --layout tao-experiments --task detectnet_v2");
}

TEST_CASE("the launcher's own interpreter is the first, then those on PATH") {
    Scene scene;
    scene.files.add_file("/usr/bin/python3", "", 0755);
    const auto found = commands::python_interpreters({.invocation = scene.invocation, .files = scene.files});
    REQUIRE(found.size() >= 2);
    CHECK(found.front() == "/venv/bin/python3");
    CHECK(found.back() == "/usr/bin/python3");
}

TEST_CASE("a task is known by the launcher's table, also under its other name") {
    Scene scene;
    const auto known = commands::known_tasks({.invocation = scene.invocation, .files = scene.files});
    CHECK(known.here == std::vector<std::string>{"detectnet_v2", "dino"});
    CHECK(commands::why_unknown("dino", known).empty());
    CHECK(commands::why_unknown("detectnetv2", known) ==
          "there is no task 'detectnetv2' in TAO\ndid you mean detectnet_v2?");
}

TEST_CASE("without a launcher a task is known by the releases of TAO") {
    Scene scene;
    scene.invocation.environment.set("PATH", "/nowhere");
    const auto known = commands::known_tasks({.invocation = scene.invocation, .files = scene.files});
    CHECK(known.here.empty());
    CHECK(commands::why_unknown("classification_pyt", known).empty());
    CHECK(commands::why_unknown("detectnetv2", known) ==
          "there is no task 'detectnetv2' in TAO\ndid you mean detectnet_v2?");
}

TEST_CASE("memory may be locked where Docker's daemon may raise limits") {
    const auto with = [](const char* status, const char* limits) {
        MemoryFileSystem files;
        files.add_file("/proc/1/comm", "init\n");
        files.add_file("/proc/77/comm", "dockerd\n");
        files.add_file("/proc/77/status", status);
        files.add_file("/proc/77/limits", limits);
        return commands::memlock_may_be_raised(files);
    };
    const char* limited =
        "Limit\nMax locked memory         8388608              8388608              bytes     \n";
    const char* unlimited =
        "Limit\nMax locked memory         unlimited            unlimited            bytes     \n";
    CHECK(with("Name:\tdockerd\nUid:\t0\t0\t0\t0\nCapEff:\t000001ffffffffff\n", limited));
    CHECK_FALSE(with("Name:\tdockerd\nUid:\t0\t0\t0\t0\nCapEff:\t000001fffeffffff\n", limited));
    CHECK_FALSE(with("Name:\tdockerd\nUid:\t1000\t1000\t1000\t1000\nCapEff:\t000001ffffffffff\n", limited));
    CHECK(with("Name:\tdockerd\nUid:\t1000\t1000\t1000\t1000\nCapEff:\t0\n", unlimited));
    CHECK(commands::memlock_may_be_raised(MemoryFileSystem()));
}

TEST_CASE("what is left open in a mounts file is a line to be written, and no directory") {
    for (const char* source : {"/path/to/data", "<YOUR_DATA>", "FIX_ME", "$PWD/data", "$HOME_OF_DATA/x"}) {
        const std::string file = from_mounts("{\"Mounts\": [{\"source\": \"" + std::string(source) +
                                             "\", \"destination\": \"/data\"}]}");
        INFO(file);
        CHECK(file.find("  # FIXME: left open, as ") != std::string::npos);
        CHECK(file.find("  - source: data\n    destination: /data\n") != std::string::npos);
        CHECK(file.find("create: true") == std::string::npos);
    }
}

TEST_CASE("the home in a mounts file is filled in, in each way that people write it") {
    for (const char* source :
         {"~/kitti", "$HOME/kitti", "${HOME}/kitti", "/home/user/kitti", "\\\"/home/user/kitti\\\""}) {
        const std::string file = from_mounts("{\"Mounts\": [{\"source\": \"" + std::string(source) +
                                             "\", \"destination\": \"/data\"}]}");
        INFO(file);
        CHECK(file.find("  - source: ~/kitti\n    destination: /data\n    create: true\n") !=
              std::string::npos);
    }
}

TEST_CASE("the user who runs tao is host, another user is kept") {
    CHECK(from_mounts(R"({"Mounts": [], "DockerOptions": {"user": "1000:1000"}})").find("  user: host\n") !=
          std::string::npos);
    CHECK(from_mounts(R"({"Mounts": [], "DockerOptions": {"user": "1000"}})").find("  user: host\n") !=
          std::string::npos);
    CHECK(from_mounts(R"({"Mounts": [], "DockerOptions": {"user": "1:2"}})").find("  user: \"1:2\"\n") !=
          std::string::npos);
}

TEST_CASE("sections stand in the order of the manual, whatever came first") {
    MemoryFileSystem files;
    files.add_directory("/home/user/cars/specs");
    const auto answer = [](const std::string& question) -> std::string {
        return question.starts_with("Where") ? "/home/user" : "";
    };
    const std::string file = drafted(files, {.from = "",
                                             .layout = "",
                                             .task = "dino",
                                             .directory = "/home/user/cars",
                                             .ask = answer,
                                             .schema = "file:///s.json"});
    CHECK(file.starts_with("# yaml-language-server: $schema=file:///s.json\n"));
    CHECK(file.find("\nmounts:") < file.find("\ndocker:"));
    CHECK(file.find("\ndocker:") < file.find("\nvariables:"));
    CHECK(file.find("layout: data-specs-results\ntask: dino\n") != std::string::npos);
    CHECK(file.find("  HOST_DATA_DIR: \"${home}\"\n  DATA_DIR: /data\n") != std::string::npos);
}

TEST_CASE("what is answered is taken as people write it and terminals insert it") {
    static std::string answered_task;
    static std::string answered_data;
    const auto answer = [](const std::string& question) -> std::string {
        if (question.starts_with("Where are your data, ")) return answered_data;
        return question.starts_with("Which task is ") ? answered_task : "";
    };
    const auto made = [&](const std::string& task, const std::string& data) {
        MemoryFileSystem files;
        files.add_directory("/home/user/cars");
        files.add_directory("/home/user/my data");
        answered_task = task;
        answered_data = data;
        return drafted(files,
                       {.from = "", .layout = "", .task = "", .directory = "/home/user/cars", .ask = answer});
    };
    for (const char* task : {"dino", "  dino ", "tao model dino train", "tao dino", "model dino"}) {
        INFO(task);
        CHECK(made(task, "").find("task: dino\n") != std::string::npos);
    }
    for (const char* data : {"'/home/user/my data'", "\"/home/user/my data\"", "/home/user/my\\ data",
                             " ~/my data ", "$HOME/my data", "'${HOME}/my data'"}) {
        INFO(data);
        CHECK(made("dino", data).find("  - source: \"~/my data\"\n") != std::string::npos);
    }
    CHECK(made("dino", "/").find("source: /\n") == std::string::npos);
}

TEST_CASE("a question for a directory takes none that is not there, and is asked a few times") {
    MemoryFileSystem files;
    files.add_directory("/home/user/my data").add_file("/home/user/cars/a.txt");
    const std::string directory = "/home/user/cars";
    const project::User user{.name = "user", .home = "/home/user"};
    const commands::AnswerPlace place{.directory = directory, .user = user, .files = files};
    static std::vector<std::string> answers;
    static std::vector<std::string> questions;
    const auto ask = [&](const std::vector<std::string>& given) {
        answers = given;
        questions.clear();
        return commands::ask_for_directory(
            [](const std::string& question) {
                questions.push_back(question);
                return questions.size() <= answers.size() ? answers[questions.size() - 1] : std::string();
            },
            "Where? ", "Where then? ", place);
    };
    CHECK(ask({"a.txt", "nowhere", "/", "~/my data"}).empty());
    CHECK(questions == std::vector<std::string>{"Where? ",
                                                "'/home/user/cars/a.txt' is no directory\nWhere then? ",
                                                "'/home/user/cars/nowhere' is no directory\nWhere then? "});
    CHECK(ask({"/", "'~/my data'"}) == "/home/user/my data");
    CHECK(questions.back() == "'/' is the whole computer\nWhere then? ");
    CHECK(ask({" . "}) == directory);
    CHECK(ask({"a.txt"}).empty());
    CHECK(questions.size() == 2);
}

TEST_CASE("a source of another user's home is left open, and so is an empty one") {
    CHECK(from_mounts(R"({"Mounts": [{"source": "~ann/x", "destination": "/x"}]})")
              .find("# FIXME: left open, as ~ann/x; write your directory in\n  - source: x\n") !=
          std::string::npos);
    CHECK(from_mounts(R"({"Mounts": [{"source": "", "destination": "/x"}]})")
              .find("# FIXME: left open; write your directory in\n") != std::string::npos);
}

TEST_CASE("a slip in JSON is said with its place") {
    const auto at = [](const char* text) { return commands::json_fault(text); };
    CHECK(at(R"({"Mounts": []})").empty());
    CHECK(at("{\"Mounts\": [\n  {},\n]}") == "line 3, column 1: JSON has no comma behind the last entry");
    CHECK(at("{'Mounts': []}") == "line 1, column 2: JSON has double quotes only");
    CHECK(at("// mine\n{}") == "line 1, column 1: JSON has no comments");
    CHECK(at("{\"a\": True}") == "line 1, column 7: JSON has true, false and null");
    CHECK(at("{\"a\": 1\n \"b\": 2}") == "line 2, column 2: a comma or a colon is missing in front of this");
    CHECK(at("{\"a\": [1") == "line 1, column 9: it ends before all its brackets are closed");
}

TEST_CASE("a task chooses the layout that NVIDIA's notebooks of it have") {
    CHECK(commands::layout_of_task("dino") == "data-specs-results");
    CHECK(commands::layout_of_task("classification_pyt") == "data-specs-results");
    CHECK(commands::layout_of_task("detectnet_v2") == "tao-experiments");
    CHECK(commands::layout_of_task("unknown") == "tao-experiments");
    MemoryFileSystem files;
    files.add_directory("/home/user/cars");
    const std::string file =
        drafted(files, {.from = "", .layout = "", .task = "detectnet_v2", .directory = "/home/user/cars"});
    INFO(file);
    CHECK(file.find("layout: tao-experiments\ntask: detectnet_v2\n") != std::string::npos);
}

TEST_CASE("in a directory whose name is not UTF-8 nothing is made") {
    MemoryFileSystem files;
    files.add_directory("/home/user/caf\xe9");
    const plan::Invocation invocation;
    const auto made = commands::make_draft(
        {.from = "", .layout = "", .task = "", .directory = "/home/user/caf\xe9"}, invocation, files);
    CHECK(made.fault.ends_with(
        "whose name is not UTF-8, and no engine can mount such a one; nothing was written"));
}

TEST_CASE("in a directory with a colon nothing is made that the launcher could not mount") {
    MemoryFileSystem files;
    files.add_directory("/home/user/a:b/cars");
    plan::Invocation invocation;
    invocation.environment = os::Environment({"HOME=/home/user", "USER=user"});
    for (const char* layout : {"", "tao-experiments"}) {
        commands::InitRequest request{
            .from = "", .layout = layout, .task = "dino", .directory = "/home/user/a:b/cars"};
        const auto made = commands::make_draft(request, invocation, files);
        CHECK(made.fault ==
              "'/home/user/a:b' has a ':' in its name, so the launcher cannot mount it or what is in it; "
              "nothing was written");
        CHECK(made.hint ==
              "to rename it, type: mv /home/user/a:b /home/user/a-b\n"
              "docker, podman and apptainer can mount it; to run tasks without the launcher, type: export "
              "TAO_SHIM_ENGINE=docker");
        request.mounted_by = paths::MountedBy::engine;
        const auto by_engine = commands::make_draft(request, invocation, files);
        CHECK(by_engine.fault.empty());
        CHECK(commands::compose(by_engine.draft).find("\nlayout: ") != std::string::npos);
    }
}

TEST_CASE("secrets are not copied, and what to type instead is said") {
    const std::string file = from_mounts(
        R"({"Mounts": [], "Envs": [{"variable": "WANDB_API_KEY", "value": "abcdef0123"},
            {"variable": "WANDB_API_KEY", "value": "abcdef0124"}, {"variable": "KEY", "value": "nvidia_tlt"},
            {"variable": "TOKEN_FILE", "value": "/x/token"}, {"variable": "AWS_SECRET_ACCESS_KEY", "value": "/abcdef0125"}, {"name": "HF_TOKEN", "value": "hf_abcdefghijklmnopqrstuvwxyz"}]})");
    INFO(file);
    CHECK(file.find("abcdef012") == std::string::npos);
    CHECK(file.find("hf_abc") == std::string::npos);
    CHECK(file.find("\n  # not copied, since it is a secret; before a run, type: export WANDB_API_KEY=VALUE\n"
                    "  WANDB_API_KEY:\n") != std::string::npos);
    CHECK(file.find("\n  KEY: nvidia_tlt\n") != std::string::npos);
    CHECK(file.find("\n  TOKEN_FILE: /x/token\n") != std::string::npos);
}

TEST_CASE("no directory is made of what is a file by its name, or no name") {
    for (const char* source : {"~/.netrc", "~/.ngc/config", "key.json", "~/x.sock"}) {
        const std::string file =
            from_mounts(R"({"Mounts": [{"source": ")" + std::string(source) + R"(", "destination": "/x"}]})");
        INFO(file);
        CHECK(file.find("# this file is not there yet\n") != std::string::npos);
        CHECK(file.find("create:") == std::string::npos);
    }
    for (const char* source : {"data  # where the data are", "[path to data]", "{data}", "a|b", "x'y", ""}) {
        const std::string file = from_mounts(R"({"Mounts": [{"source": ")" + std::string(source) +
                                             R"(", "destination": "/data"}]})");
        INFO(file);
        CHECK(file.find(*source == '\0' ? "# FIXME: left open; write" : "# FIXME: left open, as ") !=
              std::string::npos);
        CHECK(file.find("create:") == std::string::npos);
    }
    CHECK(from_mounts(R"({"Mounts": [{"source": "'/home/user/kitti'", "destination": "/data"}]})")
              .find("  - source: ~/kitti\n") != std::string::npos);
}

TEST_CASE("what is not in force in a written file, or left to the user, is found with its line") {
    const auto found = commands::noticed_in(
        "version: 1\n# FIXME: a\nmounts:\n  # left out: b\n  # - x\n  - source: \"# FIXME: no\"\n  # not "
        "copied, c\n");
    REQUIRE(found.size() == 3);
    CHECK(found[0].line == 2);
    CHECK(found[0].begin == 13);
    CHECK(found[0].text == "FIXME: a");
    CHECK(found[1].line == 4);
    CHECK(found[1].text == "left out: b");
    CHECK(found[2].line == 7);
}
