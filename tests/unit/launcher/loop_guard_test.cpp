// Programs that come back to the shim.
#include "launcher/loop_guard.hpp"

#include "support/catch.hpp"
#include "unit/launcher/machine.hpp"
#include "unit/launcher/scripts.hpp"

using namespace tao;
using namespace tao::launcher;
using tests::Machine;
using tests::relay;

TEST_CASE("a script that may come back is noted in the guard and passed over on its return") {
    Machine machine;
    machine.program("/one/tao", relay);
    Found found = machine.find();
    CHECK(found.launcher.path == "/one/tao");
    CHECK(found.guard == "/one/tao");

    machine.environment.set("TAO_SHIM_GUARD", found.guard);
    found = machine.find();
    CHECK_FALSE(found.found);
    CHECK(found.exit_code == 125);
    CHECK(found.message ==
          "stopped: programs start each other without end\n"
          "    /shims/tao (this shim)\n"
          "    /one/tao\n"
          "  none of them is NVIDIA's launcher; name it, type: export TAO_SHIM_LAUNCHER=/path/to/tao\n");

    machine.program("/two/tao", tests::launcher_5);
    found = machine.find();
    CHECK(found.launcher.path == "/two/tao");
    CHECK(found.guard.empty());
}

TEST_CASE("the third program that may come back is not started") {
    Machine machine;
    machine.environment.set("PATH", "/shims:/one:/two:/three");
    machine.program("/one/tao", relay).program("/two/tao", relay).program("/three/tao", relay);
    machine.environment.set("TAO_SHIM_GUARD", "/one/tao");
    CHECK(machine.find().guard == "/one/tao:/two/tao");
    machine.environment.set("TAO_SHIM_GUARD", "/one/tao:/two/tao");
    const Found found = machine.find();
    CHECK(found.exit_code == 125);
    CHECK(found.message ==
          "stopped: programs start each other without end\n"
          "    /shims/tao (this shim)\n"
          "    /one/tao\n"
          "    /two/tao\n"
          "  none of them is NVIDIA's launcher; name it, type: export TAO_SHIM_LAUNCHER=/path/to/tao\n");
}

TEST_CASE("a named relay that comes back is passed over") {
    Machine machine;
    machine.program("/opt/relay", relay).program("/two/tao", tests::launcher_5);
    machine.environment.set("TAO_SHIM_LAUNCHER", "/opt/relay");
    CHECK(machine.find().guard == "/opt/relay");
    machine.environment.set("TAO_SHIM_GUARD", "/opt/relay");
    CHECK(machine.find().launcher.path == "/two/tao");
}

namespace {

// A launcher's script after `tao-shim enable venv`.
std::string enabled(std::string script) {
    const auto imports = script.find("from ");
    return script.insert(imports,
                         "# >>> tao-shim: taken away by `tao-shim disable venv /venv` >>>\n"
                         "_tao_shim(\"/shims/tao\")\n# <<< tao-shim <<<\n");
}

}  // namespace

TEST_CASE("a launcher's script that starts the shim is told in the guard that the shim starts it") {
    Machine machine;
    machine.program("/one/tao", enabled(tests::launcher_5));
    const Found found = machine.find();
    REQUIRE(found.found);
    CHECK(found.launcher.kind == ProgramKind::launcher);
    CHECK(found.launcher.starts_shim);
    CHECK(found.guard == "/one/tao");
    machine.environment.set("TAO_SHIM_GUARD", "/relay:/relay2");
    CHECK(machine.find().guard == "/relay:/relay2:/one/tao");
}

TEST_CASE("the launcher whose script started the shim is taken, also where PATH has another one") {
    Machine machine;
    machine.program("/one/tao", tests::launcher_5).program("/an env/bin/tao", enabled(tests::launcher_0));
    machine.search.started_as = "/an env/bin/tao";
    const Found found = machine.find();
    REQUIRE(found.found);
    CHECK(found.launcher.path == "/an env/bin/tao");
    CHECK(found.guard == "/an env/bin/tao");
    machine.environment.set("TAO_SHIM_LAUNCHER", "/one/tao");
    CHECK(machine.find().launcher.path == "/one/tao");
}

TEST_CASE("what the shim was started as says nothing else") {
    Machine machine;
    machine.program("/one/tao", tests::launcher_5).program("/two/tao", tests::launcher_0);
    for (const char* name : {"/two/tao", "/shims/tao", "two/tao", "/nowhere/tao", "tao", ""}) {
        machine.search.started_as = name;
        CHECK(machine.find().launcher.path == "/one/tao");
    }
}
