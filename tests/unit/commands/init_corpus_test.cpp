#include <fstream>
#include <iostream>

#include "commands/init/drafts.hpp"
#include "commands/init/python.hpp"
#include "launcher/mounts_file.hpp"
#include "paths/resolve_mounts.hpp"
#include "project/load.hpp"
#include "support/catch.hpp"
#include "support/corpus.hpp"
#include "text/json_value.hpp"
#include "text/path.hpp"

using namespace tao;
using tao::tests::MemoryFileSystem;
using tao::text::Json;

namespace {

// What the launcher has after it has read a mounts file, whichever way it is written.
struct LauncherSees {
    std::map<std::string, std::string> volumes;  // by source, as the launcher's own dict
    std::map<std::string, std::string> envs;
    Json docker = Json::object();
    bool operator==(const LauncherSees&) const = default;
};

// A source as the launcher makes it absolute.
std::string absolute(const std::string& path, const std::string& directory) {
    if (path.starts_with("~")) return "/home/user" + path.substr(1);
    return path.starts_with('/') ? path : directory + "/" + path;
}

LauncherSees as_the_launcher_reads(const Json& file, const std::string& directory) {
    LauncherSees sees;
    for (const Json& mount : file.value("Mounts", Json::array())) {
        const std::string source = absolute(mount["source"].get<std::string>(), directory);
        sees.volumes[text::normalised(source)] = text::normalised(mount["destination"].get<std::string>());
    }
    for (const Json& env : file.value("Envs", Json::array()))
        sees.envs[env["variable"]] =
            env["value"].is_string() ? env["value"].get<std::string>() : env["value"].dump();
    // The order of keys is nothing to the launcher.
    if (file.contains("DockerOptions")) sees.docker = nlohmann::json(file["DockerOptions"]);
    return sees;
}

struct Setup {
    nlohmann::json json;
    std::string place;
    std::string directory;
    Json original = nullptr;  // the mounts file that the notebook writes
};

// What a reader does with a place that the author left open.
nlohmann::json filled_in(const nlohmann::json& json) {
    std::string text = json.dump();
    for (const std::string open : {"/path/to/your/", "/path/to/"}) {
        for (auto at = text.find(open); at != std::string::npos; at = text.find(open, at))
            text.replace(at, open.size(), "/home/user/my/");
    }
    return nlohmann::json::parse(text);
}

std::vector<Setup> setups() {
    std::vector<Setup> found;
    std::ifstream file(tests::corpus_directory() + "/setups.jsonl");
    for (std::string line; std::getline(file, line);) {
        Setup setup;
        setup.json = filled_in(nlohmann::json::parse(line));
        setup.place = setup.json["repo"].get<std::string>() + " " + setup.json["notebook"].get<std::string>();
        setup.directory = setup.json["cwd"].get<std::string>();
        const auto& evaluated = setup.json["evaluated"];
        if (evaluated["mounts"].is_array()) {
            setup.original["Mounts"] = evaluated["mounts"];
            if (evaluated["envs"].is_array()) setup.original["Envs"] = evaluated["envs"];
            if (evaluated["docker_options"].is_object())
                setup.original["DockerOptions"] = evaluated["docker_options"];
        }
        found.push_back(std::move(setup));
    }
    return found;
}

// The cells that the corpus has of a notebook, with the project directory that it is pinned to.
std::string notebook_of(const Setup& setup) {
    std::map<int, std::string> cells;
    const auto pinned = setup.json.value("pinned_over", nlohmann::json::object());
    for (const auto& line : setup.json["env_lines"]) {
        std::string source = line["src"];
        for (const auto& [name, original] : pinned.items()) {
            if (original.get<std::string>().starts_with(source)) source = "%env " + name + "=/home/user/proj";
        }
        cells[line["cell"]] += source + "\n";
    }
    for (const auto& cell : setup.json["mounts_cells"])
        cells[cell["cell"]] += cell["src"].get<std::string>() + "\n";
    Json notebook = {{"cells", Json::array()}, {"nbformat", 4}};
    for (const auto& [number, source] : cells)
        notebook["cells"].push_back({{"cell_type", "code"}, {"source", source}});
    return notebook.dump();
}

struct Result {
    LauncherSees sees;
    std::map<std::string, std::string> variables;
    std::string file;
    std::string errors;
};

// Where the tests find Python: as tao-shim does, in this process's own surroundings.
const std::vector<std::string>& interpreters() {
    static const std::vector<std::string> found = [] {
        const os::HostFileSystem files;
        plan::Invocation invocation;
        invocation.environment = os::Environment::of_this_process();
        return commands::python_interpreters({.invocation = invocation, .files = files});
    }();
    return found;
}

// `tao-shim init --from FILE` in the notebook's directory, and what a run there then gives the launcher.
Result after_init(const Setup& setup, const std::string& name, const std::string& content) {
    MemoryFileSystem files;
    files.add_directory(setup.directory);
    for (const Json& mount : setup.original.is_null() ? Json::array() : setup.original["Mounts"]) {
        const std::string source = absolute(mount["source"].get<std::string>(), setup.directory);
        if (!files.exists(source)) files.add_directory(source);
    }
    files.add_file(setup.directory + "/" + name, content);
    plan::Invocation invocation;
    invocation.environment = os::Environment({"HOME=/home/user", "USER=user"});
    invocation.user = invocation.group = 1000;
    const auto made = commands::make_draft({.from = name,
                                            .layout = "",
                                            .task = "",
                                            .directory = setup.directory,
                                            .interpreters = interpreters()},
                                           invocation, files);
    Result result;
    result.errors = made.fault;
    result.file = commands::compose(made.draft);
    const std::string project_file = setup.directory + "/tao-project.yaml";
    files.add_file(project_file, result.file);
    const project::Search found{.outcome = project::Search::Outcome::found,
                                .file = project_file,
                                .directory = setup.directory,
                                .message = {},
                                .hint = {}};
    const project::User user{.name = "user", .home = "/home/user", .uid = 1000, .gid = 1000};
    auto loaded = project::load(found, invocation.environment, user, files);
    if (loaded.project) {
        launcher::MountsFile mounts_file;
        mounts_file.mounts = paths::resolve_mounts(*loaded.project, files, loaded.diagnostics).table.mounts();
        for (const auto& env : loaded.project->envs) {
            if (env.value) mounts_file.envs.emplace_back(env.name, *env.value);
        }
        mounts_file.docker = loaded.project->docker;
        // As plan/container_environment.cpp has it.
        auto& who = mounts_file.docker.user;
        if (who && who->value == "host") who->value = "1000:1000";
        result.sees = as_the_launcher_reads(*text::parse_json(*launcher::render(mounts_file, false)), "/");
        for (const auto& variable : loaded.project->variables)
            result.variables[variable.name] = variable.value.value_or("");
    }
    result.errors += text::render(loaded.diagnostics, false);
    return result;
}

// Secrets are not copied into a file that people share: the environment of the run has them.
bool is_left_out_as_secret(const Result& result, const std::string& name) {
    return result.file.find("since it is a secret; before a run, type: export " + name + "=") !=
           std::string::npos;
}

LauncherSees without_secrets(LauncherSees expected, const Result& result) {
    std::erase_if(expected.envs, [&](const auto& env) {
        return !result.sees.envs.contains(env.first) && is_left_out_as_secret(result, env.first);
    });
    return expected;
}

// A value as tao reads it, which takes the quotes of `%env NAME="0"` for the shell's.
std::string unquoted(const std::string& value) {
    const bool quoted = value.size() > 1 && value.front() == '"' && value.back() == '"';
    return quoted ? value.substr(1, value.size() - 2) : value;
}

// Why the launcher sees something else.
const char* reason_of_difference(const Setup& setup, const Result& result, const LauncherSees& expected) {
    if (result.sees.volumes == expected.volumes && result.sees.docker == expected.docker) {
        const bool redacted = setup.json.dump().find("REDACTED") != std::string::npos;
        return redacted ? "a secret was taken out of the cells" : "an env";
    }
    // The corpus has the lines with os.environ and %env, and not the assignments that they refer to.
    if (result.file.find("only the notebook's run") != std::string::npos)
        return "a source comes from a line that the corpus does not have; it is marked in the file";
    if (result.file.find("FIXME: left open") != std::string::npos)
        return "the author leaves the sources open; they are marked in the file";
    return "unexplained";
}

}  // namespace

