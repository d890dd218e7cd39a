#include "commands/manual.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "commands/environment_variables.hpp"
#include "commands/subcommands.hpp"
#include "project/keys.hpp"
#include "support/catch.hpp"
#include "text/json_value.hpp"

using namespace tao::commands;

namespace {

const std::filesystem::path sources = std::filesystem::path(TESTS_SOURCE_DIR).parent_path();

std::string content_of(const std::filesystem::path& file) {
    std::ifstream stream(file);
    REQUIRE(stream.good());
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

std::string page(const char* name) {
    return content_of(sources / "config/manual" / name);
}

std::string fill(std::string_view text) {
    std::string fault;
    const auto filled = fill_manual(text, all_subcommands(), "1.2.3", fault);
    return filled ? *filled : "fault: " + fault;
}

bool mentions(const std::string& text, const std::string& line) {
    return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

// Is it a name that a user could know? The sources also ask for entries of other tables by such calls.
bool looks_like_a_variable(const std::string& name) {
    return name.size() > 2 && std::all_of(name.begin(), name.end(), [](char letter) {
               return (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') || letter == '_';
           });
}

}  // namespace

TEST_CASE("every command is in its manual") {
    const std::string manual = page("tao-shim.1.in");
    for (const Subcommand& subcommand : all_subcommands()) {
        INFO(subcommand.name);
        CHECK(mentions(manual, std::string("@command ") + subcommand.name) != subcommand.hidden);
    }
}

TEST_CASE("every key is in the manual of the project file") {
    const std::string manual = page("tao-project.yaml.5.in");
    for (const tao::project::Key& key : tao::project::keys()) {
        INFO(key.name.path);
        CHECK(mentions(manual, "@key " + std::string(key.name.path)));
    }
}

TEST_CASE("every environment variable is in the manual") {
    const std::string manual = page("tao.1.in");
    for (const EnvironmentVariable& variable : environment_variables()) {
        INFO(variable.name);
        CHECK(mentions(manual, "@variable " + std::string(variable.name)));
    }
}

TEST_CASE("every environment variable that the sources ask for by name is in the table") {
    std::size_t found = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(sources / "lib")) {
        if (entry.path().extension() != ".cpp" && entry.path().extension() != ".hpp") continue;
        const std::string text = content_of(entry.path());
        for (const std::string call :
             {".get(\"", ".get_or_empty(\"", ".unset(\"", ".set(\"", "environment, \""}) {
            for (auto at = text.find(call); at != std::string::npos; at = text.find(call, at + 1)) {
                const auto begin = at + call.size();
                const std::string name = text.substr(begin, text.find('"', begin) - begin);
                if (!looks_like_a_variable(name)) continue;
                INFO(entry.path() << ": " << name);
                const auto table = environment_variables();
                CHECK(std::any_of(table.begin(), table.end(),
                                  [&](const EnvironmentVariable& one) { return one.name == name; }));
                ++found;
            }
        }
    }
    CHECK(found > 20);
}

TEST_CASE("every page can be filled in") {
    for (const char* name : {"tao-shim.1.in", "tao.1.in", "tao-project.yaml.5.in"}) {
        const std::string filled = fill(page(name));
        INFO(filled.substr(0, 200));
        CHECK(filled.starts_with(".TH "));
        CHECK(filled.find("@") == std::string::npos);
        CHECK(filled.find("1.2.3") != std::string::npos);
    }
}

TEST_CASE("a command is filled in with its usage, summary, options and examples") {
    const std::string filled = fill("@command check");
    CHECK(
        filled.starts_with(".SS \"tao\\-shim check [\\-\\-json] [tao ...]\"\n"
                           "Check the project file, and whether a line would run.\n"
                           ".TP\n.B \"\\-\\-json\"\nThe findings as JSON, with their places.\n.PP\n"));
    CHECK(filled.find(".RS\n.B \"tao\\-shim check \\-\\-json\"\n.RE\nFor editors and scripts.\n.PP\n") !=
          std::string::npos);
    CHECK(fill("@command env").find("eval \\(dq$(tao\\-shim env)\\(dq") != std::string::npos);
}

TEST_CASE("a key is filled in with what it takes") {
    CHECK(fill("@key docker.user") == ".TP\n.BR \"docker.user\" \" (host, UID or UID:GID)\"\n");
}

TEST_CASE("a name that nothing has stops the filling in") {
    CHECK(fill("x\n@key docker.usr\n") ==
          "fault: line 2: the program has nothing of that name: @key docker.usr");
    CHECK(fill("@command") == "fault: line 1: the program has nothing of that name: @command");
}

TEST_CASE("a row that is added to the table of keys can be filled in") {
    std::vector<tao::project::Key> table(tao::project::keys().begin(), tao::project::keys().end());
    table.push_back({.name = {"planet", "the name of a planet", "Where"}, .schema = ""});
    std::string fault;
    CHECK(fill_manual("@key planet", {}, "1", fault, table) ==
          ".TP\n.BR \"planet\" \" (the name of a planet)\"\n");
}
