#include "reading.hpp"
#include "support/catch.hpp"

using tao::tests::errors_of;
using tao::tests::read_text;

TEST_CASE("quotes of a page around a value are an error that says what they are, once") {
    CHECK(
        errors_of("mounts:\n"
                  "  - source: \u201C.\u201D\n"
                  "    destination: \u201C/w\u201D\n") ==
        "tao-project.yaml:3:13: error: this looks like \" and is U+201C, as web pages and word processors "
        "have it\n"
        "    3 |   - source: \u201C.\u201D\n"
        "      |             ^\n"
        "      = write \" in its place, everywhere; if the value begins with it, put \" around the whole\n");
    CHECK(read_text("version: 1\nenvs:\n  A: \u2018b\u2019\n").ids == std::vector<std::string>{"lookalike"});
}

TEST_CASE("a blank of a page in the indentation or behind a colon is an error at its place") {
    const std::string error =
        "error: this looks like a blank and is U+00A0, as web pages and word processors have it\n";
    CHECK(errors_of("mounts:\n"
                    "\u00A0 - source: .\n"
                    "\u00A0 \u00A0 destination: /w\n") ==
          "tao-project.yaml:3:1: " + error +
              "    3 | \u00A0 - source: .\n"
              "      | ^\n"
              "      = write a blank in its place, everywhere: one of the space bar\n");
    CHECK(read_text("version:\u00A01\nmounts: []\n").errors.starts_with("tao-project.yaml:1:9: " + error));
    CHECK(errors_of("workdir: /w\u00A0\n").starts_with("tao-project.yaml:2:12: " + error));
}

TEST_CASE("a dash or a colon of a page is an error at its place") {
    CHECK(errors_of("mounts:\n  \u2013 source: .\n    destination: /w\n")
              .starts_with("tao-project.yaml:3:3: error: this looks like - and is U+2013"));
    CHECK(errors_of("mounts:\n  \u2022 .:/w\n")
              .starts_with("tao-project.yaml:3:3: error: this looks like - and is U+2022"));
    CHECK(read_text("version\uFF1A1\nmounts\uFF1A\n  - .:/w\n")
              .errors.starts_with("tao-project.yaml:1:8: error: this looks like : and is U+FF1A"));
    CHECK(errors_of("gpus: [0\uFF0C1]\n")
              .starts_with("tao-project.yaml:2:9: error: this looks like , and is U+FF0C"));
    CHECK(errors_of("mounts:\n  - data\uFF1A/data\n")
              .starts_with("tao-project.yaml:3:9: error: this looks like : and is U+FF1A"));
}

TEST_CASE("the same characters inside of a value, in quotes or in a comment are no error") {
    CHECK(errors_of("# \u201Cmine\u201D \u2013 and yours\n"
                    "mounts:\n"
                    "  - source: Ann\u2019s data \u2013 2024\n"
                    "    destination: /w\n"
                    "  - \"\u201Cx\u201D:/x\"\n"
                    "envs:\n"
                    "  NOTE: note\uFF1Amine\n"
                    "  TITLE: \"\u201Cbest\u201D\"\n")
              .empty());
}

TEST_CASE("a line around a block of code is no line of the file") {
    CHECK(read_text("```yaml\nversion: 1\nmounts: []\n```\n").errors ==
          "tao-project.yaml:1:1: error: this line belongs to the page or text that the file was copied from\n"
          "    1 | ```yaml\n"
          "      | ^~~~~~~\n"
          "      = remove it, and the one behind the last line too\n");
}

TEST_CASE("a dash without a blank behind it, and an = in place of a colon, are said with what to write") {
    CHECK(errors_of("mounts:\n"
                    "  -source: .\n"
                    "   destination: /w\n") ==
          "tao-project.yaml:3:3: error: a blank is missing behind the -\n"
          "    3 |   -source: .\n"
          "      |   ^\n"
          "      = write - source: .\n");
    CHECK(errors_of("mounts:\n  -.:/w\n").ends_with("= a blank is missing behind the -: write - .:/w\n"));
    CHECK(errors_of("mounts:\n  -source: .\n")
              .ends_with("= a blank is missing behind the -: write - source: .\n"));
    for (const char* line : {"version = 1", "version=1"}) {
        CHECK(read_text(std::string(line) + "\nmounts: []\n")
                  .errors.ends_with("= a key ends with a colon and a blank: write version: 1\n"));
    }
}
