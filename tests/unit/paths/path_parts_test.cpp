#include "paths/path_parts.hpp"

#include <string>

#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using namespace tao::paths;

namespace {

using Texts = std::vector<std::string>;

struct Parts {
    tao::tests::MemoryFileSystem files;
    MountTable mounts{{{.source = "/home/u/p", .real_source = {}, .destination = "/w"}}};

    Parts() { files.add_directory("/home/u/p/data").add_file("/home/u/p/a.txt").add_file("/home/u/p/b.txt"); }

    Texts of(std::string_view word) const {
        const Judge judge(mounts, files, {.home = "/home/u", .working_directory = "/home/u/p"});
        Texts result;
        for (const Part& part : path_parts(judge, word))
            result.emplace_back(part.place.in(word));
        return result;
    }
};

Texts list(std::string_view word) {
    return Parts().of(word);
}

}  // namespace

TEST_CASE("a comma parts paths only where an absolute one follows") {
    CHECK(list("/a/x,/b/y") == Texts{"/a/x", "/b/y"});
    CHECK(list("/a/x,~/y,/z") == Texts{"/a/x", "~/y", "/z"});
    CHECK(list("/a/x,b") == Texts{"/a/x,b"});
    CHECK(list("in,/a") == Texts{"in", "/a"});
    CHECK(list("/a/x,$B/y") == Texts{"/a/x", "$B/y"});
    CHECK(list("output_cov/Sigmoid,output_bbox/BiasAdd") == Texts{"output_cov/Sigmoid,output_bbox/BiasAdd"});
    CHECK(list("3,384,1248") == Texts{"3,384,1248"});
    CHECK(list(",/a,,") == Texts{"/a,,"});
}

TEST_CASE("directories that are there are elements of a list, with a slash at their ends or without") {
    Parts parts;
    parts.files.add_directory("/home/u/p/out").add_directory("/home/u/p/data/d");
    parts.files.add_file("/home/u/p/data/c.txt");
    CHECK(parts.of("data/,out/") == Texts{"data/", "out/"});
    CHECK(parts.of("x=data/:out/") == Texts{"data/", "out/"});
    CHECK(parts.of("data/;out/") == Texts{"data/", "out/"});
    CHECK(parts.of("data/ out/") == Texts{"data/", "out/"});
    CHECK(parts.of("/home/u/p/data/,out/") == Texts{"/home/u/p/data/", "out/"});
    CHECK(parts.of("./data/,out/,/w/x") == Texts{"./data/", "out/", "/w/x"});
    CHECK(parts.of("data/,a.txt") == Texts{"data/", "a.txt"});
    CHECK(parts.of("data/c.txt:out/") == Texts{"data/c.txt", "out/"});
    CHECK(parts.of("data/d:out") == Texts{"data/d", "out"});
    CHECK(parts.of("data/*,out/") == Texts{"data/*", "out/"});
    CHECK(parts.of("data/new,out/") == Texts{"data/new", "out/"});
    CHECK(parts.of("data/,nowhere/") == Texts{"data/,nowhere/"});
    CHECK(parts.of("/home/u/p/data out") == Texts{"/home/u/p/data out"});
    CHECK(parts.of("data/my out/") == Texts{"data/my out/"});
}

TEST_CASE("colons, semicolons and blanks part paths like commas") {
    CHECK(list("/a/x:/b/y") == Texts{"/a/x", "/b/y"});
    CHECK(list("/a/x;/b/y") == Texts{"/a/x", "/b/y"});
    CHECK(list("/a/x /b/y") == Texts{"/a/x", "/b/y"});
    CHECK(list("coco:/a/x") == Texts{"/a/x"});
    CHECK(list("/a/x:0") == Texts{"/a/x:0"});
    CHECK(list("a word and b") == Texts{"a word and b"});
    CHECK(list("s3://b/x:/a") == Texts{"s3://b/x:/a"});
}

