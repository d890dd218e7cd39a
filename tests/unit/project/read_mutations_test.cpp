// Whatever a file holds: it is read, or there is an error; every place is inside the file; nothing crashes.
#include <random>

#include "reading.hpp"
#include "support/catch.hpp"

using tao::tests::read_text;

namespace {

constexpr unsigned seed = 20240607;
constexpr int rounds = 4000;

const std::string valid =
    "version: 1\n"
    "mounts:  # where things are\n"
    "  - source: .\n"
    "    destination: \"/workspace/tao-experiments\"\n"
    "  - {source: 'results', destination: /results, create: true}\n"
    "  - ~/kitti:/data\n"
    "envs:\n"
    "  A: ${B:-c}\n"
    "  KEY:\n"
    "docker:\n"
    "  ulimits: {memlock: -1, stack: 67108864}\n"
    "  ports: {\"8888\": 8888}\n"
    "gpus: [0, 1]\n"
    "translate: {never: [-k]}\n"
    "unmapped: warn\n";

const std::vector<std::string> pieces{"\t",
                                      "\n",
                                      " ",
                                      ":",
                                      ": ",
                                      "- ",
                                      "[",
                                      "]",
                                      "{",
                                      "}",
                                      "\"",
                                      "'",
                                      "#",
                                      "&a",
                                      "*a",
                                      "!!x",
                                      "|\n",
                                      ">\n",
                                      "---\n",
                                      "...\n",
                                      "? ",
                                      "<<: ",
                                      "%",
                                      "@",
                                      "${",
                                      "$",
                                      "~",
                                      "null",
                                      "\\",
                                      "\r\n",
                                      "\xEF\xBB\xBF",
                                      "\xFF",
                                      "ü",
                                      ",",
                                      "yes",
                                      "-1",
                                      "99999999999999999999",
                                      "version: 1\n",
                                      "\x01"};

std::string mutated(std::mt19937& random) {
    std::string text = valid;
    const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random() % limit); };
    for (std::size_t change = 0, changes = 1 + below(6); change < changes && !text.empty(); ++change) {
        const std::size_t at = below(text.size());
        switch (below(4)) {
            case 0:
                text.insert(at, pieces[below(pieces.size())]);
                break;
            case 1:
                text.erase(at, 1 + below(8));
                break;
            case 2:
                text[at] = static_cast<char>(random() % 256);
                break;
            default:
                text.insert(below(text.size()), text.substr(at, 1 + below(40)));
        }
    }
    return text;
}

}  // namespace

TEST_CASE("a mutated file is read or reported") {
    CAPTURE(seed);
    REQUIRE(read_text(valid).errors.empty());
    std::mt19937 random(seed);
    int reported = 0;
    for (int round = 0; round < rounds; ++round) {
        const std::string content = mutated(random);
        const auto result = read_text(content);
        CAPTURE(round, content, result.errors);
        if (result.errors.empty()) {
            REQUIRE(result.project);
            continue;
        }
        ++reported;
        for (std::size_t at = 0; at < result.errors.size(); ++at) {
            const auto byte = static_cast<unsigned char>(result.errors[at]);
            if (byte < 0x20 && byte != '\n') FAIL("a control character in a message");
        }
    }
    // The mutations are strong enough to mean something, and leave enough files right.
    CHECK(reported > rounds / 4);
    CHECK(reported < rounds);
}
