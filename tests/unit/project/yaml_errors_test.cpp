#include "reading.hpp"
#include "support/catch.hpp"

using tao::tests::errors_of;
using tao::tests::read_text;

TEST_CASE("anchors, aliases and merge keys are errors") {
    CHECK(errors_of("envs: &x {A: b}\n"
                    "docker: *x\n"
                    "<<: *x\n") ==
          "tao-project.yaml:2:7: error: anchors (&NAME) and aliases (*NAME) are not used in project files\n"
          "    2 | envs: &x {A: b}\n"
          "      |       ^~\n"
          "      = write the value out; a value that begins with & needs quotes\n"
          "tao-project.yaml:3:9: error: anchors (&NAME) and aliases (*NAME) are not used in project files\n"
          "    3 | docker: *x\n"
          "      |         ^~\n"
          "      = write the value out; a value that begins with * needs quotes\n"
          "tao-project.yaml:4:1: error: merge keys (<<) are not used in project files\n"
          "    4 | <<: *x\n"
          "      | ^~\n"
          "      = write the keys out\n"
          "tao-project.yaml:4:5: error: anchors (&NAME) and aliases (*NAME) are not used in project files\n"
          "    4 | <<: *x\n"
          "      |     ^~\n"
          "      = write the value out; a value that begins with * needs quotes\n");
}

TEST_CASE("an alias of nothing is an error") {
    CHECK(errors_of("envs: {A: *nope}\n") ==
          "tao-project.yaml:2:11: error: anchors (&NAME) and aliases (*NAME) are not used in project files\n"
          "    2 | envs: {A: *nope}\n"
          "      |           ^~~~~\n"
          "      = write the value out; a value that begins with * needs quotes\n");
}

TEST_CASE("tags are errors") {
    CHECK(errors_of("docker: !!map {user: host}\n") ==
          "tao-project.yaml:2:9: error: tags (!...) are not used in project files\n"
          "    2 | docker: !!map {user: host}\n"
          "      |         ^~~~~\n"
          "      = remove it; a value that begins with ! needs quotes\n");
}

TEST_CASE("a duplicate key is an error that names the first") {
    CHECK(errors_of("gpus: none\n"
                    "gpus: all\n") ==
          "tao-project.yaml:3:1: error: 'gpus' is here a second time; the first is in line 2\n"
          "    3 | gpus: all\n"
          "      | ^~~~\n"
          "      = keep one of the two\n");
}

TEST_CASE("a duplicate key further down is an error as well") {
    CHECK(errors_of("mounts:\n"
                    "  - source: a\n"
                    "    source: b\n"
                    "    destination: /c\n") ==
          "tao-project.yaml:4:5: error: 'source' is here a second time; the first is in line 3\n"
          "    4 |     source: b\n"
          "      |     ^~~~~~\n"
          "      = keep one of the two\n");
}

TEST_CASE("a key that is a list is an error") {
    CHECK(errors_of("? [a]\n"
                    ": 2\n") ==
          "tao-project.yaml:2:3: error: a key must be a word, not a list, a map or nothing\n"
          "    2 | ? [a]\n"
          "      |   ^\n"
          "      = write it as NAME: VALUE\n");
}

TEST_CASE("a second document is an error") {
    CHECK(errors_of("---\n"
                    "gpus: all\n") ==
          "tao-project.yaml:2:1: error: a second document begins here; a project file is one document\n"
          "    2 | ---\n"
          "      | ^~~\n"
          "      = remove this line and what follows it, or merge the parts\n");
}

TEST_CASE("a tab as indentation is an error that is said once") {
    CHECK(errors_of("envs:\n"
                    "\tA: 1\n"
                    "\tB: 2\n") ==
          "tao-project.yaml:3:1: error: a tab cannot indent a line in YAML\n"
          "    3 | \\tA: 1\n"
          "      | ^~\n"
          "      = replace it by blanks\n");
}

TEST_CASE("a tab as indentation of a later line is an error") {
    CHECK(errors_of("envs:\n"
                    "  A: 1\n"
                    "\tB: 1\n") ==
          "tao-project.yaml:4:1: error: a tab cannot indent a line in YAML\n"
          "    4 | \\tB: 1\n"
          "      | ^~\n"
          "      = replace it by blanks\n");
}

TEST_CASE("a list that is never closed is shown where it begins") {
    CHECK(errors_of("gpus: [0, 1\n") ==
          "tao-project.yaml:2:7: error: this [ is never closed\n"
          "    2 | gpus: [0, 1\n"
          "      |       ^\n"
          "      = add the missing ]\n");
}

TEST_CASE("a map that is never closed is shown where it begins") {
    CHECK(errors_of("docker: {user: host\n") ==
          "tao-project.yaml:2:9: error: this { is never closed\n"
          "    2 | docker: {user: host\n"
          "      |         ^\n"
          "      = add the missing }\n");
}

TEST_CASE("a quote that is never closed is shown where it begins") {
    CHECK(errors_of("envs:\n"
                    "  A: \"x\n"
                    "  B: c\n") ==
          "tao-project.yaml:3:6: error: this quote is never closed\n"
          "    3 |   A: \"x\n"
          "      |      ^\n"
          "      = add the closing quote\n");
}

