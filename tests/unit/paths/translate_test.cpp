#include "paths/translate.hpp"

#include "support/catch.hpp"
#include "support/memory_file_system.hpp"
#include "support/translation.hpp"

using namespace tao;
using paths::Rule;
using tests::MemoryFileSystem;
using Words = std::vector<std::string>;

namespace {

struct Case {
    MemoryFileSystem files;
    os::Environment environment{{"HOME=/home/u", "PROJ=/home/u/proj"}};
    paths::TranslateOptions options;
    std::vector<paths::Mount> mounts{
        {.source = "/home/u/proj", .real_source = "/home/u/proj", .destination = "/workspace/exp"},
        {.source = "/home/u/proj/data", .real_source = "/home/u/proj/data", .destination = "/data"},
        {.source = "/home/u/my files", .real_source = "/home/u/my files", .destination = "/my"},
        {.source = "/home/u/link", .real_source = "/disk/real", .destination = "/linked"}};

    Case() {
        files.add_directory("/home/u/proj/data")
            .add_directory("/home/u/my files")
            .add_directory("/disk/real");
        files.add_link("/home/u/link", "/disk/real");
        options.leading_words = 0;
    }

    paths::Translation run(const Words& words) const {
        return tests::translate(words, mounts, environment, files, options);
    }
    Words after(const Words& words) const { return tests::after(run(words)); }
    std::string after(const std::string& word) const { return after(Words{word}).at(0); }
    Rule rule(const std::string& word) const { return run({word}).words.at(0).rule; }
};

}  // namespace

TEST_CASE("group, task and subtask are not touched") {
    Case test;
    test.options.leading_words = 3;
    const auto result = test.run({"model", "dino", "train", "/home/u/proj"});
    CHECK(result.words[0].rule == Rule::leading_word);
    CHECK(result.words[2].after == "train");
    CHECK(result.words[2].rule == Rule::leading_word);
    CHECK(result.words[3].after == "/workspace/exp");
}

TEST_CASE("a task without subtask has an argument in the subtask's place") {
    Case test;
    test.options.leading_words = 2;
    CHECK(test.after(Words{"converter", "/home/u/proj/a", "-k", "/home/u/proj"}) ==
          Words{"converter", "/workspace/exp/a", "-k", "/home/u/proj"});
    CHECK(test.after(Words{"trtexec", "--onnx=/home/u/proj/a"}) ==
          Words{"trtexec", "--onnx=/workspace/exp/a"});
    CHECK(test.after(Words{"converter", "$PROJ", "$PROJ"}) ==
          Words{"converter", "/workspace/exp", "/workspace/exp"});
    CHECK(test.run({"converter", "-k", "train"}).words[2].rule == Rule::secret);
}

TEST_CASE("the words behind run are arguments") {
    Case test;
    test.options.leading_words = 3;
    CHECK(test.after(Words{"model", "dino", "run", "ls", "/home/u/proj"}) ==
          Words{"model", "dino", "run", "ls", "/workspace/exp"});
}

TEST_CASE("the launcher's own volume option stays exactly as typed, wherever it stands") {
    Case test;
    test.options.leading_words = 3;
    test.options.volume_option = true;
    const auto result = test.run({"model", "dino", "--volume", "$PROJ:/x", "train", "-e", "/home/u/proj/a",
                                  "--", "--volume", "/home/u/proj:/y", "--volume"});
    CHECK(result.words[2].rule == Rule::launcher_option);
    CHECK(result.words[3].after == "$PROJ:/x");
    CHECK(result.words[3].rule == Rule::launcher_option);
    CHECK(result.words[4].rule == Rule::leading_word);
    CHECK(result.words[6].after == "/workspace/exp/a");
    CHECK(result.words[9].after == "/home/u/proj:/y");
    CHECK(result.words[10].rule == Rule::launcher_option);
}

