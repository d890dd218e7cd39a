#include "captured.hpp"
#include "commands/subcommands.hpp"

using tao::commands::specs_subcommand;
using tao::tests::Captured;
using tao::tests::Scene;

TEST_CASE("a spec file is looked into by every name that a line can give it") {
    Scene scene;
    scene.set_project("version: 1\nmounts: [\".:/w\"]\n");
    scene.files.add_file("/home/user/cars/specs/train.yaml", "dir: /home/user/cars/specs\n");
    for (const std::string name : {"specs/train.yaml", "/home/user/cars/specs/train.yaml",
                                   "/w/specs/train.yaml", "~/cars/specs/train.yaml"}) {
        INFO(name);
        const Captured result = scene.run(specs_subcommand(), {name});
        CHECK(result.exit_code == 1);
        CHECK(result.out.starts_with(name +
                                     ":1:6: warning: '/home/user/cars/specs' is a path of this computer"));
        CHECK(scene.run(specs_subcommand(), {"--to-container", name}).out == "dir: /w/specs\n");
    }
    const Captured none = scene.run(specs_subcommand(), {"/w/specs/none.yaml"});
    CHECK(none.exit_code == 1);
    CHECK(none.err.starts_with("tao-shim: error: cannot read '/w/specs/none.yaml': "));
}
