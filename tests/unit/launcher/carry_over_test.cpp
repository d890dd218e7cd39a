#include "launcher/carry_over.hpp"

#include <sstream>

#include "launcher/task_hint.hpp"
#include "support/catch.hpp"
#include "unit/launcher/launchers.hpp"
#include "unit/launcher/recording_file_system.hpp"

using namespace tao;
using namespace tao::launcher;

using tao::tests::split;

namespace {

using Outcome = CarriedOver::Outcome;

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

// typed: the program's name and the words. program: the one that was found for it.
CarriedOver carried(const tests::InstalledLauncher& installed, const std::string& typed,
                    const os::FileSystem* files = nullptr) {
    Search search;
    auto words = split(typed);
    search.program = words.front();
    search.words.assign(words.begin() + 1, words.end());
    return carry_over(search, installed.launcher, os::Environment({"HOME=/home/user"}),
                      files != nullptr ? *files : installed.files);
}

struct CarriedRow {
    std::string version, typed, words;
};

}  // namespace

TEST_CASE("lines of the older grammar are carried over to 5.x and later") {
    const auto row = GENERATE(
        CarriedRow{"6.26.3", "tao detectnet_v2 train -e s.txt", "model detectnet_v2 train -e s.txt"},
        CarriedRow{"5.5.1", "tao detectnet_v2 train -e s.txt", "model detectnet_v2 train -e s.txt"},
        CarriedRow{"6.26.3", "tlt detectnet_v2 evaluate", "model detectnet_v2 evaluate"},
        CarriedRow{"6.26.3", "tao detectnet_v2", "model detectnet_v2"},
        CarriedRow{"6.26.3", "tao detectnet_v2 --help", "model detectnet_v2 --help"},
        CarriedRow{"6.26.3", "tao detectnet_v2 run ls /data", "model detectnet_v2 run ls /data"},
        CarriedRow{"6.26.3", "tao detectnet_v2 gen_trt_engine -m x",
                   "deploy detectnet_v2 gen_trt_engine -m x"},
        CarriedRow{"6.26.3", "tao trtexec --onnx=x", "deploy trtexec --onnx=x"},
        CarriedRow{"6.26.3", "tao annotations convert -e x", "dataset annotations convert -e x"},
        CarriedRow{"6.26.3", "tao auto_label generate", "dataset auto_label generate"},
        CarriedRow{"6.26.3", "tao converter -k nvidia_tlt", "model converter -k nvidia_tlt"},
        CarriedRow{"6.26.3", "tao classification train", "model classification_tf1 train"},
        CarriedRow{"6.26.3", "tao efficientdet dataset_convert -e x",
                   "model efficientdet_tf1 dataset_convert -e x"},
        CarriedRow{"6.26.3", "tao model classification train", "model classification_tf1 train"},
        CarriedRow{"6.26.3", "tao-deploy detectnet_v2 gen_trt_engine", "deploy detectnet_v2 gen_trt_engine"},
        CarriedRow{"6.26.3", "tao-deploy detectnet_v2 evaluate", "deploy detectnet_v2 evaluate"},
        CarriedRow{"6.26.3", "tao-deploy classification gen_trt_engine",
                   "deploy classification_tf1 gen_trt_engine"},
        CarriedRow{"6.26.3", "tao-deploy --help", "deploy --help"},
        CarriedRow{"6.26.3", "tao-deploy", "deploy"},
        CarriedRow{"6.0.1", "tao detectnet_v2 gen_trt_engine", "deploy detectnet_v2 gen_trt_engine"});
    CAPTURE(row.version, row.typed);
    const CarriedOver result = carried(tests::InstalledLauncher(row.version), row.typed);
    CHECK(result.outcome == Outcome::carried);
    CHECK(joined(result.words) == row.words);
    CHECK(result.line.native);
    CHECK(result.hint.empty());
    CHECK_FALSE(result.reason.empty());
}