TEST_CASE("for a launcher without volume option the word is the task's") {
    CHECK(Case().after(Words{"--volume", "/home/u/proj/x:/x"}) == Words{"--volume", "/workspace/exp/x:/x"});
}

TEST_CASE("host paths are translated in every form in which a path may stand") {
    const Case test;
    CHECK(test.after("/home/u/proj/a.txt") == "/workspace/exp/a.txt");
    CHECK(test.after("-e/home/u/proj/a.txt") == "-e/workspace/exp/a.txt");
    CHECK(test.after("--spec=/home/u/proj/a.txt") == "--spec=/workspace/exp/a.txt");
    CHECK(test.after("-o=/home/u/proj") == "-o=/workspace/exp");
    CHECK(test.after("train.dir=/home/u/proj/data/x") == "train.dir=/data/x");
    CHECK(test.after("++a/b@c.d=/home/u/proj") == "++a/b@c.d=/workspace/exp");
    CHECK(test.after("a=[/home/u/proj/x, '/home/u/proj/data/y', \"/home/u/my files/z\"]") ==
          "a=[/workspace/exp/x, '/data/y', \"/my/z\"]");
    CHECK(test.after("a={x:/home/u/proj/x,y:[/home/u/proj/data]}") == "a={x:/workspace/exp/x,y:[/data]}");
    CHECK(test.after("[{image_dir:/home/u/proj/data/i,json_file:/home/u/proj/j}]") ==
          "[{image_dir:/data/i,json_file:/workspace/exp/j}]");
    CHECK(test.after("/home/u/proj/data/x,/home/u/proj/y") == "/data/x,/workspace/exp/y");
    CHECK(test.after("--inputs=/home/u/proj/x,/home/u/proj/data/y") == "--inputs=/workspace/exp/x,/data/y");
    CHECK(test.after("coco:/home/u/proj/f") == "coco:/workspace/exp/f");
    CHECK(test.after("/home/u/proj/a:/home/u/proj/data") == "/workspace/exp/a:/data");
    CHECK(test.after("/home/u/proj/a /home/u/proj/data/b") == "/workspace/exp/a /data/b");
    CHECK(test.after("@/home/u/proj/args.txt") == "@/workspace/exp/args.txt");
    CHECK(test.after("--opt=x=/home/u/proj/f") == "--opt=x=/workspace/exp/f");
    CHECK(test.after("/home/u/proj/a|/home/u/proj/data/b") == "/workspace/exp/a|/data/b");
    CHECK(test.after("--pair=/home/u/proj/a+/home/u/proj/b") == "--pair=/workspace/exp/a+/workspace/exp/b");
    CHECK(test.after("</home/u/proj/a>") == "</workspace/exp/a>");
    CHECK(test.rule("/home/u/proj/a.txt") == Rule::host_path);
}

TEST_CASE("behind a sign that ends no name a path counts only if a mount shows it") {
    const Case test;
    for (const char* word : {"s#/usr/bin#/opt#", "x+/home/v/proj", "a/b+/c", "^/workspace/exp/a"}) {
        INFO(word);
        CHECK(test.after(word) == word);
        CHECK(test.run({word}).findings.empty());
    }
}

TEST_CASE("the rest of a path keeps its bytes") {
    const Case test;
    CHECK(test.after("/home/u/proj//a/./b/") == "/workspace/exp//a/./b/");
    CHECK(test.after("/home/u/my files/a b;c*{d}'\n\xfe\"") == "/my/a b;c*{d}'\n\xfe\"");
}

TEST_CASE("a container path stays byte for byte, even under a source as well") {
    Case test;
    for (const char* word : {"/workspace/exp/a", "/data", "/data//x/", "-e/data/x", "a=[/data/x,'/my/y']"}) {
        INFO(word);
        CHECK(test.after(word) == word);
        CHECK(test.rule(word) == Rule::container_path);
    }
    test.mounts.push_back({.source = "/data/x", .real_source = "/data/x", .destination = "/other"});
    test.files.add_directory("/data/x").add_directory("/home/u/proj/data/x");
    CHECK(test.after("/data/x/f") == "/data/x/f");
}

