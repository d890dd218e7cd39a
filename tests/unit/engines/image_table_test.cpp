#include "engines/image_table.hpp"

#include <fstream>
#include <set>

#include "support/catch.hpp"

using namespace tao;
using namespace tao::engines;

namespace {

std::string file(const std::string& name) {
    std::ifstream stream(std::string(TESTS_SOURCE_DIR) + "/unit/launcher/tables/" + name + ".json");
    REQUIRE(stream);
    return {std::istreambuf_iterator<char>(stream), {}};
}

launcher::TaskTable published(const std::string& version) {
    const auto grammar = version < "5" ? launcher::Grammar::task_first : launcher::Grammar::group_first;
    return launcher::parse_task_table(file(version), grammar).value();
}

using Images = std::set<std::string>;  // GROUP TASK IMAGE

void add(const launcher::TaskTable& table, const std::string& unnamed, Images& images) {
    for (const auto& group : table.groups) {
        for (std::size_t index = 0; index < group.tasks.size(); ++index)
            images.insert((group.name.empty() ? unnamed : group.name) + " " + group.tasks[index] + " " +
                          group.images[index]);
    }
}

}  // namespace

TEST_CASE("each release's table is that of the launcher that NVIDIA published") {
    struct Row {
        std::string launcher, release, deploy;
    };
    const auto row = GENERATE(
        Row{"0.1.21", "3.22.02", ""}, Row{"0.1.24", "3.22.05", ""}, Row{"4.0.0", "4.0.0", "4.0.0-deploy"},
        Row{"4.0.1", "4.0.1", "4.0.1-deploy"}, Row{"5.0.0", "5.0.0", ""}, Row{"5.1.0", "5.1.0", ""},
        Row{"5.2.0", "5.2.0", ""}, Row{"5.2.0.1", "5.2.0.1", ""}, Row{"5.3.0", "5.3.0", ""},
        Row{"5.5.1", "5.5.0", ""}, Row{"6.0.0", "6.0.0", ""}, Row{"6.0.1", "6.0.1", ""},
        Row{"6.25.7", "6.25.7", ""}, Row{"6.25.9", "6.25.9", ""}, Row{"6.25.10", "6.25.10", ""},
        Row{"6.25.11", "6.25.11", ""}, Row{"6.25.11.1", "6.25.11.1", ""}, Row{"6.26.3", "6.26.3", ""});
    CAPTURE(row.launcher);
    Images of_launcher;
    add(published(row.launcher), "model", of_launcher);
    if (!row.deploy.empty()) add(published(row.deploy), "deploy", of_launcher);
    Images ours;
    add(table_of(row.release), "", ours);
    CHECK(ours == of_launcher);
    CHECK(release_named(row.launcher) == row.release);
}

TEST_CASE("of a task that is listed twice the later image counts, as in the launcher") {
    CHECK(table_of("4.0.1").image_of("model", "unet") == "nvcr.io/nvidia/tao/tao-toolkit:4.0.1-tf1.15.5");
    CHECK(published("4.0.1").image_of("", "unet") == "nvcr.io/nvidia/tao/tao-toolkit:4.0.1-tf1.15.5");
}

TEST_CASE("a release is found by the beginning of its name, by whole numbers, the newest first") {
    CHECK(release_named("7.1") == "7.1");
    CHECK(release_named("7") == "7.1");
    CHECK(release_named("6") == "6.26.3");
    CHECK(release_named("6.25") == "6.25.11.1");
    CHECK(release_named("6.25.1") == std::nullopt);
    CHECK(release_named("5.2") == "5.2.0.1");
    CHECK(release_named("3.22") == "3.22.05");
    CHECK(release_named("") == std::nullopt);
    CHECK(release_named("9") == std::nullopt);
    CHECK(last_release_with_groups() == "6.26.3");
}

TEST_CASE("the releases stand from the newest to the oldest, each in one piece") {
    const auto names = releases();
    CHECK(names.front() == "7.1");
    CHECK(std::set(names.begin(), names.end()).size() == names.size());
    for (std::size_t index = 1; index < names.size(); ++index)
        CHECK(version_of(names[index]) <= version_of(names[index - 1]));
}

TEST_CASE("every image of the table is one of NVIDIA's registry") {
    for (const ImageRow& row : image_rows()) {
        CAPTURE(row.image);
        CHECK(row.image.starts_with("nvcr.io/nvidia/"));
        CHECK(row.image.find(':') != std::string_view::npos);
        CHECK_FALSE(row.tasks.empty());
    }
}
