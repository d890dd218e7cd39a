#include "project/srun_options.hpp"
#include "support/catch.hpp"
#include "unit/project/reading.hpp"

using namespace tao;
using project::Slurm;
using project::srun_option;
using project::SrunOption;
using tests::read_text;

namespace {

std::vector<std::string> slurm_widened_by(const std::string& options) {
    return tests::widened_by("slurm: " + options + "\n");
}

}  // namespace

TEST_CASE("slurm: options and container are read, and how many nodes the options ask for") {
    const auto result = read_text(
        "version: 1\nengine: slurm\nslurm: {options: [--partition=gpu, -N, 2, --time=1-0], container: "
        "pyxis}\n");
    CHECK(result.errors.empty());
    REQUIRE(result.project);
    const Slurm& slurm = result.project->slurm;
    REQUIRE(slurm.options.size() == 4);
    CHECK(slurm.options[0].value == "--partition=gpu");
    CHECK(slurm.options[2].value == "2");
    CHECK(slurm.container.value == Slurm::Container::pyxis);
    CHECK(slurm.nodes == 2);
}

TEST_CASE("slurm: without anything the node's own engine runs one task on one node") {
    const auto result = read_text("version: 1\nengine: slurm\n");
    REQUIRE(result.project);
    CHECK(result.project->slurm.container.value == Slurm::Container::automatic);
    CHECK(result.project->slurm.nodes == 1);
}

TEST_CASE("slurm: what would be the program, or run another, is no option") {
    for (const char* word : {"evil",
                             "--",
                             "-",
                             "--export=ALL",
                             "--exp=ALL",
                             "--pty",
                             "-n4",
                             "--ntasks=4",
                             "-n",
                             "--multi-prog",
                             "--mul",
                             "--task-prolog=/tmp/x",
                             "--prolog=x",
                             "--epilog=x",
                             "--task-e=x",
                             "--bcast",
                             "-D/tmp",
                             "--chdir=/",
                             "--container-image=x",
                             "--no-container-mount-home",
                             "-vn2",
                             "-Zx",
                             "--comment=x",
                             "--help",
                             "-h",
                             "-V",
                             "--test-only"}) {
        CAPTURE(word);
        const auto kind = srun_option(word).kind;
        CHECK((kind == SrunOption::Kind::ours || kind == SrunOption::Kind::none));
        const auto result = read_text(std::string("version: 1\nslurm: {options: ['") + word + "']}\n");
        CHECK(result.ids.size() == 1);
    }
}

TEST_CASE("slurm: a word behind an option that takes a value is its value, and behind another is none") {
    CHECK(read_text("version: 1\nslurm: {options: [-p, gpu, --gres, 'gpu:4']}\n").errors.empty());
    CHECK(read_text("version: 1\nslurm: {options: [-v, gpu]}\n").ids.size() == 1);
    CHECK(read_text("version: 1\nslurm: {options: [--exclusive, gpu]}\n").ids.size() == 1);
    CHECK(read_text("version: 1\nslurm: {options: [-pgpu, gpu]}\n").ids.size() == 1);
    CHECK(read_text("version: 1\nslurm: {options: [--unknown, gpu]}\n").ids.size() == 1);
}

TEST_CASE("slurm: an entry with more than one word says how to write it") {
    const std::pair<const char*, const char*> examples[] = {
        {"--partition gpu", "write --partition=gpu"},
        {"-p gpu", "write --partition=gpu"},
        {"-N 2", "write --nodes=2"},
        {"--partition=gpu --gpus=4", "write each as an entry of its own: --partition=gpu, --gpus=4"},
        {"-p gpu -G 4 --exclusive",
         "write each as an entry of its own: --partition=gpu, --gpus=4, --exclusive"},
        {"--nodelist a,b", "write \"--nodelist=a,b\""},
    };
    for (const auto& [entry, hint] : examples) {
        CAPTURE(entry);
        const auto result = read_text(std::string("version: 1\nslurm: {options: ['") + entry + "']}\n");
        CHECK(result.ids.size() == 1);
        CHECK(result.errors.find(" is more than one word, and srun gets each entry as one\n") !=
              std::string::npos);
        CHECK(result.errors.find("      = " + std::string(hint) + "\n") != std::string::npos);
    }
    for (const char* entry : {"--job-name=my job", "-Jmy job", "--constraint=a & b", "--begin=now + 1hour"}) {
        CAPTURE(entry);
        CHECK(read_text(std::string("version: 1\nslurm: {options: ['") + entry + "']}\n").errors.empty());
    }
}