TEST_CASE("a list may mix container paths and host paths") {
    CHECK(Case().after("a=[/data/x,/home/u/proj/y]") == "a=[/data/x,/workspace/exp/y]");
    CHECK(Case().after("/data/x,/home/u/proj/y") == "/data/x,/workspace/exp/y");
}

TEST_CASE("a name with a comma that exists is one path") {
    Case test;
    test.files.add_file("/home/u/proj/a,/home/u/proj/b");
    CHECK(test.after("/home/u/proj/a,/home/u/proj/b") == "/workspace/exp/a,/home/u/proj/b");
    CHECK(test.after("/workspace/exp/a,/home/u/proj/b") == "/workspace/exp/a,/home/u/proj/b");
}

TEST_CASE("words that look like paths and are none stay") {
    const Case test;
    for (const char* word :
         {"output_cov/Sigmoid,output_bbox/BiasAdd", "3,384,1248", "extension=*.txt", "nvidia_tlt",
          "bG9uZw/+a==", "--minShapes=input_1:0x0,input_2:1x3", "Input,1x3x384x1248", "image_arrays:0,1x512",
          "train.gpu_ids=[0,1]", "/home/u/project2", "x/home/u/proj", "train", "1e-4", "", "a=", "$", "[",
          "{'"}) {
        INFO(word);
        CHECK(test.after(word) == word);
    }
}

TEST_CASE("a path under a source by its real path is translated by it") {
    Case test;
    test.files.add_link("/home/u/other", "/disk/real").add_file("/disk/real/a");
    CHECK(test.after("/home/u/link/a") == "/linked/a");
    CHECK(test.rule("/home/u/link/a") == Rule::host_path);
    CHECK(test.after("/home/u/other/a") == "/linked/a");
    CHECK(test.rule("/home/u/other/a") == Rule::host_link);
    CHECK(test.after("/disk/real/a") == "/linked/a");
}

TEST_CASE("an output path below a link need not exist") {
    Case test;
    test.files.add_link("/home/u/other", "/disk/real");
    CHECK(test.after("/home/u/other/new/run1/") == "/linked/new/run1/");
}

TEST_CASE("a link that leads from one mount into another is followed") {
    Case test;
    test.files.add_link("/home/u/proj/big", "/disk/real").add_file("/disk/real/a");
    CHECK(test.after("/home/u/proj/big/a") == "/linked/a");
    CHECK(test.rule("/home/u/proj/big/a") == Rule::host_link);
}

TEST_CASE("a link inside its mount keeps its name") {
    Case test;
    test.files.add_directory("/home/u/proj/run7").add_link("/home/u/proj/latest", "run7");
    CHECK(test.after("/home/u/proj/latest/x") == "/workspace/exp/latest/x");
}

TEST_CASE("parent steps are followed as the kernel does") {
    Case test;
    test.files.add_directory("/disk/real/sub").add_link("/home/u/proj/sub", "/disk/real/sub");
    CHECK(test.after("/home/u/proj/data/../a") == "/workspace/exp/data/../a");
    CHECK(test.after("/home/u/x/../proj/a") == "/workspace/exp/a");
    CHECK(test.after("/home/u/proj/../elsewhere") == "/home/u/proj/../elsewhere");
    CHECK(test.after("/home/u/proj/sub/../a") == "/linked/a");
    CHECK(test.after("/data/../etc/passwd") == "/data/../etc/passwd");
    CHECK(test.rule("/data/../etc/passwd") == Rule::image_path);
}

