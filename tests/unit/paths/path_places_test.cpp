#include "paths/path_places.hpp"

#include <string>

#include "support/catch.hpp"

using namespace tao::paths;

namespace {

using Texts = std::vector<std::string>;

Texts places(std::string_view word) {
    Texts result;
    for (const Place place : path_places(word))
        result.emplace_back(place.in(word));
    return result;
}

}  // namespace

TEST_CASE("a path may be the whole word") {
    CHECK(places("/home/x") == Texts{"/home/x"});
    CHECK(places("~/x") == Texts{"~/x"});
    CHECK(places("/home/a=b") == Texts{"/home/a=b"});
    CHECK(places("/home/a,b [1].txt") == Texts{"/home/a,b [1].txt"});
    CHECK(places("specs/a.txt") == Texts{"specs/a.txt"});
}

TEST_CASE("a path may be glued to a short option") {
    CHECK(places("-e/home/x") == Texts{"/home/x"});
    CHECK(places("-e/home/a=b") == Texts{"/home/a=b"});
    CHECK(places("-e~/x") == Texts{"~/x"});
}

TEST_CASE("a path may stand behind the first equals sign of an option") {
    CHECK(places("--opt=/home/x") == Texts{"/home/x"});
    CHECK(places("--long-opt_2=/a=b") == Texts{"/a=b"});
    CHECK(places("-o=/home/x") == Texts{"/home/x"});
    CHECK(places("--opt=~/x") == Texts{"~/x"});
    CHECK(places("-especs/x") == Texts{"specs/x"});
}

TEST_CASE("an option without a value has no place") {
    for (const char* word : {"-", "--", "-e", "--opt", "--opt=", "-1", "--opt/home/x", ""})
        CHECK(places(word).empty());
}

TEST_CASE("a path may stand behind the first equals sign of a Hydra override") {
    for (const char* key : {"a", "train.results_dir", "+a.b", "++a.b", "~a", "db/mysql", "db@backup",
                            "a/b@c.d:e", "x-y.0.z", "a.list[0].b", "_x", "0a"}) {
        CHECK(places(std::string(key) + "=/home/x") == Texts{"/home/x"});
    }
    CHECK(places("a=/x=y") == Texts{"/x=y"});
}

TEST_CASE("what is no Hydra key takes no value") {
    CHECK(places("a b=/home/x") == Texts{"a b=/home/x"});
    CHECK(places("=/home/x") == Texts{"=/home/x"});
    CHECK(places("a?b=/home/x") == Texts{"a?b=/home/x"});
    CHECK(places("a\"=/home/x") == Texts{"a\"=/home/x"});
}

TEST_CASE("elements of lists are places, without the blanks around them") {
    CHECK(places("a=[/x,/y]") == Texts{"/x", "/y"});
    CHECK(places("a=[ /x , /y z ]") == Texts{"/x", "/y z"});
    CHECK(places("[/x]") == Texts{"/x"});
    CHECK(places("a=[[/x],[/y,[/z]]]") == Texts{"/x", "/y", "/z"});
    CHECK(places("a=[]").empty());
    CHECK(places("--opt=[/x,/y]") == Texts{"/x", "/y"});
    CHECK(places("a=[/x:1,/y(2).png]") == Texts{"/x:1", "/y(2).png"});
}

TEST_CASE("keys and values of dictionaries are places") {
    CHECK(places("a={k:/x,l: /y}") == Texts{"k", "/x", "l", "/y"});
    CHECK(places("a={k:{l:[/x,/y]}}") == Texts{"k", "l", "/x", "/y"});
    CHECK(places("a=[{k:/x},{k:/y}]") == Texts{"k", "/x", "k", "/y"});
    CHECK(places("a={k:s3://b/x}") == Texts{"k", "s3://b/x"});
}

TEST_CASE("quotes are taken off, inside and outside of brackets") {
    CHECK(places("a='/x y'") == Texts{"/x y"});
    CHECK(places("a=\"/x,y\"") == Texts{"/x,y"});
    CHECK(places("a=['/x]y',\"/z\"]") == Texts{"/x]y", "/z"});
    CHECK(places("a={'k':'/x'}") == Texts{"k", "/x"});
    CHECK(places("a='/x','/y'") == Texts{"/x", "/y"});
    CHECK(places("a=['/x\\'y']") == Texts{"/x\\'y"});
    CHECK(places("a=''").empty());
}

TEST_CASE("arguments of Hydra's functions are places") {
    CHECK(places("a=choice(/x,/y)") == Texts{"/x", "/y"});
    CHECK(places("a=[glob(/x)]") == Texts{"/x"});
    CHECK(places("a=run(1)x") == Texts{"run(1)x"});
}

TEST_CASE("a word that has the form only in part gives the places up to there") {
    CHECK(places("a=[/x,/y") == Texts{"/x", "/y"});
    CHECK(places("a=['/x,/y").empty());
    CHECK(places("a=[/x]/y") == Texts{"/x"});
    CHECK(places("a=]/y") == Texts{"]/y"});
    CHECK(places("a=['/x'/y,/z]") == Texts{"/x", "/z"});
}

TEST_CASE("brackets may be nested as deep as a word can be long") {
    const std::string deep(100000, '[');
    CHECK(places(deep + "/x" + std::string(100000, ']')) == Texts{"/x"});
}