TEST_CASE("slurm: an option that has no value would take what a run says itself for it") {
    for (const char* options : {"[--partition]", "[-p]", "[--time, --gpus=4]", "[-G, -t60]", "[--output]"}) {
        CAPTURE(options);
        const auto result = read_text(std::string("version: 1\nslurm: {options: ") + options + "}\n");
        CHECK(result.ids.size() == 1);
        CHECK(result.errors.find(" has no value, and srun would take the next word for it\n") !=
              std::string::npos);
    }
    CHECK(tests::errors_of("slurm: {options: [-p]}\n") ==
          "tao-project.yaml:2:19: error: --partition has no value, and srun would take the next word for it\n"
          "    2 | slurm: {options: [-p]}\n"
          "      |                   ^~\n"
          "      = write --partition=VALUE\n");
}

TEST_CASE("slurm: options as a shell, a map or a list of YAML has them say how to write them") {
    const std::pair<const char*, const char*> examples[] = {
        {"'--partition=gpu --gpus 4'", "write [--partition=gpu, --gpus=4]"},
        {"--gpus=4", "write [--gpus=4]"},
        {"{partition: gpu, G: 2}", "write [--partition=gpu, --gpus=2]"},
        {"[--gpus: 4]", "write [--gpus=4]"},
        {"[partition=gpu]", "write --partition=gpu"},
        {"[--nodelist=a,b]", "if it belongs to the value of the entry before: \"--nodelist=a,b\""},
        {"['--job-name=\"my job\"']", "write \"--job-name=my job\""},
    };
    for (const auto& [options, hint] : examples) {
        CAPTURE(options);
        const auto result = read_text(std::string("version: 1\nslurm:\n  options: ") + options + "\n");
        CHECK(result.ids.size() == 1);
        CHECK(result.errors.find(std::string(hint) + "\n") != std::string::npos);
    }
    CHECK(read_text("version: 1\nslurm: {options: word}\n").errors.find("begin each entry with a -") !=
          std::string::npos);
}

TEST_CASE("slurm: a secret of the user's is no option, which everybody on the cluster may read") {
    const auto errors = [](const std::string& option) {
        return read_text("version: 1\nslurm: {options: ['" + option + "']}\n",
                         {"KEY=k", "WANDB_API_KEY=w", "USER=u", "MY_PARTITION=gpu"})
            .errors;
    };
    for (const std::string name : {"KEY", "WANDB_API_KEY"}) {
        CHECK(errors("--job-name=${" + name + "}")
                  .find("everybody on the cluster may read srun's options, and " + name +
                        " looks like the name of a secret\n") != std::string::npos);
    }
    CHECK(errors("--job-name=${USER}").empty());
    CHECK(errors("--partition=${MY_PARTITION}").empty());
}

TEST_CASE("slurm: a misspelt option is named with what was meant, where trust is asked for it") {
    using project::near_srun_option;
    CHECK(near_srun_option(srun_option("--partion=gpu")) == "--partition");
    CHECK(near_srun_option(srun_option("--gpu=4")) == "--gpus");
    for (const char* known :
         {"--partition=gpu", "--output=x", "--mail-user=me", "--my-plugin", "--x11", "-Y"}) {
        CAPTURE(known);
        CHECK(near_srun_option(srun_option(known)).empty());
    }
}

TEST_CASE("slurm: a range of nodes is refused") {
    CHECK(tests::errors_of("slurm: {options: [--nodes=2-4]}\n") ==
          "tao-project.yaml:2:19: error: a run needs to know how many nodes it has, one number\n"
          "    2 | slurm: {options: [--nodes=2-4]}\n"
          "      |                   ^~~~~~~~~~~\n"
          "      = write --nodes=2\n");
}

TEST_CASE("slurm: choosing where a task runs needs no trust, everything else does") {
    CHECK(slurm_widened_by(
              "{options: [--partition=gpu, '-A', me, '--gres=gpu:4', -N2, --time=60, -v, -vv, --exclusive]}")
              .empty());
    CHECK(slurm_widened_by("{options: [--output=/home/user/x, -o, y, --mail-user=a, --my-plugin]}") ==
          std::vector<std::string>{"slurm.options=--output=/home/user/x", "slurm.options=--output=y",
                                   "slurm.options=--mail-user=a", "slurm.options=--my-plugin"});
    CHECK(slurm_widened_by("{container: docker}").empty());
    CHECK(slurm_widened_by("{container: pyxis}") == std::vector<std::string>{"slurm.container=pyxis"});
    CHECK(slurm_widened_by("{container: apptainer}") ==
          std::vector<std::string>{"slurm.container=apptainer"});
}
