// Properties that must hold for every input, checked on random ones. The seed is fixed, and printed on failure, so
// that a failure can be repeated.

#include <algorithm>
#include <random>

#include "paths/mount_table.hpp"
#include "paths/path_places.hpp"
#include "paths/shell_words.hpp"
#include "support/catch.hpp"
#include "support/memory_file_system.hpp"
#include "support/translation.hpp"
#include "text/path.hpp"

using namespace tao;
using namespace tao::paths;
using namespace tao::text;

namespace {

constexpr unsigned seed = 20240229;

class RandomWords {
  public:
    explicit RandomWords(unsigned start) : engine_(start) {}

    std::size_t below(std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(engine_);
    }

    template <typename Choices>
    auto one_of(const Choices& choices) {
        return choices[below(std::size(choices))];
    }

    // An absolute normalised path of few letters, so that paths meet often.
    std::string path(std::size_t most_components) {
        std::string result;
        const std::size_t count = below(most_components) + 1;
        for (std::size_t i = 0; i < count; ++i)
            result.append("/").append(one_of(names));
        return result;
    }

    // The same path, spelled with additional slashes, dots and detours.
    std::string spelled(const std::string& path) {
        std::string result;
        for (const char byte : path) {
            if (byte == '/' && below(4) == 0) result += one_of(detours);
            result += byte;
        }
        if (below(4) == 0) result += '/';
        return result;
    }

    std::string word() {
        std::string result;
        for (std::size_t i = below(8); i > 0; --i) {
            if (below(3) == 0) {
                result += path(3);
            } else if (below(3) == 0) {
                result += one_of(fragments);
            } else {
                result += static_cast<char>(1 + below(255));
            }
        }
        return result;
    }

  private:
    static constexpr const char* names[] = {"a", "b", "ab", "a b", "..a", "\xc3\xa9"};
    static constexpr const char* detours[] = {"/", "/.", "/b/..", "/ab/./.."};
    static constexpr const char* fragments[] = {
        "[",  "]",    "{",  "}", ",",    ":",  "=",    "'",     "\"",  "\\",  "-e",
        "$A", "${A}", "~/", "~", "key=", "--", "--x=", "+a.b=", "://", "/..", "/dev/"};

    std::mt19937 engine_;
};

// Up to five mounts, no source and no destination twice.
std::vector<Mount> random_mounts(RandomWords& random, bool distinct_roots) {
    std::vector<Mount> mounts;
    for (std::size_t tries = random.below(5) + 1; tries > 0; --tries) {
        Mount mount{.source = random.path(3), .real_source = {}, .destination = random.path(3)};
        if (distinct_roots) {
            mount.source = "/host" + mount.source;
            mount.destination = "/box" + mount.destination;
        }
        const bool taken = std::any_of(mounts.begin(), mounts.end(), [&](const Mount& other) {
            return other.source == mount.source || other.destination == mount.destination;
        });
        if (!taken) mounts.push_back(std::move(mount));
    }
    return mounts;
}

// The mount with the longest key that is the path or above it, found by looking at all of them.
const Mount* slow_longest(const MountTable& table, std::string Mount::*key, const std::string& path) {
    const Mount* longest = nullptr;
    for (const Mount& mount : table.mounts()) {
        const std::string& ancestor = mount.*key;
        const bool above =
            path == ancestor || (path.size() > ancestor.size() &&
                                 path.substr(0, ancestor.size()) == ancestor && path[ancestor.size()] == '/');
        if (above && (longest == nullptr || ancestor.size() > (longest->*key).size())) longest = &mount;
    }
    return longest;
}

Translation run(const std::vector<std::string>& words, const std::vector<Mount>& mounts,
                const os::Environment& environment) {
    static const tests::MemoryFileSystem nothing;
    return tests::translate(words, mounts, environment, nothing, {.leading_words = 0});
}

using tests::after;

std::optional<std::string> to_container(const MountTable& table, const std::string& path) {
    static const tests::MemoryFileSystem nothing;
    return Judge(table, nothing, {}).name_in_container(path);
}

// A path of both sides: of two readings the better one is taken, and that may be another one the second time.
bool has_two_readings(const std::vector<std::string>& words, const std::vector<Mount>& mounts) {
    const MountTable table(mounts);
    for (const std::string& word : words) {
        for (std::size_t at = word.find('/'); at != std::string::npos; at = word.find('/', at + 1)) {
            for (const char separator : {'\0', ',', ':', ';', '=', ' '}) {
                const std::string path = word.substr(at, word.find(separator, at) - at);
                if (table.by_destination(path) != nullptr && !table.by_source(path).empty()) return true;
            }
        }
    }
    return false;
}

const Mount* first(const std::vector<const Mount*>& mounts) {
    return mounts.empty() ? nullptr : mounts.front();
}

}  // namespace