TEST_CASE("a relative element is one where the host has it or its directory") {
    CHECK(list("a.txt,b.txt") == Texts{"a.txt", "b.txt"});
    CHECK(list("data/x,data/y") == Texts{"data/x", "data/y"});
    CHECK(list("coco:data/x") == Texts{"coco", "data/x"});
    CHECK(list("x=layer/x,layer/y") == Texts{"layer/x,layer/y"});
    CHECK(list("about data/x") == Texts{"about data/x"});
    CHECK(list("../x,./y") == Texts{"../x", "./y"});
}

TEST_CASE("what stands behind a path that is there, and a separator, is no part of it") {
    CHECK(list("x:/w/a.txt:ro") == Texts{"/w/a.txt"});
    CHECK(list("/home/u/p/data,") == Texts{"/home/u/p/data"});
    CHECK(list("k=/w/data,") == Texts{"/w/data"});
    CHECK(list("P=/home/u/p/data:") == Texts{"/home/u/p/data"});
    CHECK(list("P=/home/u/p/data:$P") == Texts{"/home/u/p/data"});
    CHECK(list("P=/home/u/p/data:${P}:/w") == Texts{"/home/u/p/data", "/w"});
    CHECK(list("/home/u/p/data/new:ro") == Texts{"/home/u/p/data/new:ro"});
}

TEST_CASE(
    "behind a sign that ends no name, and behind a label, what a mount shows or the host has is a path") {
    Parts parts;
    parts.files.add_file("/srv/a.txt");
    CHECK(parts.of("/w/a.txt|/srv/a.txt") == Texts{"/w/a.txt", "/srv/a.txt"});
    CHECK(parts.of("/w/a.txt|~/p/b.txt") == Texts{"/w/a.txt", "~/p/b.txt"});
    CHECK(parts.of("/w/a.txt|/usr/share") == Texts{"/w/a.txt|/usr/share"});
    CHECK(parts.of("a|/srv/none") == Texts{"a|/srv/none"});
    CHECK(parts.of("coco:data/") == Texts{"coco", "data/"});
    CHECK(parts.of("--opt:/srv/a.txt") == Texts{"/srv/a.txt"});
    CHECK(parts.of("--opt:data/x").empty());
}

TEST_CASE("a path may stand behind a second equals sign and behind an at sign") {
    CHECK(list("--opt=x=/a/b") == Texts{"/a/b"});
    CHECK(list("a.b=x=data/new") == Texts{"data/new"});
    CHECK(list("@/a/b") == Texts{"/a/b"});
    CHECK(list("x=@data/x") == Texts{"data/x"});
    CHECK(list("a=[@/a/b,c]") == Texts{"/a/b", "c"});
    CHECK(list("a.txt=/b") == Texts{"/b"});
    CHECK(list("--opt=a.txt=/b") == Texts{"/b"});
    CHECK(list("someone@example") == Texts{"someone@example"});
}

TEST_CASE("a letter may be glued to a relative path") {
    CHECK(list("-edata/x") == Texts{"data/x"});
    CHECK(list("-ea.txt") == Texts{"a.txt"});
    CHECK(list("--data/x").empty());
}

TEST_CASE("the name of a file is one path whatever signs it has") {
    Parts parts;
    for (const char* name : {"a:b,c d", "x=y", "[a]", "{a,b}", "a=[b]", "'a'", "@a"}) {
        INFO(name);
        parts.files.add_file("/home/u/p/" + std::string(name));
        CHECK(parts.of(name) == Texts{name});
        CHECK(parts.of("/home/u/p/" + std::string(name)) == Texts{"/home/u/p/" + std::string(name)});
        CHECK(parts.of("/w/" + std::string(name)) == Texts{"/w/" + std::string(name)});
    }
    CHECK(parts.of("data/new,file:x y") == Texts{"data/new,file:x y"});
    CHECK(parts.of("/w/data/new,/x") == Texts{"/w/data/new", "/x"});
}

