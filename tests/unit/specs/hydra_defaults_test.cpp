#include "specs/hydra_defaults.hpp"

#include "specs.hpp"
#include "support/catch.hpp"

using tao::specs::hydra_defaults;
using tao::tests::SpecComputer;
using Files = std::vector<std::string>;

TEST_CASE("a list of defaults names files by their groups, packages and words in front") {
    CHECK(hydra_defaults("a: 1\ndefaults:\n  - base  # first\n  - dataset: coco\n  - /model/resnet@net\n"
                         "  - optional schedule@train.schedule: 'one'\n  - override hydra/job_logging: none\n"
                         "  - _self_\n  - x: null\n  - y: ${z}\n\nb: 2\n")
              .files == Files{"base.yaml", "dataset/coco.yaml", "/model/resnet.yaml", "schedule/one.yaml",
                              "hydra/job_logging/none.yaml"});
}

TEST_CASE("a list of defaults ends with the next key, and may begin in the first column") {
    const std::string content = "defaults:\n- base\n\n# more\n- other.yaml\nmodel:\n  - none\n";
    const auto found = hydra_defaults(content);
    CHECK(found.files == Files{"base.yaml", "other.yaml"});
    CHECK(found.place.in(content) == "defaults:\n- base\n\n# more\n- other.yaml");
    CHECK(hydra_defaults("train:\n  defaults:\n    - base\n").files.empty());
}

TEST_CASE("the groups of a list of defaults are no paths of the container") {
    SpecComputer computer;
    CHECK(computer.find("defaults:\n  - /model/resnet\n  - /data/coco@train\n  - /results: x\n")
              .findings.empty());
    CHECK(computer.find("defaults: [/model/resnet]\nresults_dir: /results/x\n").findings.size() == 1);
}
