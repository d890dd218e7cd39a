#include "plan/split_words.hpp"

#include "support/catch.hpp"
#include "support/invocations.hpp"

using namespace tao;
using plan::shlex_words;

namespace {

constexpr char split_words_project[] = "version: 1\nmounts:\n  - .:/w\n";

// What is said of a word of a PyTorch task; empty: nothing.
std::string said_of(const std::string& word, const std::string& task = "dino",
                    const std::string& engine = "docker") {
    tests::Computer computer;
    computer.files.add_file("/bin/" + engine,
                            "\x7f"
                            "ELF",
                            0755, 0);
    computer.files.add_file("/var/run/docker.sock", "", 0666, 0);
    computer.invocation.environment.set("PATH", "/bin");
    computer.invocation.environment.set("TAO_SHIM_ENGINE", engine);
    computer.add_project(split_words_project);
    const plan::Plan plan = computer.plan({"tao", task, "train", "-e", "specs/train.txt", word});
    CHECK(plan.lacks_files == !plan.message.empty());
    return plan.message;
}

}  // namespace

TEST_CASE("words are split as shlex.split() does") {
    CHECK(shlex_words(" a  b\tc\n").words == std::vector<std::string>{"a", "b", "c"});
    CHECK(shlex_words("k='a b'\"c d\"e").words == std::vector<std::string>{"k=a bc de"});
    CHECK(shlex_words("'' \"\"").words == std::vector<std::string>{"", ""});
    CHECK(shlex_words("'a\\' \"b\\c\\\"\\\\\"").words == std::vector<std::string>{"a\\", "b\\c\"\\"});
    CHECK(shlex_words("a\\ b").words == std::vector<std::string>{"a b"});
    CHECK_FALSE(shlex_words("a'b").closed);
    CHECK_FALSE(shlex_words("a\\").closed);
    CHECK(shlex_words("").words.empty());
}

TEST_CASE("a PyTorch task: a word that its entry point would change is said, with what to type") {
    CHECK(said_of("results_dir=/w/a b") ==
          "tao-shim: warning: the entry point of the image cuts 'results_dir=/w/a b' at its blanks: the task "
          "gets "
          "'results_dir=/w/a' and 'b'\n"
          "tao-shim:   type: \"results_dir='/w/a b'\"\n");
    CHECK(said_of("k=[a, b, c]") ==
          "tao-shim: warning: the entry point of the image cuts 'k=[a, b, c]' at its blanks: the task gets "
          "'k=[a,' and 'b,' and more\n"
          "tao-shim:   type: \"k='[a, b, c]'\"\n");
    CHECK(
        said_of("k=a\"b").starts_with("tao-shim: warning: the entry point of the image ends with an error at "
                                      "'k=a\"b': it wants a second quote\n"));
    CHECK(said_of("k=a\\b").starts_with(
        "tao-shim: warning: the entry point of the image takes the backslashes out of 'k=a\\b'\n"));
    CHECK(said_of("").starts_with("tao-shim: warning: the entry point of the image drops an empty word\n"));
    CHECK(said_of("-ea b.yaml").find("cuts the spec file's name '/w/a b.yaml'") != std::string::npos);
    CHECK_FALSE(said_of("k=a b", "dino", "apptainer").empty());
}

TEST_CASE("a PyTorch task: what to type instead is silent, and so is every word that arrives whole") {
    for (const char* word : {"results_dir='/w/a b'", "k=[a,b]", "k={a:1}", "k=$x", "k=a;b", "k=*",
                             "k=['a','b']", "k=\"it's\"", "k='[a, b]'", "~k", "+k=1"}) {
        CAPTURE(word);
        CHECK(said_of(word).empty());
    }
    CHECK(said_of("k=a b", "detectnet_v2").empty());
    CHECK(said_of("k=a b", "annotations").empty());
}
