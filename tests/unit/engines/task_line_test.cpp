#include "engines/task_line.hpp"

#include "engines/image_table.hpp"
#include "support/catch.hpp"

using namespace tao;
using namespace tao::engines;
using Words = std::vector<std::string>;

namespace {

const os::Environment nothing;
const std::string toolkit = "nvcr.io/nvidia/tao/tao-toolkit:";

Words split(const std::string& line) {
    Words words;
    for (std::size_t at = 0; at < line.size();) {
        const auto end = std::min(line.find(' ', at), line.size());
        words.push_back(line.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

TaskLine read(const std::string& line, const ImageSources& sources = {}, const std::string& program = "tao") {
    return read_task_line(program, split(line), sources, nothing);
}

ImageSources of_release(const std::string& release) {
    return {.release = project::Located<std::string>{release, text::Span{10, 20}}};
}

}  // namespace

TEST_CASE("the image follows release, group, task and subtask") {
    struct Row {
        std::string release, line, image;
    };
    const auto row = GENERATE(
        // Nobody names a release: the newest that has the task.
        Row{"", "dino train -e a", "7.1.0-pyt"}, Row{"", "dino gen_trt_engine -e a", "7.1.0-deploy"},
        Row{"", "dino evaluate -e a", "7.1.0-pyt"}, Row{"", "deploy dino evaluate -e a", "6.26.3-deploy"},
        Row{"", "detectnet_v2 train", "5.0.0-tf1.15.5"},
        Row{"", "annotations convert", "7.1.0-data-services"},
        Row{"", "classification_tf2 train", "6.0.0-tf2"}, Row{"", "trtexec --help", "6.26.3-deploy"},
        Row{"", "bevfusion train", "5.5.0-pyt"}, Row{"", "n_gram train", "4.0.0-pyt"},
        // A line that begins with a group is one for a launcher.
        Row{"", "model dino train", "6.26.3-pyt"},
        Row{"", "dataset augmentation generate", "6.26.3-data-services"},
        Row{"", "deploy detectnet_v2 gen_trt_engine", "6.26.3-deploy"},
        // The release is named.
        Row{"7.1", "model dino train", "7.1.0-pyt"}, Row{"6.26.3", "dino train", "6.26.3-pyt"},
        Row{"5.5.1", "dino train", "5.5.0-pyt"}, Row{"4.0.1", "unet train", "4.0.1-tf1.15.5"},
        Row{"4.0.1", "model unet train", "4.0.1-tf1.15.5"},
        Row{"4.0.1", "deploy unet evaluate", "4.0.0-deploy"},
        Row{"5.0", "classification_tf1 train", "5.0.0-tf1.15.5"}, Row{"7.1", "sparse4d train", "7.1.0-pyt"});
    CAPTURE(row.release, row.line);
    const TaskLine line = read(row.line, row.release.empty() ? ImageSources{} : of_release(row.release));
    CHECK(line.fault.empty());
    CHECK(line.image == toolkit + row.image);
}

TEST_CASE("the words keep their order, and only what chooses the image is no command") {
    const TaskLine with_group = read("model dino train -e a");
    CHECK(with_group.words == split("model dino train -e a"));
    CHECK(with_group.front == 1);
    CHECK(with_group.line.leading_words == 3);
    CHECK(with_group.line.group == "model");

    const TaskLine without = read("dino train -e a");
    CHECK(without.front == 0);
    CHECK(without.line.leading_words == 2);
    CHECK(without.line.group == "model");

    CHECK(read("dino run ls /data").front == 2);
    CHECK(read("model dino run ls /data").front == 3);
    CHECK(read("dino").front == 0);
}

TEST_CASE("a renamed task is found by its other name, where the arguments are the same") {
    CHECK(read("classification train").words == split("classification_tf1 train"));
    CHECK(read("model classification train").words == split("model classification_tf1 train"));
    CHECK(read("classification_tf1 train", of_release("3.22.05")).words == split("classification train"));
    CHECK(read("classification train", of_release("3.22.05")).image ==
          "nvcr.io/nvidia/tao/tao-toolkit-tf:v3.22.05-tf1.15.5-py3");
    // augment became augmentation, with other arguments: it stays what it was.
    CHECK(read("augment -a s").image == toolkit + "4.0.0-tf1.15.5");
}

TEST_CASE("tao-deploy is the group deploy") {
    CHECK(read("unet evaluate", {}, "tao-deploy").image == toolkit + "6.26.3-deploy");
    CHECK(read("unet train", {}, "tlt").image == toolkit + "5.0.0-tf1.15.5");
}

TEST_CASE("a task whose command is another gets that, with its arguments") {
    const TaskLine sparse = read("sparse4d dataset_convert -e a");
    CHECK(sparse.words == split("annotations convert -e a"));
    CHECK(sparse.image == toolkit + "7.1.0-data-services");
    CHECK(sparse.line.leading_words == 2);
    const TaskLine panoptic = read("nvpanoptix3d train -e a");
    CHECK(panoptic.words ==
          split("python -m nvidia_tao_pytorch.cv.nvpanoptix3d.entrypoint.nvpanoptix3d train -e a"));
    CHECK(panoptic.image == toolkit + "7.1.0-pyt");
    CHECK(panoptic.line.leading_words == 4);
    CHECK(read("nvpanoptix3d train -e a", of_release("6.26.3")).words == split("nvpanoptix3d train -e a"));
    CHECK(read("nvpanoptix3d run ls").words == split("nvpanoptix3d run ls"));
}

TEST_CASE("`image:` goes before every table, by either name of the task, and for tasks that no table has") {
    ImageSources sources;
    sources.images.of_task["classification"] = {"mine:1", text::Span{1, 2}};
    CHECK(read("classification train", sources).image == "mine:1");
    CHECK(read("classification_tf1 train", sources).image == toolkit + "5.0.0-tf1.15.5");
    sources.images.of_task["own_task"] = {"mine:2", std::nullopt};
    CHECK(read("own_task train", sources).image == "mine:2");
    CHECK(read("own_task train", sources).fault.empty());
    sources.images.of_all = {"mine:3", text::Span{3, 4}};
    CHECK(read("dino train", sources).image == "mine:3");
    CHECK(read("dino train", sources).from == "image: in the project file");
    CHECK(read("own_task train", sources).image == "mine:2");
}

TEST_CASE("a table of the user's or of an installed launcher goes before ours, but not before `release:`") {
    ImageSources sources;
    sources.table = launcher::parse_task_table(
        R"({"format_version": 3, "task_group": {"model": {"dockers": {"own/image": {
            "1": {"docker_registry": "reg.io", "tasks": ["dino", "own_task"]}}}}}})",
        launcher::Grammar::group_first);
    sources.table_name = "/home/u/.tao/config.json";
    CHECK(read("dino train", sources).image == "reg.io/own/image:1");
    CHECK(read("own_task train", sources).from == "/home/u/.tao/config.json");
    const TaskLine missing = read("segformer train", sources);
    CHECK(missing.fault == "/home/u/.tao/config.json has no task 'segformer'");
    sources.release = project::Located<std::string>{"6.26.3", std::nullopt};
    CHECK(read("dino train", sources).image == toolkit + "6.26.3-pyt");
}

