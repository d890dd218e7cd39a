#include "project/keys.hpp"

#include <catch2/catch.hpp>
#include <set>

using namespace tao::project;

TEST_CASE("no key is in the table twice, and each says what it takes") {
    std::set<std::string_view> seen;
    for (const Key& key : keys()) {
        CHECK(seen.insert(key.path).second);
        CHECK_FALSE(key.words.empty());
    }
}

TEST_CASE("the names below a path") {
    CHECK(names_below("mounts[]") == std::vector<std::string>{"source", "destination", "create"});
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

TEST_CASE("the keys that reach beyond the project are marked") {
    std::vector<std::string_view> widening;
    for (const Key& key : keys()) {
        if (key.reach != Reach::harmless) widening.push_back(key.path);
    }
    CHECK(widening == std::vector<std::string_view>{"mounts[]", "mounts[].source", "envs", "docker.user",
                                                    "docker.network", "docker.ports", "docker.privileged"});
}
