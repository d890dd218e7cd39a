#include "support/corpus.hpp"

#include <algorithm>

#include "support/catch.hpp"
#include "support/translation.hpp"
#include "text/path.hpp"

using namespace tao;
using Words = std::vector<std::string>;
using tests::CorpusLine;

namespace {

paths::Translation translated(const CorpusLine& line, const Words& words,
                              const std::vector<paths::Mount>& mounts) {
    return tests::translate(words, mounts, line.setup->environment, line.setup->files,
                            {.leading_words = line.leading_words, .volume_option = true},
                            line.setup->working_directory);
}

using tests::after;

// A mount table as simple as can be, to judge the real one by.
bool is_above(const std::string& ancestor, const std::string& path) {
    return path == ancestor || path.compare(0, ancestor.size() + 1, ancestor + "/") == 0;
}

std::string host_file(const std::string& container_path, const std::vector<paths::Mount>& mounts) {
    const paths::Mount* longest = nullptr;
    for (const paths::Mount& mount : mounts) {
        const bool longer = longest == nullptr || mount.destination.size() >= longest->destination.size();
        if (is_above(mount.destination, container_path) && longer) longest = &mount;
    }
    return longest == nullptr ? "" : longest->source + container_path.substr(longest->destination.size());
}

// Two mounts that show one host file at two places: there the same file may come back by the other name.
bool is_ambiguous(const std::vector<paths::Mount>& mounts) {
    for (const paths::Mount& one : mounts) {
        for (const paths::Mount& other : mounts) {
            if (&one != &other && is_above(one.source, other.source)) return true;
        }
    }
    return false;
}

// Where a container path begins in a word, by the characters around it alone: at the start, behind a short option,
// behind "=" and inside a list. [begin, end) of each.
std::vector<std::pair<std::size_t, std::size_t>> container_paths(const std::string& word,
                                                                 const std::vector<paths::Mount>& mounts) {
    std::vector<std::pair<std::size_t, std::size_t>> found;
    for (std::size_t begin = 0; begin < word.size(); ++begin) {
        const bool starts = begin == 0 || std::string("=[,'\"").find(word[begin - 1]) != std::string::npos ||
                            (begin == 2 && word[0] == '-' && word[1] != '-');
        if (word[begin] != '/' || !starts) continue;
        std::size_t end = word.find_first_of(",]'\"", begin);
        if (end == std::string::npos) end = word.size();
        if (!host_file(word.substr(begin, end - begin), mounts).empty()) found.emplace_back(begin, end);
        begin = end;
    }
    return found;
}

}  // namespace

TEST_CASE("every published line arrives as it did") {
    if (!tests::corpus_present()) return;
    const auto corpus = tests::read_corpus();
    std::size_t changed = 0;
    std::size_t found = 0;
    for (const CorpusLine& line : corpus.lines) {
        const auto translation = translated(line, line.words, line.setup->mounts);
        const Words arrived = after(translation);
        if (!translation.findings.empty() && !line.setup->mounts.empty()) ++found;
        if (arrived != line.expected) ++changed;
        INFO(line.place);
        CHECK(arrived == line.expected);
    }
    WARN(corpus.lines.size() << " published lines, " << changed << " changed, "
                             << std::count_if(
                                    corpus.lines.begin(), corpus.lines.end(),
                                    [](const CorpusLine& line) { return line.expected != line.words; })
                             << " need the launcher's shells, " << found
                             << " with findings where there are mounts");
    CHECK(found == 0);
    CHECK(corpus.lines.size() >= 400);
}

TEST_CASE("with the mounts as the notebooks have them, published lines name the same files") {
    if (!tests::corpus_present()) return;
    std::size_t changed = 0;
    for (const CorpusLine& line : tests::read_corpus().lines) {
        // Some mount /workspace at /workspace/tao-experiments and then write paths of the host, by mistake.
        const auto& mounts = line.setup->mounts_as_written;
        const Words arrived = after(translated(line, line.words, mounts));
        INFO(line.place);
        REQUIRE(arrived.size() == line.expected.size());
        for (std::size_t index = 0; index < arrived.size(); ++index) {
            if (arrived[index] == line.expected[index]) continue;
            ++changed;
            CHECK(host_file(arrived[index], mounts) == line.expected[index]);
        }
    }
    WARN(changed << " words are host paths as they are written, and were translated");
}

TEST_CASE("every published line translated twice is as translated once") {
    if (!tests::corpus_present()) return;
    for (const CorpusLine& line : tests::read_corpus().lines) {
        INFO(line.place);
        CHECK(after(translated(line, line.expected, line.setup->mounts)) == line.expected);
    }
}

