#include <random>
#include <set>

#include "commands/init/drafts.hpp"
#include "paths/resolve_mounts.hpp"
#include "project/load.hpp"
#include "support/catch.hpp"
#include "support/memory_file_system.hpp"
#include "text/json_value.hpp"

using namespace tao;
using tao::tests::MemoryFileSystem;
using tao::text::Json;

namespace {

// Mounts files as nobody should write them: texts with line breaks and signs of YAML, values of every kind at every place.
class HostileMountsFile {
  public:
    explicit HostileMountsFile(unsigned number) : random_(number) {}

    Json make() {
        Json file = Json::object();
        file["Mounts"] = one_of(6) == 0 ? any(3) : list([&] { return one_of(4) == 0 ? any(2) : mount(); });
        if (one_of(4) != 0)
            file["Envs"] = one_of(6) == 0 ? any(3) : list([&] { return one_of(5) == 0 ? any(2) : env(); });
        if (one_of(4) != 0) file["DockerOptions"] = one_of(8) == 0 ? any(2) : options();
        for (int extra = one_of(3); extra > 0; --extra)
            file[text()] = any(2);
        return file;
    }

  private:
    int one_of(int count) { return static_cast<int>(random_() % static_cast<unsigned>(count)); }

    template <typename Make>
    Json list(Make make) {
        Json result = Json::array();
        for (int count = one_of(4); count > 0; --count)
            result.push_back(make());
        return result;
    }

    std::string text() {
        constexpr const char* parts[] = {"\n",
                                         "\nunmapped: mount",
                                         "\nspecs: rewrite\n#",
                                         "\r",
                                         "\t",
                                         ": ",
                                         " #",
                                         "#",
                                         "- ",
                                         "{",
                                         "}",
                                         "[",
                                         "]",
                                         "\"",
                                         "'",
                                         "\\",
                                         "$",
                                         "${HOME}",
                                         "$$",
                                         "/home/user",
                                         "/data",
                                         "~",
                                         "A",
                                         "b c",
                                         "é",
                                         "\u2028",
                                         "\u0085",
                                         "\x01",
                                         "\x02",
                                         "\x7f",
                                         "<<",
                                         "*a",
                                         "&a",
                                         "!x",
                                         "%",
                                         "|",
                                         ">",
                                         "?",
                                         "@",
                                         "`",
                                         "null",
                                         "true",
                                         "1",
                                         "0x1",
                                         ".",
                                         "..",
                                         ",",
                                         "=",
                                         "---",
                                         "...",
                                         "memlock",
                                         "FIXME"};
        std::string result;
        for (int count = one_of(4); count >= 0; --count)
            result += parts[one_of(static_cast<int>(std::size(parts)))];
        if (one_of(60) == 0) result.append(2000, 'x');
        return result;
    }

    Json any(int depth) {
        switch (one_of(depth == 0 ? 6 : 8)) {
            case 0:
                return nullptr;
            case 1:
                return one_of(2) == 0;
            case 2:
                return one_of(100) - 50;
            case 3:
                return one_of(100) / 7.0;
            case 4:
            case 5:
                return text();
            case 6:
                return list([&] { return any(depth - 1); });
            default: {
                Json object = Json::object();
                for (int count = one_of(3); count > 0; --count)
                    object[text()] = any(depth - 1);
                return object;
            }
        }
    }

    Json mount() {
        Json result = Json::object();
        result["source"] = one_of(3) == 0 ? Json("/home/user/cars/x") : any(1);
        result["destination"] = one_of(3) == 0 ? any(1) : Json("/" + (one_of(2) == 0 ? "x" : text()));
        if (one_of(4) == 0) result[text()] = any(1);
        return result;
    }

    Json env() { return {{"variable", one_of(4) == 0 ? any(1) : Json(text())}, {"value", any(1)}}; }

    Json options() {
        constexpr const char* keys[] = {"shm_size", "ulimits", "ports",   "user", "network", "privileged",
                                        "tty",      "ipc",     "volumes", "a",    "runtime", "mem_limit"};
        Json result = Json::object();
        for (int count = one_of(5); count > 0; --count)
            result[one_of(3) == 0 ? text() : keys[one_of(static_cast<int>(std::size(keys)))]] = any(2);
        return result;
    }

    std::mt19937 random_;
};

}  // namespace

