// Published command lines, carried over to every generation of the launcher.

#include "support/corpus.hpp"

#include <cstdio>
#include <fstream>
#include <map>

#include "launcher/carry_over.hpp"
#include "support/catch.hpp"
#include "text/json_value.hpp"
#include "unit/launcher/launchers.hpp"

using namespace tao;
using namespace tao::launcher;

namespace {

using Outcome = CarriedOver::Outcome;

struct Line {
    std::string style;  // v3: tao GROUP TASK; v1: tao TASK; tlt
    std::vector<std::string> argv;
};

// Empty, with the reason said, where the corpus is not there.
std::vector<Line> corpus() {
    std::vector<Line> lines;
    if (!tests::corpus_present()) return lines;
    std::ifstream file(tests::corpus_directory() + "/commands.jsonl");
    for (std::string text; std::getline(file, text);) {
        const auto record = nlohmann::json::parse(text);
        auto argv = record.at("argv").get<std::vector<std::string>>();
        if (!argv.empty()) lines.push_back({record.at("version_style"), std::move(argv)});
    }
    return lines;
}

Search search_for(const Line& line) {
    Search search;
    search.program = line.argv[0];
    search.words.assign(line.argv.begin() + 1, line.argv.end());
    return search;
}

struct Counts {
    int native = 0, carried = 0, as_typed = 0;
    std::map<std::string, int> tasks_as_typed;
};

// Carries each line of that style over and checks what must hold for any: the arguments stay, and the result is
// the launcher's own grammar, so that it is not carried over a second time.
Counts carry_all(const std::string& version, bool newer_style) {
    const tests::InstalledLauncher installed(version);
    const os::Environment environment({"HOME=/home/user"});
    Counts counts;
    for (const Line& line : corpus()) {
        if ((line.style == "v3") != newer_style) continue;
        const Search search = search_for(line);
        CAPTURE(version, line.argv);
        const CarriedOver result = carry_over(search, installed.launcher, environment, installed.files);
        switch (result.outcome) {
            case Outcome::native:
                ++counts.native;
                break;
            case Outcome::carried:
                ++counts.carried;
                break;
            case Outcome::as_typed:
                ++counts.as_typed;
                ++counts.tasks_as_typed[parse_command_line(search.words, installed.launcher.grammar).task];
                break;
        }
        if (result.outcome != Outcome::carried) {
            CHECK(result.words == search.words);
            continue;
        }
        // Behind the task nothing changes.
        const std::size_t task_at = result.line.group.empty() ? 0 : 1;
        const std::size_t behind = result.words.size() - task_at - 1;
        REQUIRE(behind <= search.words.size());
        CHECK(std::equal(result.words.end() - static_cast<std::ptrdiff_t>(behind), result.words.end(),
                         search.words.end() - static_cast<std::ptrdiff_t>(behind)));
        Search again = search;
        again.program = result.launcher.deploy_entry ? "tao-deploy" : "tao";
        again.words = result.words;
        CHECK_FALSE(needs_task_table(again.program, again.words, result.launcher));
    }
    std::printf("%s lines on %s: %d native, %d carried over, %d as typed", newer_style ? "newer" : "older",
                version.c_str(), counts.native, counts.carried, counts.as_typed);
    for (const auto& [task, count] : counts.tasks_as_typed)
        std::printf("%s %s %d", count ? "," : "", task.c_str(), count);
    std::printf("\n");
    return counts;
}

}  // namespace

TEST_CASE("published lines of the older grammar on newer launchers") {
    for (const char* version : {"5.5.1", "6.26.3"})
        carry_all(version, false);
}

TEST_CASE("published lines of the newer grammar on older launchers") {
    for (const char* version : {"0.1.24", "4.0.1"})
        carry_all(version, true);
}

TEST_CASE("published lines of a launcher's own grammar are native to it") {
    for (const char* version : {"5.5.1", "6.26.3"}) {
        const Counts counts = carry_all(version, true);
        CHECK(counts.carried == 0);
        CHECK(counts.as_typed == 0);
    }
    const Counts counts = carry_all("0.1.24", false);
    CHECK(counts.carried == 0);
    CHECK(counts.as_typed == 0);
}
