#include "paths/misprints.hpp"

#include "paths/translate.hpp"
#include "support/catch.hpp"
#include "support/memory_file_system.hpp"
#include "support/translation.hpp"

using namespace tao;
using paths::Finding;
using Typed = std::vector<std::string>;

namespace {

struct MisprintCase {
    tests::MemoryFileSystem files;
    std::vector<paths::Mount> mounts{
        {.source = "/home/u/proj", .real_source = "/home/u/proj", .destination = "/ws"}};

    MisprintCase() { files.add_file("/home/u/proj/specs/a.txt"); }

    std::vector<Finding> findings(const Typed& words, std::size_t leading_words = 0) const {
        return tests::translate(words, mounts, os::Environment({"HOME=/home/u"}), files,
                                {.leading_words = leading_words, .launcher_words = leading_words},
                                "/home/u/proj")
            .findings;
    }

    // What to type instead of the word; empty: nothing is said.
    std::string meant(const std::string& word) const {
        const auto found = findings({word});
        if (found.empty()) return {};
        CHECK(found.size() == 1);
        CHECK(found.front().typed == word);
        return found.front().other;
    }
};

}  // namespace

TEST_CASE("quotes, dashes and blanks of a page in a line are found, with what to type") {
    const MisprintCase test;
    CHECK(test.findings({"\u201Cspecs/a.txt\u201D"}) ==
          std::vector<Finding>{{.kind = Finding::Kind::misprinted,
                                .word = 0,
                                .path = "\u201C",
                                .other = "specs/a.txt",
                                .typed = "\u201Cspecs/a.txt\u201D"}});
    CHECK(test.meant("\u2018specs/a.txt\u2019") == "specs/a.txt");
    CHECK(test.meant("results_dir=\u201C/results/x\u201D") == "results_dir=/results/x");
    CHECK(test.meant("\u201Cmy") == "my");
    CHECK(test.meant("specs/a.txt\u201D") == "specs/a.txt");
    CHECK(test.meant("x=[\u201C/a\u201D,\u201C/b\u201D]") == "x=[\"/a\",\"/b\"]");
    CHECK(test.meant("\u2013r") == "-r");
    CHECK(test.meant("\u2014gpus") == "--gpus");
    CHECK(test.meant("-\u2013gpus=1") == "--gpus=1");
    CHECK(test.meant("-e\u00A0specs/a.txt") == "-e specs/a.txt");
    CHECK(test.meant("--gpus\u30001") == "--gpus 1");
    CHECK(test.meant("specs/a.txt\u00A0") == "specs/a.txt");
}

TEST_CASE("the same characters inside of a name are its own, and so are those of a file that is there") {
    MisprintCase test;
    for (const char* word : {"Ann\u2019s data", "a\u2013b.txt", "shot\u202FPM.png", "\u4E2D\u6587/x",
                             "x=Ann\u2019s", "\u2013", "\u22121", "caf\u00E9"}) {
        INFO(word);
        CHECK(test.meant(word).empty());
    }
    test.files.add_file("/home/u/proj/\u201Cquoted\u201D");
    CHECK(test.meant("\u201Cquoted\u201D").empty());
}

TEST_CASE("a blank of a page between group, task and subtask is found, and none in the words of run") {
    const MisprintCase test;
    const auto found = test.findings({"detectnet_v2\u00A0train", "-e"}, 2);
    REQUIRE(found.size() == 1);
    CHECK(found.front().kind == Finding::Kind::misprinted);
    CHECK(found.front().other == "detectnet_v2 train");
    CHECK(test.findings({"detectnet_v2", "run", "echo", "\u201Cx\u201D"}, 2).empty());
}

TEST_CASE("of a secret nothing is said") {
    const MisprintCase test;
    CHECK(test.findings({"-k", "\u201Csecret\u201D", "--key=\u201Csecret\u201D"}).empty());
}
