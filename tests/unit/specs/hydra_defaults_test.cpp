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

TEST_CASE("a list of defaults in brackets names files as one line by line does") {
    CHECK(hydra_defaults("defaults: [base, sub/c, {dataset: coco, 'x': y}, _self_, \"/model/a@m\"]\nb: 1\n")
              .files == Files{"base.yaml", "sub/c.yaml", "dataset/coco.yaml", "x/y.yaml", "/model/a.yaml"});
    const std::string content = "defaults:\n  [base,\n   sub/c]\nresults_dir: x\n";
    CHECK(hydra_defaults(content).files == Files{"base.yaml", "sub/c.yaml"});
    CHECK(hydra_defaults(content).place.in(content) == "defaults:\n  [base,\n   sub/c]");
    CHECK(hydra_defaults("defaults: [base\nresults_dir: x\n").files.empty());
    CHECK(hydra_defaults("\xEF\xBB\xBF\"defaults\": [base]\n").files == Files{"base.yaml"});
    CHECK(hydra_defaults("'defaults':  # first\n  [base]\n").files == Files{"base.yaml"});
    CHECK(hydra_defaults("defaults: # [base]\n- sub/c\n").files == Files{"sub/c.yaml"});
}

TEST_CASE("a group of a list of defaults may name several files") {
    CHECK(hydra_defaults("defaults:\n  - sub: [c, 'd']\n  - more:\n      - e\n      - f\n  - base\n").files ==
          Files{"sub/c.yaml", "sub/d.yaml", "more/e.yaml", "more/f.yaml", "base.yaml"});
}

TEST_CASE("the groups of a list of defaults are no paths of the container") {
    SpecComputer computer;
    CHECK(computer.find("defaults:\n  - /model/resnet\n  - /data/coco@train\n  - /results: x\n")
              .findings.empty());
    CHECK(computer.find("defaults: [/model/resnet]\nresults_dir: /results/x\n").findings.size() == 1);
}