TEST_CASE(
    "in a command of a shell a path may stand behind the shell's signs, up to the quote that closes it") {
    CHECK(list("ls \"/a/x\"") == Texts{"ls ", "/a/x"});
    CHECK(list("cd '/a/x' && cat </b/y|tee \"/c/z\" >/d") == Texts{"cd ", "/a/x", "/b/y|tee ", "/c/z", "/d"});
    CHECK(list("python x.py --out=\"/a/x\"/y") == Texts{"python x.py --out=", "/a/x"});
    CHECK(list("cd /home/u/p && ls data >/d") == Texts{"cd", "/home/u/p", "/d"});
    CHECK(list("cd /home/u/p; ls") == Texts{"cd", "/home/u/p"});
    CHECK(list("a b\"/c") == Texts{"a b\"/c"});
    CHECK(list("/a/q\"r\"/b c") == Texts{"/a/q\"r\"/b c"});
}

TEST_CASE("behind a blank a relative path counts if it is there, or beside another") {
    Parts parts;
    parts.files.add_file("/home/u/p/data/a.txt").add_file("/home/u/p/data/b.txt");
    CHECK(parts.of("data/a.txt data/b.txt") == Texts{"data/a.txt", "data/b.txt"});
    CHECK(parts.of("data/a.txt\tdata/new") == Texts{"data/a.txt", "data/new"});
    CHECK(parts.of("x=data/a.txt data/b.txt") == Texts{"data/a.txt", "data/b.txt"});
    CHECK(parts.of("x=[data/a.txt data/b.txt]") == Texts{"data/a.txt", "data/b.txt"});
    CHECK(parts.of("data/a.txt, data/b.txt") == Texts{"data/a.txt", "data/b.txt"});
    CHECK(parts.of("data/a.txt,data/b.txt") == Texts{"data/a.txt", "data/b.txt"});
    CHECK(parts.of("/w/a.txt data/b.txt") == Texts{"/w/a.txt", "data/b.txt"});
    CHECK(parts.of("a.txt b.txt") == Texts{"a.txt", "b.txt"});
    CHECK(parts.of("x='data/a.txt' 'data/b.txt'") == Texts{"data/a.txt", "data/b.txt"});
    CHECK(parts.of("python data/a.txt -o data/new") == Texts{"python", "data/a.txt", "data/new"});
    CHECK(parts.of("train -o data/new") == Texts{"train -o", "data/new"});
    CHECK(parts.of("use data/new here") == Texts{"use data/new here"});
}

TEST_CASE("what a command writes to is a path behind its sign") {
    Parts parts;
    parts.files.add_file("/home/u/p/data/a.txt");
    CHECK(parts.of("cat data/a.txt > data/o") == Texts{"cat", "data/a.txt", "data/o"});
    CHECK(parts.of("cat data/a.txt>data/o; ls") == Texts{"cat", "data/a.txt", "data/o"});
    CHECK(parts.of("echo x > out.txt 2>&1") == Texts{"echo x >", "out.txt"});
    CHECK(parts.of("echo x >> new/out") == Texts{"echo x >>", "new/out"});
    CHECK(parts.of("a > b") == Texts{"a > b"});
    CHECK(parts.of("a -> b.c") == Texts{"a -> b.c"});
    CHECK(parts.of("x >= 0.5") == Texts{"x >= 0.5"});
}

TEST_CASE("behind the cd of a command what is relative is not meant from here") {
    Parts parts;
    parts.files.add_file("/home/u/p/data/a.txt").add_directory("/home/u/x");
    CHECK(parts.of("cd /home/u/p/data && ls ../x") == Texts{"cd", "/home/u/p/data"});
    CHECK(parts.of("cd /w; cat data/a.txt > out.txt; ls /w/a.txt") == Texts{"cd", "/w", "/w/a.txt"});
    CHECK(parts.of("ls data/a.txt && cd ../x && ls ../y") == Texts{"ls", "data/a.txt", "../x"});
    CHECK(parts.of("abcd data/a.txt; ls ../x") == Texts{"abcd", "data/a.txt", "../x"});
}