TEST_CASE("lines of the newer grammar are carried over to 4.x and earlier") {
    const auto row =
        GENERATE(CarriedRow{"4.0.1", "tao model detectnet_v2 train -e x", "detectnet_v2 train -e x"},
                 CarriedRow{"0.1.24", "tao model detectnet_v2 train -e x", "detectnet_v2 train -e x"},
                 CarriedRow{"0.1.24", "tao model classification_tf1 train", "classification train"},
                 CarriedRow{"0.1.24", "tao classification_tf1 train", "classification train"},
                 CarriedRow{"4.0.1", "tao classification train", "classification_tf1 train"},
                 CarriedRow{"4.0.1", "tao model efficientdet evaluate", "efficientdet_tf1 evaluate"});
    CAPTURE(row.version, row.typed);
    const CarriedOver result = carried(tests::InstalledLauncher(row.version), row.typed);
    CHECK(result.outcome == Outcome::carried);
    CHECK(joined(result.words) == row.words);
    CHECK(result.launcher.path == "/venv/bin/tao");
    CHECK(result.line.native);
    CHECK(result.line.group.empty());
}

TEST_CASE("deploy lines on 4.x go to its program tao-deploy") {
    const CarriedOver result =
        carried(tests::InstalledLauncher("4.0.1"), "tao deploy unet gen_trt_engine -m x");
    CHECK(result.outcome == Outcome::carried);
    CHECK(joined(result.words) == "unet gen_trt_engine -m x");
    CHECK(result.launcher.path == "/venv/bin/tao-deploy");
    CHECK(result.launcher.deploy_entry);
    CHECK((result.launcher.version == Version{4, 0, 1}));
}

TEST_CASE("native lines stay, and no file is opened for them") {
    const auto row = GENERATE(
        CarriedRow{"6.26.3", "tao model detectnet_v2 train", ""},
        CarriedRow{"6.26.3", "tao model nonsense train", ""}, CarriedRow{"6.26.3", "tao info --verbose", ""},
        CarriedRow{"6.26.3", "tao", ""}, CarriedRow{"6.26.3", "tao --help", ""},
        CarriedRow{"6.26.3", "tao model --help", ""}, CarriedRow{"6.26.3", "tao-deploy list", ""},
        CarriedRow{"6.26.3", "tao dino create-job --x", ""}, CarriedRow{"6.26.3", "tao login", ""},
        CarriedRow{"4.0.1", "tao detectnet_v2 train", ""}, CarriedRow{"4.0.1", "tao nonsense train", ""},
        CarriedRow{"4.0.1", "tao classification_tf1 train", ""},
        CarriedRow{"0.1.24", "tao classification train", ""},
        CarriedRow{"0.1.24", "tlt detectnet_v2 train", ""}, CarriedRow{"4.0.1", "tao deploy --help", ""});
    CAPTURE(row.version, row.typed);
    const tests::InstalledLauncher installed(row.version);
    auto words = split(row.typed);
    const std::string program = words.front();
    words.erase(words.begin());
    CHECK_FALSE(needs_task_table(program, words, installed.launcher));
    const tests::RecordingFileSystem recording(installed.files);
    const CarriedOver result = carried(installed, row.typed, &recording);
    CHECK(result.outcome == Outcome::native);
    CHECK(result.words == words);
    CHECK(recording.opened.empty());
}

TEST_CASE("tao-deploy of 4.x is native to itself") {
    const CarriedOver result =
        carried(tests::InstalledLauncher("4.0.1", "tao-deploy"), "tao-deploy unet gen_trt_engine");
    CHECK(result.outcome == Outcome::native);
}