TEST_CASE("a group of the user's own table is a group") {
    ImageSources sources;
    sources.table = launcher::parse_task_table(
        R"({"format_version": 3, "task_group": {"lab": {"dockers": {"own/image": {"1": {"tasks": ["dino"]}}}}}})",
        launcher::Grammar::group_first);
    const TaskLine line = read("lab dino train -e a", sources);
    CHECK(line.image == "own/image:1");
    CHECK(line.line.group == "lab");
    CHECK(line.front == 1);
    CHECK(read("dino train", sources).image == "own/image:1");
}

TEST_CASE("OVERRIDE_REGISTRY takes the place of the registry, but not in `image:`") {
    const os::Environment environment({"OVERRIDE_REGISTRY=mirror.lan:5000"});
    CHECK(read_task_line("tao", {"dino", "train"}, {}, environment).image ==
          "mirror.lan:5000/nvidia/tao/tao-toolkit:7.1.0-pyt");
    ImageSources sources;
    sources.images.of_all = {"nvcr.io/a:b", std::nullopt};
    CHECK(read_task_line("tao", {"dino", "train"}, sources, environment).image == "nvcr.io/a:b");
}

TEST_CASE("the words that are answered without a task, and the groups, may be meant as well") {
    struct Slip {
        const char* typed;
        const char* meant;
    };
    for (const Slip& slip :
         {Slip{"inof", "tao info"}, Slip{"lst", "tao list"}, Slip{"lits --all", "tao list"},
          Slip{"sotp", "tao stop"}, Slip{"help", "tao --help"}, Slip{"version", "tao --version"},
          Slip{"hlep", "tao --help"}, Slip{"modle", "tao model --help"},
          Slip{"modle detectnet_v2 train", "tao model detectnet_v2"},
          Slip{"depoly dino gen_trt_engine", "tao deploy dino"}}) {
        INFO(slip.typed);
        const std::string expected = "the closest is `" + std::string(slip.meant) + "`";
        CHECK(read(slip.typed).hint == expected);
    }
    CHECK(read("help dino").hint == "the closest is `tao --help`");
    CHECK(read("dnio").hint.starts_with("the closest is 'dino'\n"));
    CHECK(read("inof train").hint.starts_with("the closest is 'dino'\n"));
}

TEST_CASE("what no table has is a fault that says what to do") {
    const TaskLine slip = read("detectnetv2 train");
    CHECK(slip.image.empty());
    CHECK(slip.fault == "no release of TAO has a task 'detectnetv2'");
    CHECK(slip.hint ==
          "the closest is 'detectnet_v2'\n"
          "to run it all the same, name its image in the project file: image: {detectnetv2: "
          "REGISTRY/IMAGE:TAG}");

    CHECK(read("zzzzzzzz").hint.starts_with("to see the tasks, type: tao --help\n"));

    const TaskLine gone = read("detectnet_v2 train", of_release("7.1"));
    CHECK(gone.fault == "TAO 7.1 has no task 'detectnet_v2'");
    CHECK(gone.where == text::Span{10, 20});
    CHECK(gone.hint ==
          "the newest release that has it is 6.26.3: write release: 6.26.3\n"
          "to run it all the same, name its image in the project file: image: {detectnet_v2: "
          "REGISTRY/IMAGE:TAG}");

    const TaskLine unknown = read("dino train", of_release("9.9"));
    CHECK(unknown.fault == "there is no release '9.9' of TAO in the table of images");
    CHECK(unknown.hint.starts_with("the releases are 7.1, 6.26.3, "));
    CHECK(unknown.where == text::Span{10, 20});

    const TaskLine wrong_group = read("dataset dino train");
    CHECK(wrong_group.fault == "no release of TAO has a task 'dataset dino'");
}