TEST_CASE("for every published mounts file, the launcher sees the same after init --from it") {
    if (!tests::corpus_present()) return;
    int same = 0;
    int none = 0;
    for (const Setup& setup : setups()) {
        if (setup.original.is_null()) {
            ++none;
            continue;
        }
        const Result result = after_init(setup, "mounts.json", setup.original.dump());
        INFO(setup.place << "\n" << setup.original.dump(1) << "\n" << result.file << "\n" << result.errors);
        const LauncherSees expected =
            without_secrets(as_the_launcher_reads(setup.original, setup.directory), result);
        CHECK(result.sees == expected);
        CHECK(result.errors.empty());
        if (result.sees == expected) ++same;
    }
    std::cout << "init --from a mounts file: " << same << " the same, " << none << " set-ups have none\n";
}

// The result for a notebook; many set-ups are copies of each other.
const Result& after_reading(const Setup& setup) {
    static std::map<std::string, Result> known;
    const std::string notebook = notebook_of(setup);
    const std::string key = setup.directory + "\n" + notebook;
    const auto found = known.find(key);
    return found != known.end()
               ? found->second
               : known.emplace(key, after_init(setup, "notebook.ipynb", notebook)).first->second;
}

void the_launcher_sees_the_same() {
    int same = 0;
    int none = 0;
    std::map<std::string, int> reasons;
    for (const Setup& setup : setups()) {
        if (setup.original.is_null()) {
            ++none;
            continue;
        }
        const Result& result = after_reading(setup);
        const LauncherSees expected =
            without_secrets(as_the_launcher_reads(setup.original, setup.directory), result);
        if (result.sees == expected) {
            ++same;
            continue;
        }
        ++reasons[reason_of_difference(setup, result, expected)];
        if (std::getenv("SHOW") != nullptr)
            std::cout << setup.place << "\n"
                      << setup.original.dump(1) << "\n"
                      << result.file << result.errors << "\n";
    }
    std::cout << "init --from a notebook: " << same << " the same, " << none
              << " set-ups have no mounts file\n";
    for (const auto& [reason, count] : reasons)
        std::cout << "  " << count << " differ: " << reason << "\n";
    CHECK(reasons["unexplained"] == 0);
    CHECK(same * 100 >= (static_cast<int>(setups().size()) - none) * 95);
}