TEST_CASE("text behind a closing quote is an error") {
    CHECK(
        errors_of("envs:\n"
                  "  A: 'it's'\n") ==
        "tao-project.yaml:3:10: error: this stands behind the closing quote of the value\n"
        "    3 |   A: 'it's'\n"
        "      |          ^~\n"
        "      = the quotes must hold the whole value; inside single quotes a quote is written twice: ''\n");
}

TEST_CASE("an unknown escape is an error") {
    CHECK(errors_of("envs:\n"
                    "  A: \"\\q\"\n") ==
          "tao-project.yaml:3:7: error: this escape does not exist in YAML\n"
          "    3 |   A: \"\\q\"\n"
          "      |       ^~\n"
          "      = write \\\\ for a backslash, or use single quotes, where a backslash is one\n");
}

TEST_CASE("a list on the line of its key is an error") {
    CHECK(errors_of("mounts: - a\n") ==
          "tao-project.yaml:2:9: error: a list cannot begin on the line of its key\n"
          "    2 | mounts: - a\n"
          "      |         ^\n"
          "      = put the - on a line of its own below the key, or write [a, b]\n");
}

TEST_CASE("a bracket that closes nothing is an error") {
    CHECK(errors_of("mounts: [a]]\n") ==
          "tao-project.yaml:2:12: error: this ] closes nothing that is open\n"
          "    2 | mounts: [a]]\n"
          "      |            ^\n"
          "      = remove it, or add the opening bracket\n");
}

TEST_CASE("a value that begins with @ is an error") {
    CHECK(errors_of("workdir: @x\n") ==
          "tao-project.yaml:2:10: error: a value cannot begin with @ in YAML\n"
          "    2 | workdir: @x\n"
          "      |          ^~\n"
          "      = put the value in double quotes\n");
}

TEST_CASE("two keys on a line are an error") {
    CHECK(errors_of("workdir: a: b\n") ==
          "tao-project.yaml:2:11: error: a second colon with a blank behind it on this line\n"
          "    2 | workdir: a: b\n"
          "      |           ^\n"
          "      = put the value in double quotes, or begin a new line for the second key\n");
}

TEST_CASE("a variable in a flow list without quotes is an error") {
    CHECK(
        errors_of("mounts: [${DATA}]\n") ==
        "tao-project.yaml:2:10: error: inside [ ] and { } the braces of ${...} are taken for those of a map\n"
        "    2 | mounts: [${DATA}]\n"
        "      |          ^~\n"
        "      = put the value in double quotes\n");
}

TEST_CASE("a missing comma in a map is an error") {
    CHECK(errors_of("docker: {user: \"host\" network: \"host\"}\n") ==
          "tao-project.yaml:2:23: error: this does not fit into the map { } that is open here\n"
          "    2 | docker: {user: \"host\" network: \"host\"}\n"
          "      |                       ^~~~~~~~\n"
          "      = a comma, a quote or a closing bracket may be missing before it\n");
}

TEST_CASE("a key in the wrong column is an error") {
    CHECK(errors_of("mounts:\n"
                    "  - source: a\n"
                    "   destination: b\n") ==
          "tao-project.yaml:4:4: error: this line does not fit the lines above it\n"
          "    4 |    destination: b\n"
          "      |    ^~~~~~~~~~~~\n"
          "      = keys of one map begin in the same column; a key ends with a colon and a blank\n");
}

TEST_CASE(
    "a first line without a colon, or without the blank behind it, is said there and not at the next key") {
    for (const char* line : {"version 1", "version:1"}) {
        CHECK(read_text(std::string(line) + "\nmounts: []\n").errors ==
              std::string("tao-project.yaml:1:1: error: this is no key with a value\n    1 | ") + line +
                  "\n      | ^~~~~~~~~\n      = a key ends with a colon and a blank: write version: 1\n");
    }
}

TEST_CASE("a key without a blank behind its colon is an error") {
    CHECK(read_text("version:1\n").errors ==
          "tao-project.yaml:1:1: error: the file must be a map of keys, one KEY: VALUE a line\n"
          "    1 | version:1\n"
          "      | ^~~~~~~~~\n"
          "      = a key ends with a colon and a blank\n");
}

TEST_CASE("a control character is an error") {
    CHECK(errors_of("envs: {A: \"\001\"}\n") ==
          "tao-project.yaml:2:12: error: the character \\x01 cannot be in a project file\n"
          "    2 | envs: {A: \"\\x01\"}\n"
          "      |            ^~~~\n"
          "      = remove it, or write it as an escape in double quotes\n");
}

TEST_CASE("a byte that is not UTF-8 is an error") {
    CHECK(errors_of("envs: {A: \"\351\"}\n") ==
          "tao-project.yaml:2:12: error: this byte is not UTF-8 text\n"
          "    2 | envs: {A: \"\\xe9\"}\n"
          "      |            ^~~~\n"
          "      = save the file with the encoding UTF-8\n");
}

TEST_CASE("deep nesting is an error") {
    CHECK(errors_of("envs: [[[[[[[[[[[[[[[[[[[[[[[\n") ==
          "tao-project.yaml:2:15: error: lists and maps are nested more than 16 levels deep here\n"
          "    2 | envs: [[[[[[[[[[[[[[[[[[[[[[[\n"
          "      |               ^\n");
}
