#include "specs.hpp"
#include "specs/values.hpp"
#include "support/catch.hpp"

using tao::specs::form_of;
using tao::specs::has_list_name;
using tao::specs::has_spec_name;
using tao::specs::SpecForm;
using tao::tests::values_of;
using Values = std::vector<std::string>;

TEST_CASE("a byte order mark in front of the first key hides nothing") {
    const std::string mark = "\xEF\xBB\xBF";
    CHECK(values_of(mark + "/data/a: /data/b\n", SpecForm::yaml) ==
          values_of("/data/a: /data/b\n", SpecForm::yaml));
}

TEST_CASE("spec files are recognised by the ends of their names, in any case") {
    for (const char* name : {"a.yaml", "a.yml", "/x/a.json", "a.TXT", "a.prototxt", "a.conf", "x.y.cfg",
                             "a.config", "a.pbtxt", "a.spec", "a.ini", "a.toml", "a.textproto", "a.py"}) {
        INFO(name);
        CHECK(has_spec_name(name));
    }
    for (const char* name : {"a", "a.tlt", ".yaml", "/data.txt/model", "txt", ""}) {
        INFO(name);
        CHECK_FALSE(has_spec_name(name));
    }
}

TEST_CASE("lists of data files are recognised by the ends of their names") {
    for (const char* name : {"a.csv", "/x/a.TSV", "a.lst", "a.list", "a.jsonl", "a.manifest"}) {
        INFO(name);
        CHECK(has_list_name(name));
        CHECK_FALSE(has_spec_name(name));
    }
    for (const char* name : {"a", ".csv", "/a.csv/b", "a.txt", ""}) {
        INFO(name);
        CHECK_FALSE(has_list_name(name));
    }
}

TEST_CASE("a text file that begins as JSON does is JSON") {
    CHECK(form_of("a.txt", "\n { \"a\": 1}") == SpecForm::json);
    CHECK(form_of("a.cfg", "[{}]") == SpecForm::json);
    CHECK(form_of("a.cfg", "[section]\n") == SpecForm::text);
    CHECK(form_of("a.txt", "model_config { }") == SpecForm::text);
    CHECK(form_of("a.yaml", "{\"a\": 1}") == SpecForm::yaml);
}

TEST_CASE("a file whose name does not tell is YAML if it begins so") {
    for (const char* name : {"a.config", "a.spec", "a", "a.jsonl", "x.1/train"}) {
        INFO(name);
        CHECK(form_of(name, "# first\n\nseed: 1\ntrain:  # x\n  dir: /x\n") == SpecForm::yaml);
        CHECK(form_of(name, "files:\n- /x\n") == SpecForm::yaml);
        CHECK(form_of(name, "---\na: /x\n") == SpecForm::yaml);
        CHECK(form_of(name, "seed: 1\nmodel_config {\n arch: \"x\" }\n") == SpecForm::text);
        CHECK(form_of(name, "[section]\na: b\nc:\n") == SpecForm::text);
        CHECK(form_of(name, "{\"a\": 1}\n{\"a\": 2}\n") == SpecForm::json);
        CHECK(form_of(name, "") == SpecForm::text);
    }
    CHECK(form_of("a.txt", "a:\n- b\n") == SpecForm::text);
}

TEST_CASE("YAML: values of block maps and lists, with their keys") {
    CHECK(values_of("results_dir: /results\n"
                    "train:\n"
                    "  sources:\n"
                    "    - image_dir: /data/a  # mine\n"
                    "      json_file: /data/a.json\n"
                    "    - /data/b\n"
                    "  - - /data/c\n",
                    SpecForm::yaml) == Values{"results_dir=/results", "image_dir=/data/a",
                                              "json_file=/data/a.json", "json_file=/data/b",
                                              "json_file=/data/c"});
}

TEST_CASE("YAML: flow collections over several lines") {
    CHECK(values_of("a: [/x, 'y y', \"z\",\n  {k: /v, \"q\":/w, r: [1]}]\nb: {}\nc: /end\n",
                    SpecForm::yaml) == Values{"a=/x", "a=y y", "a=z", "k=/v", "q=/w", "r=1", "c=/end"});
}

TEST_CASE("YAML: quotes, comments, tags, anchors and aliases") {
    CHECK(values_of("a: 'it''s #1'\n"
                    "b: \"say \\\"x\\\" # no comment\" # a comment\n"
                    "# c: /no\n"
                    "d: &anchor !!str /data#1\n"
                    "e: *anchor\n"
                    "'f': /g\n"
                    "--- /h\n",
                    SpecForm::yaml) ==
          Values{"a=it''s #1", "b=say \\\"x\\\" # no comment", "d=/data#1", "f=/g", "f=/h"});
}

