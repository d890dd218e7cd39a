#include "reading.hpp"
#include "support/catch.hpp"

using tao::tests::errors_of;

TEST_CASE("a variable that is not set is an error with its place") {
    CHECK(errors_of("mounts:\n"
                    "  - source: /x/${FOO}/y\n"
                    "    destination: /b\n") ==
          "tao-project.yaml:3:16: error: the environment variable FOO is not set\n"
          "    3 |   - source: /x/${FOO}/y\n"
          "      |                ^~~~~~\n"
          "      = set it: export FOO=...\n"
          "        or give a default: ${FOO:-DEFAULT}\n");
}

TEST_CASE("a variable that is not set is placed inside quotes") {
    CHECK(errors_of("mounts:\n"
                    "  - source: \"/x/${FOO}/y\"\n"
                    "    destination: /b\n") ==
          "tao-project.yaml:3:17: error: the environment variable FOO is not set\n"
          "    3 |   - source: \"/x/${FOO}/y\"\n"
          "      |                 ^~~~~~\n"
          "      = set it: export FOO=...\n"
          "        or give a default: ${FOO:-DEFAULT}\n");
}

TEST_CASE("every variable of a value is reported") {
    CHECK(errors_of("workdir: /${A}/${B}\n") ==
          "tao-project.yaml:2:11: error: the environment variable A is not set\n"
          "    2 | workdir: /${A}/${B}\n"
          "      |           ^~~~\n"
          "      = set it: export A=...\n"
          "        or give a default: ${A:-DEFAULT}\n"
          "tao-project.yaml:2:16: error: the environment variable B is not set\n"
          "    2 | workdir: /${A}/${B}\n"
          "      |                ^~~~\n"
          "      = set it: export B=...\n"
          "        or give a default: ${B:-DEFAULT}\n");
}

TEST_CASE("a misspelt name of ours is recognised") {
    CHECK(errors_of("workdir: ${projectdir}\n") ==
          "tao-project.yaml:2:10: error: the environment variable projectdir is not set\n"
          "    2 | workdir: ${projectdir}\n"
          "      |          ^~~~~~~~~~~~~\n"
          "      = did you mean ${project_dir}? If not, set it: export projectdir=...\n"
          "        or give a default: ${projectdir:-DEFAULT}\n");
}

TEST_CASE("the message of a required variable is shown") {
    CHECK(errors_of("envs:\n"
                    "  KEY: ${TAO_KEY:?set your model key}\n"
                    "  EMPTY: ${EMPTY:?give it a value}\n",
                    {"EMPTY="}) ==
          "tao-project.yaml:3:8: error: TAO_KEY is not set: set your model key\n"
          "    3 |   KEY: ${TAO_KEY:?set your model key}\n"
          "      |        ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
          "      = set it: export TAO_KEY=...\n"
          "tao-project.yaml:4:10: error: EMPTY is empty: give it a value\n"
          "    4 |   EMPTY: ${EMPTY:?give it a value}\n"
          "      |          ^~~~~~~~~~~~~~~~~~~~~~~~~\n"
          "      = set it: export EMPTY=...\n");
}

TEST_CASE("a dollar without braces is an error") {
    CHECK(errors_of("workdir: /$DATA/x\n") ==
          "tao-project.yaml:2:11: error: a single $ means nothing here\n"
          "    2 | workdir: /$DATA/x\n"
          "      |           ^~~~~\n"
          "      = for the variable write ${DATA}, for a plain dollar $$DATA\n");
}

TEST_CASE("a single dollar is an error") {
    CHECK(errors_of("workdir: /cost$\n") ==
          "tao-project.yaml:2:15: error: a single $ means nothing here\n"
          "    2 | workdir: /cost$\n"
          "      |               ^\n"
          "      = for a plain dollar write $$\n");
}

TEST_CASE("braces that are never closed are an error") {
    CHECK(errors_of("workdir: /${DATA\n") ==
          "tao-project.yaml:2:11: error: this ${ has no }\n"
          "    2 | workdir: /${DATA\n"
          "      |           ^~~~~~\n"
          "      = for a plain dollar write $$\n");
}

TEST_CASE("a form that does not exist is an error") {
    CHECK(errors_of("envs:\n"
                    "  A: ${x-y}\n"
                    "  B: ${}\n"
                    "  C: ${X:=y}\n"
                    "  D: ${A:-$B}\n") ==
          "tao-project.yaml:3:6: error: ${x-y} is not understood\n"
          "    3 |   A: ${x-y}\n"
          "      |      ^~~~~~\n"
          "      = the forms are ${NAME}, ${NAME:-DEFAULT} and ${NAME:?MESSAGE}; they cannot be nested\n"
          "tao-project.yaml:4:6: error: ${} is not understood\n"
          "    4 |   B: ${}\n"
          "      |      ^~~\n"
          "      = the forms are ${NAME}, ${NAME:-DEFAULT} and ${NAME:?MESSAGE}; they cannot be nested\n"
          "tao-project.yaml:5:6: error: ${X:=y} is not understood\n"
          "    5 |   C: ${X:=y}\n"
          "      |      ^~~~~~~\n"
          "      = the forms are ${NAME}, ${NAME:-DEFAULT} and ${NAME:?MESSAGE}; they cannot be nested\n"
          "tao-project.yaml:6:6: error: ${A:-$B} is not understood\n"
          "    6 |   D: ${A:-$B}\n"
          "      |      ^~~~~~~~\n"
          "      = the forms are ${NAME}, ${NAME:-DEFAULT} and ${NAME:?MESSAGE}; they cannot be nested\n");
}

TEST_CASE("a value with escapes is marked as a whole") {
    CHECK(errors_of("workdir: \"/\\x41/${FOO}\"\n") ==
          "tao-project.yaml:2:10: error: the environment variable FOO is not set\n"
          "    2 | workdir: \"/\\x41/${FOO}\"\n"
          "      |          ^~~~~~~~~~~~~~\n"
          "      = set it: export FOO=...\n"
          "        or give a default: ${FOO:-DEFAULT}\n");
}

TEST_CASE("what is wrong in a secret is said without showing any of it") {
    for (const char* value : {"'pa$sword'", "'pa${sword'", "'pa${s-word}'", "'pa${s word}'"}) {
        CAPTURE(value);
        const std::string errors = errors_of("envs: {WANDB_API_KEY: " + std::string(value) + "}\n");
        CHECK(errors.find("error: ") != std::string::npos);
        CHECK(errors.find("wor") == std::string::npos);
    }
}
