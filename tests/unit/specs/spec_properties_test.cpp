#include <chrono>
#include <random>

#include "specs.hpp"
#include "specs/scalar.hpp"
#include "support/catch.hpp"

using tao::specs::Direction;
using tao::specs::SpecForm;
using tao::specs::Writing;
using tao::tests::SpecComputer;

namespace {

constexpr unsigned seed = 20240607;

class Generator {
  public:
    explicit Generator(unsigned first) : random_(first) {}

    std::size_t below(std::size_t end) {
        return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_);
    }

    const std::string& one_of(const std::vector<std::string>& choices) {
        return choices[below(choices.size())];
    }

    // A host path under a mount, or something that is none.
    std::string value() {
        static const std::vector<std::string> heads = {"/home/user/cars", "/raid/data",
                                                       "/home/user/cars/specs"};
        static const std::vector<std::string> parts = {"/a",    "/b c", "//x", "/é",   "/train*", "/it's",
                                                       "/q\"q", "/.",   "/",   "/1,2", "/#n",     "/${k}"};
        static const std::vector<std::string> others = {
            "resnet", "0.5", "/backbone/x", "???", "http://h/x", "", "a/b", "/opt/nvidia/x", "[1, 2]"};
        if (below(3) == 0) return one_of(others);
        std::string path = one_of(heads);
        for (std::size_t count = below(4); count > 0; --count)
            path += one_of(parts);
        return path;
    }

    std::string written(const std::string& text, SpecForm form) {
        switch (form) {
            case SpecForm::json:
                return '"' + tao::specs::written_as(text, Writing::json) + '"';
            case SpecForm::yaml:
                if (below(3) == 0 && is_plain(text)) return text;
                if (below(2) == 0) return '\'' + tao::specs::written_as(text, Writing::single_quoted) + '\'';
                return '"' + tao::specs::written_as(text, Writing::double_quoted) + '"';
            case SpecForm::text:
                break;
        }
        const std::string quote = below(2) == 0 ? "'" : "\"";
        return quote + tao::specs::written_as(text, Writing::protobuf) + quote;
    }

    std::string spec(SpecForm form) {
        std::string content;
        for (std::size_t line = 0, lines = 1 + below(20); line < lines; ++line) {
            const std::string key = "k" + std::to_string(line);
            switch (form) {
                case SpecForm::json:
                    content += (line == 0 ? "{\n" : ",\n") + ("  \"" + key + "\": ") + written(value(), form);
                    break;
                case SpecForm::yaml:
                    if (below(4) == 0) {
                        content +=
                            key + ": [" + written(value(), form) + ", {x: " + written(value(), form) + "}]\n";
                    } else {
                        content += key + ": " + written(value(), form) +
                                   (below(3) == 0 ? "  # /home/user/cars\n" : "\n");
                    }
                    break;
                case SpecForm::text:
                    content += key + " { path: " + written(value(), form) + " # '/raid/data\n}\n";
                    break;
            }
        }
        return form == SpecForm::json ? content + "\n}\n" : content;
    }

    std::mt19937& random() { return random_; }

  private:
    static bool is_plain(const std::string& text) {
        return !text.empty() && text.find_first_of("#,[]{}'\"?") == std::string::npos && text != "/";
    }

    std::mt19937 random_;
};

const char* name_of(SpecForm form) {
    return form == SpecForm::yaml ? "a.yaml" : form == SpecForm::json ? "a.json" : "a.txt";
}

}  // namespace

TEST_CASE("host to container to host gives back the same bytes, in every form") {
    INFO("seed " << seed);
    Generator generator(seed);
    const SpecComputer computer;
    std::size_t changed = 0;
    for (int round = 0; round < 600; ++round) {
        for (const SpecForm form : {SpecForm::yaml, SpecForm::json, SpecForm::text}) {
            const std::string host = generator.spec(form);
            const std::string inside = computer.translated(host, name_of(form));
            INFO(host);
            INFO(inside);
            REQUIRE(computer.translated(inside, name_of(form), Direction::to_host) == host);
            REQUIRE(computer.translated(inside, name_of(form)) == inside);
            for (const char* source : {"\"/home/user/cars\"", "'/raid/data'", ": /home/user/cars\n"}) {
                REQUIRE(inside.find(source) == std::string::npos);
            }
            if (inside != host) ++changed;
        }
    }
    WARN("1800 specs, " << changed << " of them with paths");
    CHECK(changed > 1500);
}

TEST_CASE("no mutation of a spec file is too much for the readers") {
    INFO("seed " << seed);
    Generator generator(seed);
    const SpecComputer computer;
    const std::string signs("\"'\\#:{}[],-&*!|>%?$~/ \n\t\r\0x", 27);
    for (int round = 0; round < 4000; ++round) {
        for (const SpecForm form : {SpecForm::yaml, SpecForm::json, SpecForm::text}) {
            std::string content = generator.spec(form);
            for (std::size_t count = 1 + generator.below(6); count > 0 && !content.empty(); --count) {
                const std::size_t at = generator.below(content.size());
                switch (generator.below(4)) {
                    case 0:
                        content.erase(at, 1 + generator.below(8));
                        break;
                    case 1:
                        content.insert(at, 1, signs[generator.below(signs.size())]);
                        break;
                    case 2:
                        content[at] = static_cast<char>(generator.below(256));
                        break;
                    default:
                        content.resize(at);
                        break;
                }
            }
            const auto found = computer.find(content, name_of(form));
            std::size_t behind = 0;
            for (const auto& path : found.paths) {
                REQUIRE(path.place.begin >= behind);
                REQUIRE(path.place.end <= content.size());
                REQUIRE(path.place.begin < path.place.end);
                behind = path.place.end;
            }
            computer.translated(content, name_of(form));
        }
    }
}

TEST_CASE("the time for a spec grows with its length", "[.benchmark]") {
    const SpecComputer computer;
    for (const SpecForm form : {SpecForm::yaml, SpecForm::json, SpecForm::text}) {
        std::string line;
        switch (form) {
            case SpecForm::yaml:
                line =
                    "  - image_dir: /home/user/cars/images/train  # mine\n    batch_size: 4\n    layers: [1, "
                    "2, 'x']\n    name: resnet\n";
                break;
            case SpecForm::json:
                line =
                    "\"image_dir\": \"/home/user/cars/images/train\",\n\"batch_size\": 4,\n\"layers\": [1, "
                    "2, \"x\"],\n\"name\": \"resnet\",\n";
                break;
            case SpecForm::text:
                line =
                    "data_sources {\n  image_directory_path: \"/home/user/cars/images/train\"\n  arch: "
                    "\"resnet\"\n}\n";
                break;
        }
        for (const std::size_t lines : {2000U, 4000U, 8000U}) {
            std::string content = form == SpecForm::yaml ? "sources:\n" : "";
            for (std::size_t count = 0; count < lines / 4; ++count)
                content += line;
            const auto begin = std::chrono::steady_clock::now();
            const auto found = computer.find(content, name_of(form));
            const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begin;
            WARN(name_of(form) << ": " << lines << " lines, " << found.findings.size()
                               << " findings: " << taken.count() << " ms");
        }
    }
}