void every_variable_has_the_notebooks_value() {
    int same = 0;
    std::map<std::string, int> different;
    int missing = 0;
    for (const Setup& setup : setups()) {
        const Result& result = after_reading(setup);
        for (const auto& [name, value] : setup.json["evaluated"]["env"].items()) {
            const auto found = result.variables.find(name);
            const bool is_left = found == result.variables.end() || is_left_out_as_secret(result, name);
            if (is_left) {
                ++missing;
                if (std::getenv("SHOW") != nullptr) std::cout << "missing " << name << "=" << value << "\n";
            } else if (unquoted(found->second) == unquoted(value.get<std::string>())) {
                ++same;
            } else {
                ++different[name];
                if (std::getenv("SHOW") != nullptr)
                    std::cout << setup.place << " " << name << ": " << value << " but " << found->second
                              << "\n";
            }
        }
    }
    std::cout << "variables: " << same << " the same, " << missing << " left to the notebook\n";
    for (const auto& [name, count] : different)
        std::cout << "  " << count << " differ: " << name << "\n";
    CHECK(same * 100 >= (same + missing) * 82);
    // The corpus takes others for what the author leaves open, and for what cells set twice.
    for (const char* name : {"GOOGLE_COLAB", "PROJECT_DIR", "SAMPLES_DIR", "bash_script"})
        different.erase(name);
    CHECK(different.empty());
}

// One test, since each notebook is read once for both.
TEST_CASE(
    "for the published notebooks, the launcher sees the same after init --from the notebook, and shells "
    "too") {
    if (!tests::corpus_present()) return;
    the_launcher_sees_the_same();
    every_variable_has_the_notebooks_value();
}
