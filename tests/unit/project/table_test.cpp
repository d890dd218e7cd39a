#include <vector>

#include "project/apply_layout.hpp"
#include "project/key_functions.hpp"
#include "project/read.hpp"
#include "project/schema.hpp"
#include "project/settings.hpp"
#include "project/widening.hpp"
#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using namespace tao::project;
using tao::tests::MemoryFileSystem;

// A key that only this test has: a row added to the table is all that it takes.
namespace {

std::optional<Located<std::string>> planet;

void read_planet(const Reading& reading, const yaml::Node& node, std::string_view path,
                 Project& /*project*/) {
    if (const auto text = read_text(reading, node, path)) planet = {*text, node.where};
}

void show_planet(const Project& /*project*/, std::vector<Shown>& shown) {
    if (planet) shown.push_back({{}, planet->value, planet->where});
}

void widen_by_planet(const Project& /*project*/, const RealPaths& /*real*/, std::vector<Widening>& found) {
    if (planet && planet->value != "earth") {
        found.push_back({.value = planet->value, .where = planet->where, .meaning = "far away"});
    }
}

void take_planet(Project& /*project*/, Project& /*layout*/, const Where& where) {
    if (planet && where) planet->where = where;
}

std::vector<Key> with_planet() {
    std::vector<Key> table(keys().begin(), keys().end());
    table.push_back(
        {.name = {"docker.planet", "the name of a planet", "Where the container is", "world globe"},
         .schema = R"("type": "string")",
         .read = read_planet,
         .show = show_planet,
         .otherwise = "earth",
         .widens = "any but earth",
         .widen = widen_by_planet,
         .take = take_planet});
    return table;
}

struct Read {
    std::vector<Key> table = with_planet();
    std::string errors;
    std::optional<Project> project;

    explicit Read(const std::string& content, const MemoryFileSystem& files = {}) {
        planet.reset();
        const tao::text::SourceFile source{.path = "tao-project.yaml", .content = "version: 1\n" + content};
        const tao::os::Environment environment;
        const User reader{.name = "u", .home = "/home/u", .uid = 1000, .gid = 1000};
        const Context context{
            .environment = environment, .user = reader, .file = "/p/tao-project.yaml", .directory = "/p"};
        tao::text::Diagnostics diagnostics(source);
        project = read(context, diagnostics, table);
        if (project) apply_layout(*project, context, files, diagnostics, table);
        errors = tao::text::render(diagnostics, false);
    }

    std::string shown() const {
        for (const Setting& setting : settings_of(*project, table)) {
            if (setting.key == "docker.planet") return setting.value;
        }
        return "(not shown)";
    }
};

}  // namespace

TEST_CASE("a row that is added to the table is read, and without it the key is unknown") {
    CHECK(Read("docker: {planet: mars}\n").errors.empty());
    CHECK(planet->value == "mars");
    CHECK(Read("docker: {planet: [1]}\n")
              .errors.find("docker.planet must be the name of a planet, not a list") != std::string::npos);
    CHECK(Read("docker: {moon: mars}\n").errors.find("the keys are user, shm_size") != std::string::npos);
}

TEST_CASE("a row that is added is suggested for its aliases and for near names") {
    CHECK(Read("docker: {globe: mars}\n").errors.find("did you mean planet?") != std::string::npos);
    CHECK(Read("docker: {plannet: mars}\n").errors.find("did you mean planet?") != std::string::npos);
}

TEST_CASE("a row that is added is shown, with its default as well") {
    CHECK(Read("docker: {planet: mars}\n").shown() == "mars");
    CHECK(Read("").shown() == "earth");
}

TEST_CASE("a row that is added says what needs trust") {
    const Read far("docker: {planet: mars}\n");
    const auto found = widenings(*far.project, {.directory = "/p", .sources = {}}, far.table);
    REQUIRE(found.size() == 1);
    CHECK(found[0].key == "docker.planet");
    CHECK(found[0].value == "mars");
    const Read here("docker: {planet: earth}\n");
    CHECK(widenings(*here.project, {.directory = "/p", .sources = {}}, here.table).empty());
}

TEST_CASE("a row that is added is in the schema, at its level") {
    CHECK(json_schema(with_planet())
              .find(R"("planet": {"description": "Where the container is", "type": "string"})") !=
          std::string::npos);
    CHECK(json_schema().find("planet") == std::string::npos);
}

TEST_CASE("a row that is added can be in a layout, unless it says no") {
    MemoryFileSystem files;
    files.add_file("/home/u/.config/tao-shim/layouts/far.yaml", "version: 1\ndocker: {planet: mars}\n");
    const Read far("layout: far\n", files);
    CHECK(far.errors.empty());
    CHECK(far.project->layout->where == planet->where);
}
