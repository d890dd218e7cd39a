#include "run/container_variable.hpp"

#include <catch2/catch.hpp>

using tao::run::container_variable;
using tao::text::Json;

TEST_CASE("a container's variable is the one of exactly that name") {
    const Json environment = Json::parse(R"(["A_SHIM=0", "A=1=2", "A=3", "B="])");
    CHECK(container_variable(environment, "A") == "1=2");
    CHECK(container_variable(environment, "B").empty());
    CHECK(container_variable(environment, "C").empty());
}

TEST_CASE("an environment of another form has no variables") {
    for (const char* text : {"null", "{}", "\"A=1\"", "[1, null, {\"A\": 1}]"}) {
        INFO(text);
        CHECK(container_variable(Json::parse(text), "A").empty());
    }
}
