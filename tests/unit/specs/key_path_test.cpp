#include "specs/key_path.hpp"

#include "support/catch.hpp"

using tao::specs::key_path;

namespace {

// Of the value that begins with an @.
std::string key_of_value(const std::string& content) {
    return key_path(content, content.find('@'));
}

}  // namespace

TEST_CASE("the key of a value has those that it stands below in front") {
    CHECK(key_of_value("results_dir: @\n") == "results_dir");
    CHECK(key_of_value("a: 1\ntrain:\n  # of it\n  seed: 1\n\n  optim:  # x\n    lr: 2\n    path: \"@\"\n") ==
          "train.optim.path");
    CHECK(key_of_value("train:\n  optim:\n    lr: 1\n  dir: '@'\n") == "train.dir");
    CHECK(key_of_value("\"train\":\r\n  'dir': @\r\n") == "train.dir");
}

TEST_CASE("a value in a list, in braces or below what is none has no such key") {
    for (const char* content :
         {"@", "- @\n", "- a: @\n", "a: [@]\n", "a: {b: @}\n", "a:\n  - b: 1\n    c: @\n", "a: &x\n  b: @\n",
          "  b: @\n", "a b: @\n", "a: x @\n"}) {
        INFO(content);
        CHECK(key_of_value(content).empty());
    }
}
