#include "plan/plan.hpp"
#include "support/catch.hpp"
#include "support/invocations.hpp"

using tao::plan::Plan;
using tao::tests::Computer;

namespace {

Computer away_from_the_project() {
    Computer computer;
    computer.add_project("version: 1\nmounts:\n  - .:/workspace/tao-experiments\n");
    computer.files.add_file("/home/user/cars/specs/train.txt", "");
    computer.files.add_directory("/home/user/jobs");
    computer.invocation.working_directory = "/home/user/jobs";
    return computer;
}

std::string note(const std::string& path) {
    return "tao-shim: note: '" + path +
           "' lies in the project /home/user/cars/tao-project.yaml, which does not count in this directory; "
           "to have it count, type: export TAO_PROJECT=/home/user/cars/tao-project.yaml\n";
}

}  // namespace

TEST_CASE("a line outside of every project whose words name a project's files says which project") {
    Computer computer = away_from_the_project();
    const Plan plan = computer.plan({"tao", "model", "detectnet_v2", "train", "-e",
                                     "/home/user/cars/specs/train.txt", "-r", "/home/user/cars"});
    CHECK(plan.action == Plan::Action::pass_through);
    CHECK(plan.message == note("/home/user/cars/specs/train.txt"));
}

TEST_CASE("such a path may be relative, stand behind a sign, or not be there yet") {
    Computer computer = away_from_the_project();
    const auto said = [&](const char* word) {
        return computer.plan({"tao", "model", "dino", "train", word}).message;
    };
    CHECK(said("../cars/specs/train.txt") == note("../cars/specs/train.txt"));
    CHECK(said("results_dir=/home/user/cars/a/b/c") == note("/home/user/cars/a/b/c"));
    CHECK(said("--results_dir=/home/user/cars/new") == note("/home/user/cars/new"));
}

TEST_CASE("no project is named where none is meant") {
    Computer computer = away_from_the_project();
    const auto said = [&](std::vector<std::string> argv) { return computer.plan(std::move(argv)).message; };
    CHECK(said({"tao", "model", "dino", "train", "-e", "/workspace/specs/train.txt"}).empty());
    CHECK(said({"tao", "model", "dino", "train", "-k", "key", "train.txt"}).empty());
    CHECK(said({"tao", "list", "/home/user/cars/specs/train.txt"}).empty());
    computer.invocation.environment.set("TAO_SHIM", "off");
    CHECK(said({"tao", "model", "dino", "train", "-e", "/home/user/cars/specs/train.txt"}).empty());
}

TEST_CASE("without a launcher, too, the project is named") {
    Computer computer = away_from_the_project();
    computer.invocation.environment.set("PATH", "/nowhere");
    const std::string message =
        computer.plan({"tao", "model", "dino", "train", "-e", "/home/user/cars/specs/train.txt"}).message;
    CHECK(message.find("no launcher found") != std::string::npos);
    CHECK(message.ends_with(note("/home/user/cars/specs/train.txt")));
}

TEST_CASE("somebody else's project is not recommended") {
    Computer computer = away_from_the_project();
    computer.files.add_file("/home/user/cars/tao-project.yaml", "version: 1\n", 0644, 4711);
    CHECK(computer.plan({"tao", "model", "dino", "train", "-e", "/home/user/cars/specs/train.txt"})
              .message.empty());
}

TEST_CASE("TAO_PROJECT makes such a line a line of the project") {
    Computer computer = away_from_the_project();
    computer.invocation.environment.set("TAO_PROJECT", "/home/user/cars/tao-project.yaml");
    const Plan plan =
        computer.plan({"tao", "model", "dino", "train", "-e", "/home/user/cars/specs/train.txt"});
    CHECK(plan.message.empty());
    CHECK(plan.action == Plan::Action::supervise);
}
