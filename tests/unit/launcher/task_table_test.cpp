#include "launcher/task_table.hpp"

#include "support/catch.hpp"
#include "unit/launcher/launchers.hpp"

using namespace tao;
using namespace tao::launcher;

namespace {

const os::Environment home{{"HOME=/home/user"}};

TaskTable table_of(const std::string& version, const std::string& program = "tao") {
    tests::InstalledLauncher installed(version, program);
    complete(installed.launcher, installed.files);
    return read_task_table(installed.launcher, home, installed.files).value();
}

}  // namespace

TEST_CASE("the tables of all generations are read") {
    CHECK(table_of("0.1.24").has("", "classification"));
    CHECK(table_of("4.0.1").has("", "classification_tf1"));
    CHECK_FALSE(table_of("4.0.1", "tao-deploy").has("", "action_recognition"));
    CHECK(table_of("4.0.1", "tao-deploy").has("", "unet"));
    CHECK(table_of("5.5.1").has("dataset", "annotations"));
    CHECK(table_of("6.26.3").has("model", "cosmos-embed1"));
    CHECK(table_of("6.26.3").has("deploy", "trtexec"));
    CHECK_FALSE(table_of("6.26.3").has("model", "trtexec"));
    CHECK(table_of("6.26.3").has_group("deploy"));
    CHECK_FALSE(table_of("6.26.3").has_group("detectnet_v2"));
}

TEST_CASE("the user's own table goes before the package's, each program with its own") {
    struct Row {
        std::string version, program, file;
        bool used;
    };
    const auto row = GENERATE(
        Row{"6.26.3", "tao", ".tao/config.json", true}, Row{"6.26.3", "tao", ".tlt/config.json", false},
        Row{"4.0.1", "tao", ".tlt/config.json", true}, Row{"4.0.1", "tao", ".tao/config.json", false},
        Row{"4.0.1", "tao-deploy", ".tlt/config_deploy.json", true},
        Row{"4.0.1", "tao-deploy", ".tlt/config.json", false},
        Row{"0.1.24", "tao", ".tlt/config.json", true});
    CAPTURE(row.version, row.program, row.file);
    tests::InstalledLauncher installed(row.version, row.program);
    complete(installed.launcher, installed.files);
    installed.files.add_file(
        "/home/user/" + row.file,
        R"({"format_version": 2.0, "dockers": {"image": {"tag": {"tasks": ["mine"]}}}})");
    const auto table = read_task_table(installed.launcher, home, installed.files);
    REQUIRE(table);
    const std::string group = installed.launcher.grammar == Grammar::group_first ? "container_actions" : "";
    CHECK(table->has(group, "mine") == row.used);
    CHECK((table->file == "/home/user/" + row.file) == row.used);
}

TEST_CASE("format 1.0 has no tags, and an integer format is as good as a fraction") {
    const auto old =
        parse_task_table(R"({"format_version": 1.0, "dockers": {"i": {"docker_tag": "t", "tasks": ["a"]}}})",
                         Grammar::task_first);
    REQUIRE(old);
    CHECK(old->has("", "a"));
    CHECK(parse_task_table(R"({"format_version": 3, "task_group": {}})", Grammar::group_first));
}

TEST_CASE("a table that the launcher would refuse is none") {
    CHECK_FALSE(parse_task_table("", Grammar::group_first));
    CHECK_FALSE(parse_task_table("[]", Grammar::group_first));
    CHECK_FALSE(parse_task_table("{}", Grammar::group_first));
    CHECK_FALSE(parse_task_table(R"({"format_version": 4.0, "dockers": {}})", Grammar::group_first));
    CHECK_FALSE(parse_task_table(R"({"format_version": 3.0, "task_group": {}})", Grammar::task_first));
    CHECK_FALSE(parse_task_table(R"({"format_version": 2.0, "dockers": {"i": {"t": {"tasks": [1]}}}})",
                                 Grammar::task_first));
}
