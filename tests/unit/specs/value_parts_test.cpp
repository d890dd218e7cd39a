#include "specs.hpp"
#include "support/catch.hpp"

using tao::tests::SpecComputer;
using Kind = tao::specs::SpecFinding::Kind;
using Paths = std::vector<std::string>;

namespace {

// A directory /srv/N that no mount covers.
SpecComputer with_uncovered() {
    SpecComputer computer;
    computer.files.add_directory("/srv/N/set").add_file("/srv/N/f.txt").add_file("/raid/data/a.txt");
    return computer;
}

Paths uncovered(const std::string& content, const std::string& name = "train.yaml") {
    Paths paths;
    for (const auto& finding : with_uncovered().find(content, name).findings) {
        CHECK(finding.kind == Kind::unmapped);
        paths.push_back(finding.path);
    }
    return paths;
}

}  // namespace

TEST_CASE("columns and labels behind a path are no part of it") {
    for (const char* line : {"/srv/N/f.txt 0 1 2", "/srv/N/f.txt,1", "/srv/N/f.txt\t3", "/srv/N/f.txt:0.5"}) {
        INFO(line);
        CHECK(uncovered(std::string(line) + "\n", "list.txt") == Paths{"/srv/N/f.txt"});
        CHECK(uncovered("a: \"" + std::string(line) + "\"\n") == Paths{"/srv/N/f.txt"});
    }
    for (const char* line : {"/srv/N/set 0 1", "/srv/N/set,1", "/srv/N/set;x"}) {
        INFO(line);
        CHECK(uncovered("a: " + std::string(line) + "\n") == Paths{"/srv/N/set"});
    }
}

TEST_CASE("numbers behind a path that is not there are no part of it") {
    CHECK(uncovered("/srv/N/new.txt 0 1 2\n/srv/N/other.txt,1\n", "list.txt") ==
          Paths{"/srv/N/new.txt", "/srv/N/other.txt"});
    CHECK(uncovered("/srv/N/my new file.txt\n", "list.txt") == Paths{"/srv/N/my new file.txt"});
}

TEST_CASE("what stands behind a directory that is a mount's source is no part of its name") {
    for (const char* rest : {",1", " 1", ":0.5"}) {
        INFO(rest);
        const std::string content = "a: \"/raid/data" + std::string(rest) + "\"\n";
        CHECK(with_uncovered().translated(content) == "a: \"/data" + std::string(rest) + "\"\n");
        CHECK(with_uncovered().find(content).findings.at(0).kind == Kind::host_path);
    }
}

TEST_CASE("a relative path with a label behind it is judged without the label") {
    SpecComputer computer = with_uncovered();
    computer.here = "/raid";
    CHECK(computer.translated("a: data/a.txt,1\nb: data/train 0\n") ==
          "a: /data/a.txt,1\nb: /data/train 0\n");
}

TEST_CASE("the paths in a sentence end with their names") {
    CHECK(uncovered("g: /srv/N/set and /srv/N/f.txt\n") == Paths{"/srv/N/set", "/srv/N/f.txt"});
    CHECK(uncovered("g: see /srv/N/set for more\n") == Paths{"/srv/N/set"});
    CHECK(uncovered("g: see /srv/N/set.\n") == Paths{"/srv/N/set"});
    CHECK(uncovered("g: from /srv/N/new and /srv/N/f.txt\n") == Paths{"/srv/N/new", "/srv/N/f.txt"});
}

TEST_CASE("in a command the option in front says what a path is") {
    const auto findings = with_uncovered()
                              .find(
                                  "cmd: python /opt/x.py --in /srv/N/set --out=/nowhere/z --output_dir "
                                  "/nowhere/y > /nowhere/x\n")
                              .findings;
    REQUIRE(findings.size() == 4);
    CHECK(findings[0].kind == Kind::unmapped);
    CHECK(findings[0].path == "/srv/N/set");
    CHECK(findings[1].kind == Kind::foreign);
    CHECK(findings[1].path == "/nowhere/z");
    CHECK(findings[2].kind == Kind::lost);
    CHECK(findings[2].path == "/nowhere/y");
    CHECK(findings[3].kind == Kind::lost);
    CHECK(findings[3].path == "/nowhere/x");
}

TEST_CASE("of the paths in one text all are translated or none, in whatever line of it they stand") {
    const SpecComputer computer = with_uncovered();
    CHECK(computer.translated("a: >-\n  /raid/data\n  and /home/user/cars\nb: 1\n") ==
          "a: >-\n  /data\n  and /workspace/tao-experiments\nb: 1\n");
    CHECK(computer.translated("a: /raid/data\n  and /home/user/cars\nb: 1\n") ==
          "a: /data\n  and /workspace/tao-experiments\nb: 1\n");
    for (const char* content :
         {"a: >-\n  /raid/data\n  and /srv/N/set\n", "a: /raid/data and /srv/N/set\n",
          "a: |\n  /raid/data\n  /srv/N/set\n", "a: cp /raid/data/a.txt /srv/N/set\n"}) {
        INFO(content);
        CHECK(computer.translated(content) == content);
        REQUIRE(computer.find(content).findings.size() == 1);
        CHECK(computer.find(content).findings[0].path == "/srv/N/set");
    }
}

TEST_CASE("a relative path in a further line of a text is translated with those in the others") {
    SpecComputer computer = with_uncovered();
    computer.here = "/raid";
    CHECK(computer.translated("a: |\n  /raid/data/a.txt 1\n  data/train 2\n") ==
          "a: |\n  /data/a.txt 1\n  /data/train 2\n");
}

TEST_CASE("signs around a path that is there are no part of it") {
    const SpecComputer computer = with_uncovered();
    for (const std::string rest : {">", "@1", "#x", "?x=1", "=label", ")", "'", "."}) {
        INFO(rest);
        CHECK(computer.translated("a: \"/raid/data" + rest + "\"\n") == "a: \"/data" + rest + "\"\n");
    }
    CHECK(computer.find("a: \"sh -c 'cat /raid/data/a.txt > /raid/data/new'\"\n").findings.at(1).path ==
          "/raid/data/new");
}

TEST_CASE("beside a path that is there, a new one in a list is translated as well") {
    SpecComputer computer = with_uncovered();
    computer.here = "/raid";
    CHECK(computer.translated("a: data/a.txt,data/new.txt\n") == "a: /data/a.txt,/data/new.txt\n");
    CHECK(computer.find("a: /data/a.txt,/nfs/new\nb: /layers/a,/layers/b\n").findings.at(0).path ==
          "/nfs/new");
    CHECK(computer.find("b: /layers/a,/layers/b\n").findings.empty());
    CHECK(computer.translated("a: data/a.txt data/new.txt\n") == "a: /data/a.txt /data/new.txt\n");
    CHECK(computer.translated("a: data/a.txt or data/new.txt\n") == "a: /data/a.txt or data/new.txt\n");
    CHECK(computer.translated("a: data/new.txt,data/newer.txt\n") == "a: data/new.txt,data/newer.txt\n");
    CHECK(computer.translated("a: data/a.txt,x/Sigmoid\n") == "a: /data/a.txt,x/Sigmoid\n");
}

TEST_CASE("a path of this computer in a file's URL is translated") {
    const SpecComputer computer = with_uncovered();
    CHECK(computer.translated("a: file:///raid/data/train\n") == "a: file:///data/train\n");
    CHECK(uncovered("a: [file:///srv/N/set]\n") == Paths{"/srv/N/set"});
    CHECK(computer.find("a: file:///data/train\nb: file://host/raid/data\nc: http:///raid/data\n")
              .findings.empty());
}