TEST_CASE("what the launcher does not have stays as typed, with the closest task in one line") {
    struct Typed {
        std::string version, typed, hint;
    };
    const auto row = GENERATE(
        Typed{
            "6.26.3", "tao detectnt_v2 train",
            "the launcher found (6.26.3) has no task 'detectnt_v2'; the closest is `tao model detectnet_v2`"},
        Typed{"6.26.3", "tao modle detectnet_v2 train",
              "the launcher found (6.26.3) has no group 'modle'; the closest is `tao model detectnet_v2`"},
        Typed{"6.26.3", "tao emotionnet train", "the launcher found (6.26.3) has no task 'emotionnet'"},
        Typed{"6.0.1", "tao detectnet_v2 train",
              "the launcher found (6.0.1) has no task 'detectnet_v2' in the group model; the closest is `tao "
              "deploy "
              "detectnet_v2`"},
        Typed{"6.26.3", "tao augment -a x",
              "the launcher found (6.26.3) has no task 'augment'; it became `tao dataset augmentation`, with "
              "other "
              "arguments"},
        Typed{"4.0.1", "tao model dinno train", "the launcher found (4.0.1) has no task 'dinno'"},
        Typed{"4.0.1", "tao dataset annotations convert",
              "the launcher found (4.0.1) has no group 'dataset'"},
        Typed{"4.0.1", "tao deploy unett gen_trt_engine",
              "the launcher found (4.0.1) has no task 'unett'; the closest is `tao-deploy unet`"},
        Typed{"0.1.24", "tao deploy unet gen_trt_engine",
              "the launcher found (0.1.24) has no group 'deploy'; the closest is `tao unet`"});
    CAPTURE(row.version, row.typed);
    const tests::InstalledLauncher installed(row.version);
    const CarriedOver result = carried(installed, row.typed);
    CHECK(result.outcome == Outcome::as_typed);
    CHECK("tao " + joined(result.words) == row.typed);
    CHECK(result.launcher.path == "/venv/bin/tao");
    CHECK(result.hint == row.hint);
}

TEST_CASE("a group of the user's own table is native") {
    tests::InstalledLauncher installed("6.26.3");
    installed.files.add_file(
        "/home/user/.tao/config.json",
        R"({"format_version": 3.0, "task_group": {"mine": {"dockers": {"i": {"t": {"tasks": ["a"]}}}}}})");
    const CarriedOver result = carried(installed, "tao mine a train -e x");
    CHECK(result.outcome == Outcome::native);
    CHECK(joined(result.words) == "mine a train -e x");
    CHECK(result.line.group == "mine");
    CHECK(result.line.task == "a");
    CHECK(result.line.subtask == "train");
    CHECK(result.line.leading_words == 3);
}

TEST_CASE("a task of only one group of one's own is found there, one of two groups is left alone") {
    tests::InstalledLauncher installed("6.26.3");
    installed.files.add_file("/home/user/.tao/config.json", R"({"format_version": 3.0, "task_group": {
        "one": {"dockers": {"i": {"t": {"tasks": ["a", "b"]}}}}, "two": {"dockers": {"i": {"t": {"tasks": ["b"]}}}}}})");
    const CarriedOver result = carried(installed, "tao a train");
    CHECK(joined(result.words) == "one a train");
    CHECK(result.line.group == "one");
    CHECK(result.line.leading_words == 3);
    CHECK(carried(installed, "tao b train").outcome == Outcome::as_typed);
}

TEST_CASE("without a readable table a line stays as typed") {
    tests::InstalledLauncher installed("6.26.3");
    installed.files.add_file("/home/user/.tao/config.json", "not JSON");
    const CarriedOver result = carried(installed, "tao detectnet_v2 train");
    CHECK(result.outcome == Outcome::as_typed);
    CHECK(result.hint.empty());
    CHECK(result.reason == "the launcher's task table cannot be read");
}

TEST_CASE("a hint for a native line only where the launcher lacks the task") {
    const tests::InstalledLauncher installed("6.26.3");
    const os::Environment environment({"HOME=/home/user"});
    const auto hint = [&](const std::string& words) {
        return unknown_task_hint("tao", parse_command_line(split(words), Grammar::group_first),
                                 installed.launcher, environment, installed.files);
    };
    CHECK(hint("model detectnet_v2 train").empty());
    CHECK(hint("model annotations convert") ==
          "the launcher found (6.26.3) has no task 'annotations' in the group model; the closest is `tao "
          "dataset "
          "annotations`");
    CHECK(hint("info").empty());
}