TEST_CASE(
    "every container path of the published lines, replaced by its host path, arrives as the same file") {
    if (!tests::corpus_present()) return;
    const auto corpus = tests::read_corpus();
    std::size_t cases = 0;
    std::size_t same_bytes = 0;
    std::size_t wrong = 0;
    for (const CorpusLine& line : corpus.lines) {
        const auto& mounts = line.setup->mounts;
        for (std::size_t index = 0; index < line.expected.size(); ++index) {
            const std::string& original = line.expected[index];
            const auto places = container_paths(original, mounts);
            if (places.empty()) continue;
            ++cases;
            std::string on_host;
            Words files;
            std::size_t copied = 0;
            for (const auto& [begin, end] : places) {
                files.push_back(host_file(original.substr(begin, end - begin), mounts));
                on_host += original.substr(copied, begin - copied) + files.back();
                copied = end;
            }
            on_host += original.substr(copied);

            Words words = line.expected;
            words[index] = on_host;
            const std::string arrived = after(translated(line, words, mounts)).at(index);
            Words arrived_files;
            for (const auto& [begin, end] : container_paths(arrived, mounts)) {
                arrived_files.push_back(host_file(arrived.substr(begin, end - begin), mounts));
            }
            const bool right = arrived_files == files && (arrived == original || is_ambiguous(mounts));
            if (arrived == original) ++same_bytes;
            if (!right) ++wrong;
            INFO(line.place);
            INFO(original << " was typed as " << on_host << " and arrived as " << arrived);
            CHECK(right);
        }
    }
    WARN(cases << " words with container paths typed as host paths: " << same_bytes
               << " arrived byte for byte, " << cases - same_bytes - wrong
               << " by another name of the same file, " << wrong << " wrong");
    CHECK(cases > corpus.lines.size() * 3 / 2);
}

TEST_CASE("every container path of the published lines arrives as the same file in every form of a word") {
    if (!tests::corpus_present()) return;
    // "@" stands for the path.
    const std::vector<std::string> forms = {"@",     "-e@",       "--opt=@",   "-o=@",     "+a.b/c@d.e=@",
                                            "a=[@]", "a=[x, @]",  "a=['@',1]", "a={k: @}", "a=[{k:\"@\"}]",
                                            "a='@'", "[@,s3://b]"};
    const auto corpus = tests::read_corpus();
    std::size_t cases = 0;
    for (const CorpusLine& line : corpus.lines) {
        const auto& mounts = line.setup->mounts;
        if (is_ambiguous(mounts)) continue;
        for (const std::string& word : line.expected) {
            if (host_file(word, mounts).empty()) continue;
            Words typed;
            Words wanted;
            for (const std::string& form : forms) {
                const std::size_t at = form.rfind('@');
                typed.push_back(form.substr(0, at) + host_file(word, mounts) + form.substr(at + 1));
                wanted.push_back(form.substr(0, at) + word + form.substr(at + 1));
            }
            cases += forms.size();
            INFO(line.place);
            CHECK(after(tests::translate(typed, mounts, line.setup->environment, line.setup->files,
                                         {.leading_words = 0})) == wanted);
        }
    }
    WARN(cases << " words with host paths in every form");
    CHECK(cases > corpus.lines.size() * 10);
}

TEST_CASE(
    "every path of the published lines below the notebook's directory, typed relative to it, arrives as the "
    "same file") {
    if (!tests::corpus_present()) return;
    std::size_t lines = 0;
    std::size_t cases = 0;
    std::size_t by_directory = 0;
    std::size_t wrong = 0;
    std::size_t findings = 0;
    for (const CorpusLine& line : tests::read_corpus().lines) {
        const auto& mounts = line.setup->mounts;
        const std::string& here = line.setup->working_directory;
        const paths::MountTable table(mounts);
        const std::string task_directory =
            paths::Judge(table, line.setup->files, {.home = {}, .working_directory = here}).task_directory();
        Words typed = line.expected;
        std::vector<std::size_t> changed;
        for (std::size_t index = line.leading_words; index < typed.size(); ++index) {
            std::string word;
            std::size_t copied = 0;
            for (const auto& [begin, end] : container_paths(line.expected[index], mounts)) {
                const std::string file = host_file(line.expected[index].substr(begin, end - begin), mounts);
                if (!is_above(here, file)) continue;
                std::string relative = file == here ? "." : file.substr(here.size() + 1);
                if (relative.find('/') == std::string::npos) relative.insert(0, "./");
                word += line.expected[index].substr(copied, begin - copied) + relative;
                copied = end;
            }
            if (copied == 0) continue;
            typed[index] = word + line.expected[index].substr(copied);
            changed.push_back(index);
        }
        if (changed.empty()) continue;
        ++lines;
        cases += changed.size();
        const paths::Translation translation = translated(line, typed, mounts);
        findings += translation.findings.size();
        bool right = true;
        for (const std::size_t index : changed) {
            const std::string& arrived = translation.words[index].after;
            const bool as_typed = arrived == typed[index];
            if (as_typed) ++by_directory;
            // As it was published, but for another spelling or another name of the same file.
            const auto in_container = container_paths(arrived, mounts);
            const auto published = container_paths(line.expected[index], mounts);
            bool same = as_typed ? !task_directory.empty() && host_file(task_directory, mounts) == here
                                 : in_container.size() == published.size();
            for (std::size_t at = 0; same && !as_typed && at < published.size(); ++at) {
                const auto file_at = [&](const std::string& word, const auto& place) {
                    return text::normalised(
                        host_file(word.substr(place.first, place.second - place.first), mounts));
                };
                same = file_at(arrived, in_container[at]) == file_at(line.expected[index], published[at]);
            }
            INFO(line.place);
            INFO(line.expected[index] << " was typed as " << typed[index] << " in " << here
                                      << " and arrived as " << arrived);
            CHECK(same);
            if (!same) right = false;
        }
        if (!right) ++wrong;
    }
    WARN(lines << " published lines with " << cases << " relative words: " << by_directory
               << " right by the working directory, " << cases - by_directory << " by an absolute path; "
               << wrong << " lines wrong, " << findings << " findings");
    CHECK(lines > 100);
    CHECK(findings == 0);
}
