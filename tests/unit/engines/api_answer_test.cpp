#include "engines/api_answer.hpp"

#include "support/catch.hpp"
#include "text/json_value.hpp"

using namespace tao::engines;
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

TEST_CASE("a value of an answer is found by its path, and what is not there is null") {
    const Json answer = answer_of(R"({"State": {"Status": "running", "Pid": 7}})");
    CHECK(value_at(answer, "/State/Pid") == 7);
    CHECK(text_at(answer, "/State/Status") == "running");
    CHECK(text_at(answer, "/State/Pid").empty());
    CHECK(value_at(answer, "/State/Pid/x").is_null());
    CHECK(value_at(answer, "/Config").is_null());
}

TEST_CASE("an answer that is no JSON, or no object, has no values") {
    for (const char* body : {"", "no such container", "[]", "7", "null"}) {
        INFO(body);
        CHECK(value_at(answer_of(body), "/Id").is_null());
        CHECK(text_at(answer_of(body), "/Id").empty());
    }
}
