#include "plan/missing_value.hpp"

#include "support/catch.hpp"
#include "support/invocations.hpp"

using namespace tao;

namespace {

// What is said of a line with these words at its end.
std::string said_of_line(std::vector<std::string> words, const std::string& more = {}) {
    tests::Computer computer;
    computer.files.add_file("/bin/docker",
                            "\x7f"
                            "ELF",
                            0755, 0);
    computer.files.add_file("/var/run/docker.sock", "", 0666, 0);
    computer.invocation.environment.set("PATH", "/bin");
    computer.add_project("version: 1\nmounts:\n  - .:/w\n" + more);
    if (words.front() != "run") words.insert(words.begin(), "train");
    words.insert(words.begin(), {"tao", "detectnet_v2"});
    const plan::Plan plan = computer.plan(words);
    CHECK(plan.lacks_files == !plan.message.empty());
    return plan.message;
}

}  // namespace

TEST_CASE("a key without a value is said, with what sets it") {
    CHECK(
        said_of_line({"-k"}) ==
        "tao-shim: warning: '-k' has no value: a variable behind it, such as $KEY, is not set in this shell\n"
        "tao-shim:   set it first, for example: export KEY=nvidia_tlt\n");
    CHECK(said_of_line({"--key"}, "variables: {KEY: tlt}\n") ==
          "tao-shim: warning: '--key' has no value: a variable behind it, such as $KEY, is not set in this "
          "shell\n"
          "tao-shim:   this project has a KEY; to set it in this shell, type: eval \"$(tao-shim env)\"\n");
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"-k", "-r", "results"}, {"-k", "--gpus", "1"}, {"-k", ""}, {"--key="}, {"encryption_key="}})
        CHECK_FALSE(said_of_line(words).empty());
}

TEST_CASE("a key with a value is not spoken of, whatever it looks like") {
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"-k", "x"}, {"-k", "-abc"}, {"--key=x"}, {"-kx"}, {"encryption_key=x"}})
        CHECK(said_of_line(words).empty());
    CHECK(said_of_line({"run", "sort", "-k"}).empty());
}

TEST_CASE("a directory for results without a value is said, with what sets it") {
    CHECK(
        said_of_line({"results_dir="}) ==
        "tao-shim: warning: 'results_dir=' has no value: a variable behind it, such as $RESULTS_DIR, is not "
        "set in this shell\n"
        "tao-shim:   set it first, for example: export RESULTS_DIR=results/first\n");
    CHECK(said_of_line({"-r", "--gpus", "1"}, "variables: {RESULTS_DIR: results}\n")
              .ends_with("this project has a RESULTS_DIR; to set it in this shell, type: "
                         "eval \"$(tao-shim env)\"\n"));
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"-r"}, {"-r", ""}, {"--results_dir="}, {"--results_dir", ""}, {"train.results_dir="}})
        CHECK_FALSE(said_of_line(words).empty());
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{{"-r", "x"},
                                                                                       {"results_dir=x"},
                                                                                       {"--results_dir", "x"},
                                                                                       {"name="},
                                                                                       {"data_dir="},
                                                                                       {"run", "ls", "-r"}})
        CHECK(said_of_line(words).empty());
}