TEST_CASE("a tilde is HOME, as a whole word and behind an equals sign") {
    Case test;
    CHECK(test.after("~/proj/a") == "/workspace/exp/a");
    CHECK(test.after("a=~/proj/data") == "a=/data");
    CHECK(test.after("a=[~/proj,'~/proj/x']") == "a=[/workspace/exp,'/workspace/exp/x']");
    CHECK(test.after("--x=~/proj,~/proj/data") == "--x=/workspace/exp,/data");
    CHECK(test.after("~/elsewhere") == "~/elsewhere");
    CHECK(test.after("~u/proj") == "~u/proj");
    CHECK(test.after("~name=/home/u/proj") == "~name=/workspace/exp");
    test.environment.unset("HOME");
    CHECK(test.after("~/proj/a") == "~/proj/a");
}

TEST_CASE("quotes and variables are resolved as the launcher's shells did, then the path is translated") {
    const Case test;
    CHECK(test.after("\"0\"") == "0");
    CHECK(test.after("$PROJ/a") == "/workspace/exp/a");
    CHECK(test.after("\"${PROJ}/a b\"") == "/workspace/exp/a b");
    CHECK(test.after("/data/$UNSET") == "/data/$UNSET");
    CHECK(test.after("a=/data/$PROJ") == "a=/data//home/u/proj");
}

TEST_CASE("model keys stay, even if they look like host paths") {
    const Case test;
    CHECK(test.after(Words{"-k", "/home/u/proj", "-e", "/home/u/proj"}) ==
          Words{"-k", "/home/u/proj", "-e", "/workspace/exp"});
    CHECK(test.after(Words{"--key", "/home/u/proj"}) == Words{"--key", "/home/u/proj"});
    for (const char* word : {"--key=/home/u/proj", "-k/home/u/proj", "-k=/home/u/proj", "key=/home/u/proj",
                             "encryption_key=/home/u/proj", "export.encryption_key=/home/u/proj",
                             "++export.encryption_key=/home/u/proj", "--encryption_key=/home/u/proj"}) {
        INFO(word);
        CHECK(test.after(word) == word);
        CHECK(test.rule(word) == Rule::secret);
    }
    CHECK(test.after("monkey=/home/u/proj") == "monkey=/workspace/exp");
    CHECK(test.after("keys=/home/u/proj") == "keys=/workspace/exp");
}

TEST_CASE("variables in model keys are replaced like everywhere") {
    Case test;
    test.environment.set("KEY", "secret/+=");
    CHECK(test.after(Words{"-k", "$KEY"}) == Words{"-k", "secret/+="});
}

TEST_CASE("options that the project names are never translated either") {
    Case test;
    test.options.never = {"--password", "-x", "wandb.name", "*.label"};
    CHECK(test.after(Words{"--password", "/home/u/proj"}) == Words{"--password", "/home/u/proj"});
    CHECK(test.after("--password=/home/u/proj") == "--password=/home/u/proj");
    CHECK(test.after("-x/home/u/proj") == "-x/home/u/proj");
    CHECK(test.after("wandb.name=/home/u/proj") == "wandb.name=/home/u/proj");
    CHECK(test.after("+a.label=/home/u/proj") == "+a.label=/home/u/proj");
    CHECK(test.after("label=/home/u/proj") == "label=/workspace/exp");
}

TEST_CASE("URLs, devices and what follows a lone double dash stay") {
    const Case test;
    for (const char* word :
         {"file:///home/u/proj/a", "s3://b/home/u/proj", "a=file:///home/u/proj", "x=s3://a,/home/u/proj"}) {
        INFO(word);
        CHECK(test.after(word) == word);
    }
    CHECK(test.rule("s3://b/x") == Rule::url);
    CHECK(test.after("a=[s3://b/x,/home/u/proj]") == "a=[s3://b/x,/workspace/exp]");
    CHECK(test.after("a={x:file:///home/u/proj}") == "a={x:file:///home/u/proj}");
    for (const char* word : {"-", "/dev/null", "/proc/self/fd/3", "/dev/shm/x", "a=/dev/video0"}) {
        INFO(word);
        CHECK(test.after(word) == word);
        CHECK(test.rule(word) == Rule::special_file);
    }
    const auto result = test.run({"--", "/home/u/proj", "\"0\""});
    CHECK(result.words[1].after == "/home/u/proj");
    CHECK(result.words[1].rule == Rule::after_double_dash);
    CHECK(result.words[2].after == "0");
}