TEST_CASE("the mount found is the longest, as a slow search finds it") {
    INFO("seed " << seed);
    RandomWords random(seed);
    for (int round = 0; round < 3000; ++round) {
        const MountTable table(random_mounts(random, false));
        const std::string path = random.path(6);
        INFO(path);
        REQUIRE(first(table.by_source(path)) == slow_longest(table, &Mount::source, path));
        REQUIRE(table.by_destination(path) == slow_longest(table, &Mount::destination, path));
        REQUIRE(first(table.by_source(random.spelled(path))) == slow_longest(table, &Mount::source, path));
    }
}

TEST_CASE("a host path translated and led back is the same host file") {
    INFO("seed " << seed);
    RandomWords random(seed);
    int covered = 0;
    for (int round = 0; round < 20000; ++round) {
        const MountTable table(random_mounts(random, round % 2 == 0));
        const std::string path = random.spelled(random.path(5));
        INFO(path);
        const auto container_path = to_container(table, path);
        if (!container_path) continue;
        ++covered;
        const auto back = table.to_host(*container_path);
        REQUIRE(back);
        REQUIRE(normalised(*back) == normalised(path));
    }
    CHECK(covered > 500);
}

TEST_CASE("a container path led out and translated again is the same container file") {
    INFO("seed " << seed);
    RandomWords random(seed);
    int provided = 0;
    for (int round = 0; round < 5000; ++round) {
        const MountTable table(random_mounts(random, true));
        const std::string path = "/box" + random.path(5);
        const auto host_path = table.to_host(path);
        if (!host_path) continue;
        ++provided;
        const auto again = to_container(table, *host_path);
        INFO(path << " " << *host_path);
        REQUIRE(again);
        REQUIRE(table.to_host(*again) == host_path);  // nested sources can show one file at two places
    }
    CHECK(provided > 500);
}

TEST_CASE("end_of_ancestor agrees with the normal form about what is under what") {
    INFO("seed " << seed);
    RandomWords random(seed);
    for (int round = 0; round < 5000; ++round) {
        const std::string ancestor = random.path(3);
        const std::string path = random.spelled(random.path(5));
        INFO(ancestor << " " << path);
        const auto end = end_of_ancestor(path, ancestor);
        REQUIRE(end.has_value() == is_under(normalised(path), ancestor));
        if (end) REQUIRE(normalised(path.substr(0, *end)) == ancestor);
    }
}

TEST_CASE("translating the result again changes nothing when no variable is in play") {
    INFO("seed " << seed);
    RandomWords random(seed);
    const os::Environment environment({"HOME=/a"});
    int translated = 0;
    for (int round = 0; round < 20000; ++round) {
        const auto table = random_mounts(random, false);
        // Steps after the shells': words that a shell leaves alone.
        std::vector<std::string> words;
        for (int i = 0; i < 3; ++i) {
            std::string word = random.word();
            if (resolve_as_shell(word, environment) == word) words.push_back(std::move(word));
        }
        const auto once = after(run(words, table, environment));
        if (has_two_readings(once, table)) continue;
        const auto twice = after(run(once, table, environment));
        REQUIRE(twice == once);
        if (once != words) ++translated;
    }
    CHECK(translated > 500);
}

TEST_CASE("translating the result again changes nothing when the values of variables are plain") {
    INFO("seed " << seed);
    RandomWords random(seed);
    const os::Environment environment({"HOME=/a", "A=/a/b"});
    for (int round = 0; round < 20000; ++round) {
        const auto table = random_mounts(random, false);
        const auto once = after(run({random.word()}, table, environment));
        // `"` around what was quoted already, or a $ put in front of a name by a removed quote, is a second request.
        if (resolve_as_shell(once[0], environment) != once[0] || has_two_readings(once, table)) continue;
        REQUIRE(after(run(once, table, environment)) == once);
    }
}

TEST_CASE("random words never crash, and only words with a path of a mount change") {
    INFO("seed " << seed);
    RandomWords random(seed);
    const os::Environment environment({"HOME=/a", "A=/a/b"});
    for (int round = 0; round < 20000; ++round) {
        const auto table = random_mounts(random, false);
        const std::string word = random.word();
        for (const Place place : path_places(word)) {
            REQUIRE(place.begin < place.end);
            REQUIRE(place.end <= word.size());
        }
        const Word result = run({word}, table, environment).words.at(0);
        if (result.rule == Rule::host_path || result.rule == Rule::host_link) continue;
        REQUIRE(result.after == resolve_as_shell(word, environment));
    }
}

TEST_CASE("an empty table changes no word") {
    INFO("seed " << seed);
    RandomWords random(seed);
    const os::Environment environment({"HOME=/a"});
    for (int round = 0; round < 5000; ++round) {
        const std::string word = random.word();
        REQUIRE(run({word}, {}, environment).words.at(0).after == resolve_as_shell(word, environment));
    }
}