TEST_CASE("an argument of an interpolation ends where the interpolation does") {
    CHECK(list("x=${oc.env:X,/a/b}") == Texts{"${oc.env:X", "/a/b"});
    CHECK(list("x=${oc.env:X,'/a/b'}") == Texts{"${oc.env:X,", "/a/b"});
    CHECK(list("x=${if:${y},A,/a/b}") == Texts{"${if:${y},A", "/a/b"});
    CHECK(list("x=${oc.env:X,a.txt}") == Texts{"${oc.env:X", "a.txt"});
    CHECK(list("x=[${oc.env:X,/a/b},/c]") == Texts{"${oc.env:X", "/a/b", "/c"});
    CHECK(list("x={k: ${oc.env:X,/a/b}}") == Texts{"k", "${oc.env:X", "/a/b"});
    CHECK(list("/data/${x}/b") == Texts{"/data/${x}/b"});
}

TEST_CASE("what stands behind a file that is there, or a number behind a directory, is no part of it") {
    Parts parts;
    parts.files.add_file("/home/u/p/data/a.txt").add_file("/home/u/p/data/k=v/c.txt");
    CHECK(parts.of("data/a.txt:0") == Texts{"data/a.txt"});
    CHECK(parts.of("data/a.txt 0 1 2") == Texts{"data/a.txt"});
    CHECK(parts.of("/home/u/p/data/a.txt,car") == Texts{"/home/u/p/data/a.txt"});
    CHECK(parts.of("data/a.txt=car") == Texts{"data/a.txt"});
    CHECK(parts.of("/home/u/p/data:0.5") == Texts{"/home/u/p/data"});
    CHECK(parts.of("x=[/home/u/p/data:1,data/a.txt:2]") == Texts{"/home/u/p/data", "data/a.txt"});
    CHECK(parts.of("/home/u/p/data 2") == Texts{"/home/u/p/data 2"});
    CHECK(parts.of("/home/u/p/data and /srv/x") == Texts{"/home/u/p/data", "/srv/x"});
    CHECK(parts.of("k:data/a.txt,k2:/home/u/p/data") == Texts{"k", "data/a.txt", "/home/u/p/data"});
}

TEST_CASE("a relative path may have an equals sign in it") {
    Parts parts;
    parts.files.add_file("/home/u/p/data/a.txt").add_file("/home/u/p/data/k=v/c.txt");
    CHECK(parts.of("data/k=v/new") == Texts{"data/k=v/new"});
    CHECK(parts.of("data/k=v/c.txt,data/a.txt") == Texts{"data/k=v/c.txt", "data/a.txt"});
    CHECK(parts.of("data/a.txt:data/k=v/c.txt") == Texts{"data/a.txt", "data/k=v/c.txt"});
    CHECK(parts.of("data/a.txt=/srv/x") == Texts{"data/a.txt", "/srv/x"});
    CHECK(parts.of("model/backbone=resnet/x") == Texts{"resnet/x"});
}

TEST_CASE("a new path is one in front of one that is there behind a blank") {
    Parts parts;
    parts.files.add_file("/home/u/p/data/a.txt");
    CHECK(parts.of("/home/u/p/data/new data/a.txt") == Texts{"/home/u/p/data/new", "data/a.txt"});
    CHECK(parts.of("/home/u/p/new data/new") == Texts{"/home/u/p/new data/new"});
    CHECK(parts.of("--x data/a.txt --y /home/u/p/data") == Texts{"--x", "data/a.txt", "/home/u/p/data"});
    CHECK(parts.of("data/a.txt|data/new") == Texts{"data/a.txt|data/new"});
    CHECK(parts.of("/w/a.txt|data/a.txt") == Texts{"/w/a.txt", "data/a.txt"});
}
