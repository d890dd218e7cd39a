#include "project/keys.hpp"

#include <set>

#include "support/catch.hpp"

using namespace tao::project;

namespace {

const KeyNames key_names(keys());

std::vector<std::string> names_below(std::string_view path) {
    return key_names.below(path);
}

std::string suggestion(std::string_view path, std::string_view name) {
    return key_names.suggestion(path, name);
}

}  // namespace

TEST_CASE(
    "no key is in the table twice, and each says what it takes, what it is for and what its schema is") {
    std::set<std::string_view> seen;
    for (const Key& key : keys()) {
        INFO(key.name.path);
        CHECK(seen.insert(key.name.path).second);
        CHECK_FALSE(key.name.words.empty());
        CHECK_FALSE(key.name.about.empty());
        CHECK_FALSE(key.schema.empty());
    }
}

TEST_CASE("a key whose values need trust says which, and only such a key does") {
    for (const Key& key : keys()) {
        INFO(key.name.path);
        CHECK(key.widens.empty() == (key.widen == nullptr));
    }
}

TEST_CASE("the names below a path") {
    CHECK(names_below("mounts[]") ==
          std::vector<std::string>{"source", "destination", "create", "read_only"});
    CHECK(names_below("translate") == std::vector<std::string>{"never"});
    CHECK(names_below("envs").empty());
    CHECK(names_below("").front() == "version");
}

TEST_CASE("a name from elsewhere leads to the key of the same meaning") {
    CHECK(suggestion("", "Mounts") == "mounts");
    CHECK(suggestion("", "DockerOptions") == "docker");
    CHECK(suggestion("", "volumes") == "mounts");
    CHECK(suggestion("", "Environment") == "envs");
    CHECK(suggestion("mounts[]", "src") == "source");
    CHECK(suggestion("mounts[]", "target") == "destination");
}

TEST_CASE("a misspelt name leads to the nearest key, a strange one to none") {
    CHECK(suggestion("", "wokrdir") == "workdir");
    CHECK(suggestion("docker", "priviledged") == "privileged");
    CHECK(suggestion("docker", "mounts").empty());
    CHECK(suggestion("", "colour").empty());
}
