#pragma once

#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "os/environment.hpp"
#include "paths/mount_table.hpp"
#include "support/catch.hpp"
#include "support/memory_file_system.hpp"
#include "text/json_value.hpp"
#include "text/path.hpp"

// Command lines and set-ups of notebooks as values: those of fixtures/corpus, or a larger collection of published ones in
// the directory that TAO_SHIM_CORPUS names.
namespace tao::tests {

struct CorpusSetup {
    std::vector<paths::Mount> mounts;             // by the pinned paths
    std::vector<paths::Mount> mounts_as_written;  // the same unless the set-up says otherwise
    os::Environment environment;
    std::string working_directory;
    MemoryFileSystem files;  // the working directory and the sources
};

struct CorpusLine {
    std::string place;                  // repository, notebook, cell: for messages
    std::vector<std::string> words;     // behind the program's name
    std::vector<std::string> expected;  // what must arrive, leading words included
    std::size_t leading_words = 0;
    const CorpusSetup* setup = nullptr;
};

struct Corpus {
    std::map<std::pair<std::string, std::string>, CorpusSetup> setups;  // by repository and notebook
    std::vector<CorpusLine> lines;
};

inline std::string corpus_directory() {
    const char* named = std::getenv("TAO_SHIM_CORPUS");
    return named != nullptr ? named : TESTS_SOURCE_DIR "/fixtures/corpus";
}

// Whether there is one; else the test says so, and is counted as skipped.
inline bool corpus_present() {
    if (std::ifstream(corpus_directory() + "/commands.jsonl").good()) return true;
    WARN("SKIPPED: no corpus in " << corpus_directory());
    return false;
}

namespace corpus_details {

inline std::vector<paths::Mount> read_mounts(const nlohmann::json& list,
                                             const std::string& working_directory) {
    std::vector<paths::Mount> mounts;
    if (!list.is_array()) return mounts;
    for (const auto& entry : list) {
        std::string source = entry.at("source").get<std::string>();
        if (source.starts_with("~")) source = "/home/user" + source.substr(1);
        if (!text::is_absolute(source)) source = text::join(working_directory, source);
        mounts.push_back({.source = text::normalised(source),
                          .real_source = {},
                          .destination = text::normalised(entry.at("destination").get<std::string>())});
    }
    return mounts;
}

inline CorpusSetup read_setup(const nlohmann::json& json) {
    CorpusSetup setup;
    setup.working_directory = json.at("cwd").get<std::string>();
    const auto& evaluated = json.at("evaluated");
    for (const auto& [name, value] : evaluated.at("env").items()) {
        setup.environment.set(name, value.get<std::string>());
    }
    if (!setup.environment.get("HOME")) setup.environment.set("HOME", "/home/user");
    setup.mounts = read_mounts(evaluated.at("mounts"), setup.working_directory);
    setup.mounts_as_written = evaluated.contains("mounts_as_written")
                                  ? read_mounts(evaluated.at("mounts_as_written"), setup.working_directory)
                                  : setup.mounts;
    setup.files.add_directory(setup.working_directory);
    for (const auto* mounts : {&setup.mounts, &setup.mounts_as_written}) {
        for (const paths::Mount& mount : *mounts) {
            if (!setup.files.exists(mount.source)) setup.files.add_directory(mount.source);
        }
    }
    return setup;
}

// What the 2023 launcher handed to the task where its shells changed the words, else the words as they are. Where
// those shells changed the number of words they damaged them (Hydra lists with blanks), and the words must arrive.
inline std::vector<std::string> expected_words(const nlohmann::json& json,
                                               const std::vector<std::string>& words) {
    if (!json.contains("container_argv_2023_launcher")) return words;
    const auto arrived = json.at("container_argv_2023_launcher").get<std::vector<std::string>>();
    const std::size_t in_front = json.at("version_style") == "v3" ? 1 : 0;  // the group does not arrive
    if (arrived.size() + in_front != words.size()) return words;
    std::vector<std::string> expected(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(in_front));
    expected.insert(expected.end(), arrived.begin(), arrived.end());
    return expected;
}

}  // namespace corpus_details

inline Corpus read_corpus() {
    Corpus corpus;
    std::ifstream setups(corpus_directory() + "/setups.jsonl");
    for (std::string text; std::getline(setups, text);) {
        const auto json = nlohmann::json::parse(text);
        corpus.setups[{json.at("repo"), json.at("notebook")}] = corpus_details::read_setup(json);
    }
    std::ifstream commands(corpus_directory() + "/commands.jsonl");
    for (std::string text; std::getline(commands, text);) {
        const auto json = nlohmann::json::parse(text);
        CorpusLine line;
        line.place = json.at("repo").get<std::string>() + " " + json.at("notebook").get<std::string>() +
                     " cell " + json.at("cell").dump() + ": " + json.at("raw").get<std::string>();
        line.words = json.at("argv").get<std::vector<std::string>>();
        line.words.erase(line.words.begin());
        line.expected = corpus_details::expected_words(json, line.words);
        line.leading_words = json.at("version_style") == "v3" ? 3 : 2;
        line.setup = &corpus.setups[{json.at("repo"), json.at("notebook")}];
        corpus.lines.push_back(std::move(line));
    }
    return corpus;
}

}  // namespace tao::tests
