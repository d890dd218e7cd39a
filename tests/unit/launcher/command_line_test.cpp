#include "launcher/command_line.hpp"

#include <sstream>

#include "support/catch.hpp"
#include "unit/launcher/launchers.hpp"

using namespace tao::launcher;

using tao::tests::split;

namespace {

struct Row {
    std::string words;
    Request request;
    bool native;
    std::size_t leading;
    std::string group, task, subtask;
};

void check(const Row& row, Grammar grammar) {
    CAPTURE(row.words);
    const CommandLine line = parse_command_line(split(row.words), grammar);
    CHECK(line.request == row.request);
    CHECK(line.native == row.native);
    CHECK(line.leading_words == row.leading);
    CHECK(line.group == row.group);
    CHECK(line.task == row.task);
    CHECK(line.subtask == row.subtask);
}

}  // namespace

TEST_CASE("lines of 5.x and later") {
    check(GENERATE(Row{"", Request::bare, true, 0, "", "", ""},
                   Row{"--help", Request::help, true, 0, "", "", ""},
                   Row{"-h model", Request::help, true, 0, "", "", ""},
                   Row{"info --verbose", Request::instance, true, 1, "", "", ""},
                   Row{"stop --help", Request::instance, true, 1, "", "", ""},
                   Row{"model", Request::help, true, 1, "model", "", ""},
                   Row{"model --help", Request::help, true, 1, "model", "", ""},
                   Row{"model -h dino", Request::help, true, 1, "model", "", ""},
                   Row{"model dino", Request::task, true, 2, "model", "dino", ""},
                   Row{"model dino --help", Request::task, true, 2, "model", "dino", ""},
                   Row{"model dino -e x", Request::task, true, 2, "model", "dino", ""},
                   Row{"model dino train --help", Request::task, true, 3, "model", "dino", "train"},
                   Row{"deploy dino run ls /data", Request::task, true, 3, "deploy", "dino", "run"},
                   Row{"detectnet_v2 train -e x", Request::task, false, 2, "", "detectnet_v2", "train"},
                   Row{"detectnet_v2", Request::task, false, 1, "", "detectnet_v2", ""},
                   Row{"detectnet_v2 --help", Request::task, false, 1, "", "detectnet_v2", ""}),
          Grammar::group_first);
}

TEST_CASE("lines of 4.x and earlier") {
    check(GENERATE(Row{"", Request::bare, true, 0, "", "", ""}, Row{"-h", Request::help, true, 0, "", "", ""},
                   Row{"list", Request::instance, true, 1, "", "", ""},
                   Row{"dino", Request::task, true, 1, "", "dino", ""},
                   Row{"dino --help", Request::task, true, 1, "", "dino", ""},
                   Row{"dino train --help", Request::task, true, 2, "", "dino", "train"},
                   Row{"dino run ls", Request::task, true, 2, "", "dino", "run"},
                   Row{"model dino train", Request::task, false, 3, "model", "dino", "train"},
                   Row{"deploy --help", Request::help, false, 1, "deploy", "", ""}),
          Grammar::task_first);
}

TEST_CASE("lines that only nvidia-tao-client has are told from the launcher's") {
    for (const char* words : {"login --ngc-key x", "logout", "whoami", "dino create-job --x y",
                              "detectnet_v2 list-datasets", "annotations get-job-status"}) {
        CAPTURE(words);
        CHECK(is_client_line(split(words)));
        CHECK_FALSE(is_launcher_line(split(words)));
    }
    for (const char* words : {"model cosmos-embed1 train", "detectnet_v2 train", "info", "list",
                              "dataset annotations", "converter /w/a-b.etlt", "model --help"}) {
        CAPTURE(words);
        CHECK_FALSE(is_client_line(split(words)));
        CHECK(is_launcher_line(split(words)));
    }
}

TEST_CASE("lines that both programs understand belong to the one that owns the name") {
    for (const char* words : {"", "--version", "--help", "dino", "dino --help"}) {
        CAPTURE(words);
        CHECK_FALSE(is_client_line(split(words)));
        CHECK_FALSE(is_launcher_line(split(words)));
    }
}