TEST_CASE("with translation off only the shells' part is done") {
    Case test;
    test.options.on = false;
    CHECK(test.after(Words{"$PROJ/a", "/home/u/proj", "\"0\""}) ==
          Words{"/home/u/proj/a", "/home/u/proj", "0"});
    CHECK(test.rule("/home/u/proj") == Rule::translation_off);
    CHECK(test.run({"/home/u/elsewhere"}).findings.empty());
}

TEST_CASE("a word with several places is named after the most telling one") {
    const Case test;
    CHECK(test.rule("a=[/data/x,/home/u/proj/y]") == Rule::host_path);
    CHECK(test.rule("a=[s3://b,/data/x]") == Rule::container_path);
    CHECK(test.rule("a=[1,2]") == Rule::not_a_path);
    CHECK(test.rule("/opt/nvidia/tools/x") == Rule::image_path);
}

TEST_CASE("every rule has a name for people") {
    CHECK(std::string(paths::name(Rule::host_path)) == "host path under a mount");
    CHECK(std::string(paths::name(Rule::launcher_option)) == "the launcher's own option");
}

TEST_CASE("a name hidden by another mount means that mount's file where the host has none") {
    Case test;
    test.files.add_directory("/home/u/nb/specs");
    test.mounts.push_back({.source = "/home/u/nb/specs",
                           .real_source = "/home/u/nb/specs",
                           .destination = "/workspace/exp/dino/specs"});
    CHECK(test.after("/home/u/proj/dino/specs/train.txt") == "/workspace/exp/dino/specs/train.txt");
    CHECK(test.after("/home/u/nb/specs/train.txt") == "/workspace/exp/dino/specs/train.txt");
}

TEST_CASE("a file of the host that another mount hides is not taken for that mount's") {
    Case test;
    test.files.add_directory("/home/u/nb/specs").add_file("/home/u/proj/dino/specs/train.txt");
    test.mounts.push_back({.source = "/home/u/nb/specs",
                           .real_source = "/home/u/nb/specs",
                           .destination = "/workspace/exp/dino/specs"});
    CHECK(test.after("/home/u/proj/dino/specs/train.txt") == "/home/u/proj/dino/specs/train.txt");
    CHECK(test.run({"/home/u/proj/dino/specs/train.txt"}).findings.size() == 1);
}

TEST_CASE("the home of another user is meant by a tilde with a name") {
    Case test;
    test.files.add_file("/etc/passwd", "root:x:0:0::/root:/bin/sh\nanna:x:1001:1001::/home/u/proj:/bin/sh\n");
    CHECK(test.after("~anna/specs/x") == "/workspace/exp/specs/x");
    CHECK(test.after("--spec=~anna/x") == "--spec=/workspace/exp/x");
    CHECK(test.run({"-e", "~nobody/x"}).findings.at(0).kind == paths::Finding::Kind::unexpanded);
    CHECK(test.run({"~model/backbone", "~train.optimizer"}).findings.empty());  // Hydra takes them out
}

TEST_CASE("a variable that is not set is said where a path is meant") {
    const Case test;
    const auto named = [&](const std::string& word) {
        const auto findings = test.run({"-r", word}).findings;
        return findings.empty() ? std::string() : findings[0].path;
    };
    CHECK(named("$UNDEF/x") == "$UNDEF");
    CHECK(named("${UNDEF}/x") == "$UNDEF");
    CHECK(named("-e$undef/x") == "$undef");
    CHECK(named("--results_dir=$RESULTS_DIR") == "$RESULTS_DIR");
    CHECK(named("/data/$UNDEF") == "$UNDEF");
    CHECK(named("/data/$UNDEF/a") == "$UNDEF");
    CHECK(named("x=[/data/a, $UNDEF/a]") == "$UNDEF");
    CHECK(named("/data/a,$UNDEF/a") == "$UNDEF");
    for (const std::string word : {"$PROJ/x", "${results_dir}/x", "$5", "$EPOCHS", "$$/x", "cd $UNDEF/x",
                                   "'$UNDEF/x'", "s3://$BUCKET", "a/b=$UNDEF", "x=/a.*$"}) {
        INFO(word);
        CHECK(named(word).empty());
    }
}