TEST_CASE(
    "whatever a mounts file says, the written file is read back, with nothing in it that was not meant") {
    for (unsigned number = 0; number < 1500; ++number) {
        const Json original = HostileMountsFile(number).make();
        MemoryFileSystem files;
        files.add_directory("/home/user/cars");
        files.add_file("/home/user/cars/m.json",
                       original.dump(-1, ' ', true, Json::error_handler_t::replace));
        plan::Invocation invocation;
        invocation.environment = os::Environment({"HOME=/home/user", "USER=user"});
        invocation.user = invocation.group = 1000;
        const auto made = commands::make_draft(
            {.from = "m.json", .layout = "", .task = "", .directory = "/home/user/cars"}, invocation, files);
        REQUIRE(made.fault.empty());
        const std::string content = commands::compose(made.draft);
        INFO(number << "\n" << original.dump(1) << "\n" << content);
        const std::string file = "/home/user/cars/tao-project.yaml";
        files.add_file(file, content);
        const project::User user{.name = "user", .home = "/home/user", .uid = 1000, .gid = 1000};
        const project::Search search{.outcome = project::Search::Outcome::found,
                                     .file = file,
                                     .directory = "/home/user/cars",
                                     .message = {},
                                     .hint = {}};
        auto loaded = project::load(search, invocation.environment, user, files);
        REQUIRE(loaded.project);
        (void)paths::resolve_mounts(*loaded.project, files, loaded.diagnostics);
        for (const text::Diagnostic& one : loaded.diagnostics.all()) {
            INFO(one.message);
            CHECK((one.severity != text::Severity::error || one.id == "missing-source" ||
                   one.id == "unset-variable"));
        }
        CHECK(loaded.project->unmapped.value == project::Unmapped::warn);
        CHECK(loaded.project->variables.empty());
        // Keys of the file stand at the beginning of its lines, and nothing else does.
        const std::set<std::string> meant = {"version: 1", "mounts:", "envs:", "docker:"};
        for (std::size_t at = 0; at < content.size();) {
            const std::size_t end = content.find('\n', at);
            const std::string line = content.substr(at, end - at);
            if (!line.empty() && line[0] != ' ' && line[0] != '#') CHECK(meant.contains(line));
            at = end + 1;
        }
    }
}

TEST_CASE("init without words goes by the file that LAUNCHER_MOUNTS names, if it is about the directory") {
    MemoryFileSystem files;
    files.add_directory("/home/user/cars").add_directory("/home/user/boats");
    files.add_file("/home/user/m.json",
                   R"({"Mounts": [{"source": "/home/user/cars", "destination": "/workspace/cars"}]})");
    files.add_file("/home/user/cars/m.json",
                   R"({"Mounts": [{"source": "/home/user/cars", "destination": "/here"}]})");
    const auto made_in = [&](const std::string& directory, const std::string& named) {
        plan::Invocation invocation;
        invocation.environment =
            os::Environment({"HOME=/home/user", "USER=user", "LAUNCHER_MOUNTS=" + named});
        invocation.user = invocation.group = 1000;
        return commands::make_draft({.from = "", .layout = "", .task = "", .directory = directory},
                                    invocation, files);
    };
    const auto own = made_in("/home/user/cars", "~/m.json");
    CHECK(commands::compose(own.draft).find("destination: /workspace/cars\n") != std::string::npos);
    CHECK_FALSE(own.foreign);
    CHECK(own.remarks.back().starts_with("it was made from /home/user/m.json (LAUNCHER_MOUNTS)"));

    const auto of_clone = made_in("/home/user/cars", "/home/user/cars/m.json");
    CHECK(commands::compose(of_clone.draft).find("destination: /here\n") != std::string::npos);
    CHECK(of_clone.foreign);

    const auto elsewhere = made_in("/home/user/boats", "~/m.json");
    CHECK(commands::compose(elsewhere.draft).find("/workspace/tao-experiments") != std::string::npos);

    const auto missing = made_in("/home/user/cars", "/home/user/none.json");
    REQUIRE(missing.remarks.size() == 1);
    CHECK(missing.remarks.front().starts_with("/home/user/none.json cannot be read"));
}

TEST_CASE("a file that init cannot begin from is said with the one to type") {
    MemoryFileSystem files;
    files.add_directory("/home/user/cars").add_file("/home/user/cars/detectnet_v2.ipynb", "{}");
    files.add_file("/home/user/cars/page.ipynb", "\n<!DOCTYPE html>")
        .add_file("/home/user/cars/none.sh", "\n");
    files.add_file("/home/user/cars/nb/dino.ipynb", "{}");
    const auto hint_of = [&](const std::string& from) {
        plan::Invocation invocation;
        invocation.environment = os::Environment({"HOME=/home/user", "USER=user"});
        invocation.user = invocation.group = 1000;
        const auto made = commands::make_draft(
            {.from = from, .layout = "", .task = "", .directory = "/home/user/cars"}, invocation, files);
        CHECK_FALSE(made.fault.empty());
        return made.hint;
    };
    CHECK(hint_of("https://github.com/NVIDIA/x/blob/main/a.ipynb") ==
          "type: curl -LO https://github.com/NVIDIA/x/raw/main/a.ipynb && tao-shim init --from a.ipynb");
    CHECK(hint_of("detectnet.ipynb") == "did you mean this one? tao-shim init --from detectnet_v2.ipynb");
    CHECK(hint_of("nb") == "did you mean this one? tao-shim init --from /home/user/cars/nb/dino.ipynb");
    CHECK(hint_of("~/.tao_mounts.json") ==
          "name a mounts file, a notebook or a script; to begin without one, type: tao-shim init");
    CHECK(hint_of("page.ipynb") == "load the file itself, on GitHub by the button for the raw file");
    CHECK(hint_of("none.sh") == "tao-shim init");
}