TEST_CASE("YAML: a colon without a blank is part of a value") {
    CHECK(values_of("a: /data:x/y\nhttp://x/y: /z\n", SpecForm::yaml) ==
          Values{"a=/data:x/y", "http://x/y=/z"});
}

TEST_CASE("YAML: interpolations are part of their values") {
    CHECK(values_of("a: ${x.y}/b\nb: /data/${oc.env:USER}/c\nc: [${a}, /data/${b}/d]\nd: ???\n",
                    SpecForm::yaml) ==
          Values{"a=${x.y}/b", "b=/data/${oc.env:USER}/c", "c=${a}", "c=/data/${b}/d", "d=???"});
}

TEST_CASE("YAML: texts over several lines are no values, a folded path on a line of its own is") {
    CHECK(values_of("a: |\n  cd /home/user\n  ls\nb: plain\n  /home/user\nc: >-\n    /home/user/x\n\nd: "
                    "\"two\n  lines\"\ne: /f\n",
                    SpecForm::yaml) == Values{"b=plain", "c=/home/user/x", "e=/f"});
}

TEST_CASE("keys, and lines of a longer text, are values where they begin as a path does") {
    CHECK(values_of("/x: 1\n\"/y\": {~/z: 2, k: 3}\n", SpecForm::yaml) ==
          Values{"/x", "/x=1", "/y", "~/z", "~/z=2", "k=3"});
    CHECK(values_of("a: |\n  /x\n  text\n  /y/z\nb: 1\n", SpecForm::yaml) == Values{"a=/x", "a=/y/z", "b=1"});
    CHECK(values_of("{\"/x\": \"/y\"}", SpecForm::json) == Values{"/x", "/x=/y"});
}

TEST_CASE("YAML: in a text that begins with a path, the lines that may hold others are values") {
    CHECK(values_of("a: >-\n  /x\n  text\n  and /y/z\n  and/or http://h/x\nb: 1\n", SpecForm::yaml) ==
          Values{"a=/x", "a=and /y/z", "a=and/or http://h/x", "b=1"});
    CHECK(values_of("a: /x\n  text\n  and /y/z  # more\nb: 1\n", SpecForm::yaml) ==
          Values{"a=/x", "a=and /y/z", "b=1"});
    CHECK(values_of("a: see\n  /x\nb: |\n  cd /x\n  ls /y\n", SpecForm::yaml) == Values{"a=see"});
}

TEST_CASE("YAML: a file behind a tag that includes it says so") {
    const auto values =
        tao::specs::spec_values("a: !include b.yaml\nc: !!str d.yaml\ne: [!inc f.yaml, g]\n", SpecForm::yaml);
    REQUIRE(values.size() == 4);
    CHECK(values[0].included);
    CHECK_FALSE(values[1].included);
    CHECK(values[2].included);
    CHECK_FALSE(values[3].included);
}

TEST_CASE("YAML: Windows line ends are no part of a value") {
    CHECK(values_of("a: /x\r\nb:\r\n  - /y\r\n", SpecForm::yaml) == Values{"a=/x", "b=/y"});
}

TEST_CASE("JSON: strings that are no keys") {
    CHECK(values_of(R"({"a": "/x", "b": ["/y", {"c" : "/z\"q"}], "d": 1, "e": null})", SpecForm::json) ==
          Values{"a=/x", "b=/y", "c=/z\\\"q"});
}

TEST_CASE("protobuf text: strings in either quotes, with their names") {
    CHECK(values_of("# \"comment\"\n"
                    "model_config{ arch: \"resnet\" path:'/x y' }\n"
                    "sources: { tfrecords_path: \"/data/*\" # /no\n"
                    "  dir : \"/z\\\"q\" }\n",
                    SpecForm::text) ==
          Values{"arch=resnet", "path=/x y", "tfrecords_path=/data/*", "dir=/z\\\"q"});
}

TEST_CASE("conf files: bare paths up to the end of the line or a comment") {
    CHECK(values_of("[property]\n"
                    "; model-file=/no\n"
                    "model-file=/opt/my models/a.etlt  # mine\n"
                    "labels = ~/labels.txt;\n"
                    "/data/images/1.jpg\n",
                    SpecForm::text) == Values{"property", "model-file=/opt/my models/a.etlt",
                                              "labels=~/labels.txt", "labels=/data/images/1.jpg"});
}

TEST_CASE("what has no end is passed over") {
    CHECK(values_of("a: \"/x\nb: /y\n", SpecForm::yaml) == Values{"b=/y"});
    CHECK(values_of("a: [/x\nb: /y\n", SpecForm::yaml) == Values{"a=/x", "b=/y"});
    CHECK(values_of("{\"a\": \"/x\n\"b\": \"/y\"}", SpecForm::json) == Values{"b=/y"});
    CHECK(values_of("a: \"/x\nb: \"/y\"\nit's\n", SpecForm::text) == Values{"a=/x", "b=/y", "b=it", "b=s"});
}