TEST_CASE("what a shell or the container alone would put a value in for is said where a path is meant") {
    Case test;
    const auto named = [&](const std::string& word) {
        const auto findings = test.run({"-r", word}).findings;
        return findings.empty() ? std::string() : findings[0].path;
    };
    CHECK(named("x=${oc.env:HOME}/cars/a") == "${oc.env:HOME}");
    CHECK(named("x=${oc.env:DATA_DIR}") == "${oc.env:DATA_DIR}");
    CHECK(named("${HOME:-/x}/cars") == "${HOME:-/x}");
    CHECK(named("$(pwd)/a") == "$(pwd)");
    CHECK(named("x=`pwd`") == "`pwd`");
    CHECK(named("~+/a") == "~+");
    for (const std::string word :
         {"x=${oc.env:EPOCHS}", "x=${oc.env:DATA_DIR,/data}/a", "x=${model.name}/a", "x=${if:${a},b,c}/x",
          "$(cat key)", "`date`", "echo $(pwd)/a", "s3://$(pwd)/a"}) {
        INFO(word);
        CHECK(named(word).empty());
    }
    test.options.set_for_task = {"DATA_DIR"};
    CHECK(named("x=${oc.env:DATA_DIR}/a").empty());
}

TEST_CASE("what is to be written into a mount that is read-only is said") {
    Case test;
    test.mounts.push_back(
        {.source = "/disk/ro", .real_source = "/disk/ro", .destination = "/ro", .read_only = true});
    test.mounts.push_back(
        {.source = "/disk/ro/out", .real_source = "/disk/ro/out", .destination = "/ro/out"});
    test.files.add_directory("/disk/ro/out");
    const auto kinds = [&](const Words& words) {
        std::string names;
        for (const paths::Finding& finding : test.run(words).findings)
            names += std::string(paths::name(finding.kind)) + " " + finding.path + " " + finding.other;
        return names;
    };
    CHECK(kinds({"-r", "/disk/ro/new"}) == "read-only /ro/new /disk/ro");
    CHECK(kinds({"results_dir=/ro"}) == "read-only /ro /disk/ro");
    CHECK(kinds({"--output_file", "/ro/a/x.onnx"}) == "read-only /ro/a/x.onnx /disk/ro");
    CHECK(kinds({"-e", "/ro/spec.txt"}).empty());
    CHECK(kinds({"-r", "/ro/out/new"}).empty());
}

TEST_CASE("what a task writes by a name from here is said where no mount covers this directory") {
    Case test;
    test.files.add_directory("/home/u/away");
    const auto findings = [&](const Words& words) {
        return tests::translate(words, test.mounts, test.environment, test.files, test.options,
                                "/home/u/away")
            .findings.size();
    };
    CHECK(findings({"-o", "new/x"}) == 1);
    CHECK(findings({"--output_file", "new/x.onnx"}) == 1);
    CHECK(findings({"export.onnx_file=new/x.onnx"}) == 1);
    CHECK(findings({"-o", "out.etlt"}) == 1);
    CHECK(findings({"-d", "outdir"}) == 1);
    CHECK(findings({"--output_file=out.json"}) == 1);
    CHECK(findings({"--output_path", "out"}) == 1);
    CHECK(findings({"--log_file", "log.txt"}) == 1);
    CHECK(findings({"export.onnx_file=m.onnx"}) == 1);
    CHECK(findings({"output=o.txt"}) == 1);
    CHECK(findings({"-d", "3,384,1248", "-d", "fp16", "-o", "NMS", "--output", "coco", "output_format=x.y",
                    "export_to=asr.riva", "--dataset_export_spec", "spec.yaml"}) == 0);
    CHECK(findings({"-o", "predictions/Softmax"}) == 0);
    CHECK(findings({"-o", "output_cov/sigmoid,output_bbox/x"}) == 0);
    CHECK(findings({"-o", "BatchedNMS"}) == 0);
    CHECK(findings({"-p", "new/x"}) == 0);
}

TEST_CASE("Hydra's configuration is named by its directory and a name in it") {
    Case test;
    test.files.add_file("/home/u/proj/specs/train.yaml").add_file("/home/u/proj/train.yaml");
    const auto here = [&](const Words& words) {
        return tests::after(
            tests::translate(words, test.mounts, test.environment, test.files, test.options, "/home/u/proj"));
    };
    CHECK(here({"--config-path", "specs", "--config-name", "train.yaml"}) ==
          Words{"--config-path", "/workspace/exp/specs", "--config-name", "train.yaml"});
    CHECK(here({"--config-path=./specs", "-cn=train"}) ==
          Words{"--config-path=/workspace/exp/specs", "-cn=train"});
    CHECK(here({"--config-path", "/home/u/proj/specs"}) == Words{"--config-path", "/workspace/exp/specs"});
    CHECK(here({"--config-path", "experiment_specs"}) == Words{"--config-path", "experiment_specs"});
    test.mounts.erase(test.mounts.begin());
    CHECK(here({"--config-name", "train.yaml"}) == Words{"--config-name", "train.yaml"});
}

TEST_CASE("a path of this computer is found where no form of a word has one") {
    Case test;
    CHECK(test.after("--x /home/u/proj/a") == "--x /workspace/exp/a");
    CHECK(test.after("--a/b=/home/u/proj/a") == "--a/b=/workspace/exp/a");
    CHECK(test.after("a='[/home/u/proj/a, ~/proj/b]'") == "a='[/workspace/exp/a, /workspace/exp/b]'");
    CHECK(test.after("a=[\"[/home/u/proj/a]\"]") == "a=[\"[/workspace/exp/a]\"]");
    CHECK(test.after("a=\"'/home/u/proj/a'\"") == "a=\"'/workspace/exp/a'\"");
    CHECK(test.after("'\"a\" \"/home/u/proj/a\"'") == "'\"a\" \"/workspace/exp/a\"'");
    CHECK(test.after("--x https://host/a?b=/home/u/proj/a") == "--x https://host/a?b=/workspace/exp/a");
    CHECK(test.after("--url=https://host/a?b=/home/u/proj/a") == "--url=https://host/a?b=/home/u/proj/a");
    CHECK(test.after("--pattern=^(/x|y)$") == "--pattern=^(/x|y)$");
    CHECK(test.after("--x /nowhere/a") == "--x /nowhere/a");
    test.files.add_directory("/srv/cars");
    CHECK(test.run({"--x /srv/cars"}).findings.size() == 1);
    CHECK(test.rule("--x /srv/cars --y /home/u/proj/a") == Rule::unmapped);
}

TEST_CASE("what is chosen from a group of Hydra's is no name of a file, unless there is one") {
    Case test;
    test.files.add_directory("/home/u/proj/m").add_file("/home/u/proj/m/a=b");
    const auto after = [&](Words words) {
        return tests::after(tests::translate(words, test.mounts, test.environment, test.files, test.options,
                                             "/home/u/proj",
                                             {.choice = project::Workdir::Choice::image, .path = {}}))
            .back();
    };
    CHECK(after({"m/x=/home/u/proj/data/a"}) == "m/x=/data/a");
    CHECK(after({"data/x=resnet"}) == "data/x=resnet");
    CHECK(after({"-r", "data/lr=1"}) == "/data/lr=1");
    CHECK(after({"m/a=b"}) == "/workspace/exp/m/a=b");
}
