#include "engines/event.hpp"

#include <random>

#include "support/catch.hpp"

using namespace tao::engines;
using Kind = EngineEvent::Kind;

namespace {

// As Docker Engine 20.10 writes it.
std::string line(const std::string& action, const std::string& attributes = "") {
    return R"({"status":")" + action + R"(","id":"c1","from":"i","Type":"container","Action":")" + action +
           R"(","Actor":{"ID":"c1","Attributes":{"image":"i")" + attributes +
           R"(}},"scope":"local","time":1})";
}

}  // namespace

TEST_CASE("each wanted event is read") {
    for (const auto& [action, kind] : {std::pair("create", Kind::created), std::pair("start", Kind::started),
                                       std::pair("die", Kind::died), std::pair("destroy", Kind::removed)}) {
        const auto event = parse_event(line(action));
        REQUIRE(event);
        CHECK(event->kind == kind);
        CHECK(event->container_id == "c1");
    }
    const auto event = parse_event(line("kill", R"(,"signal":"15")"));
    REQUIRE(event);
    CHECK(event->kind == Kind::signalled);
    CHECK(event->signal == 15);
}

TEST_CASE("what is not a wanted event is nothing") {
    for (const std::string& text :
         {line("pause"), line("exec_create: bash"), std::string(), std::string("{"), std::string("[]"),
          std::string("17"), std::string("{}"), std::string(R"({"Action":7,"Actor":{"ID":"c1"}})"),
          std::string(R"({"Action":"die","Actor":[]})"), std::string(R"({"Action":"die","Actor":{"ID":5}})"),
          std::string("\xff\xfe")}) {
        INFO(text);
        CHECK_FALSE(parse_event(text));
    }
}

TEST_CASE("events are taken line by line and a part of a line is kept") {
    std::string text = line("pause") + "\n" + line("die") + "\n" + line("destroy").substr(0, 40);
    const auto event = take_event(text);
    REQUIRE(event);
    CHECK(event->kind == Kind::died);
    CHECK_FALSE(take_event(text));
    CHECK(text == line("destroy").substr(0, 40));
    text += line("destroy").substr(40) + "\n";
    CHECK(take_event(text)->kind == Kind::removed);
    CHECK(text.empty());
}

TEST_CASE("damaged events never do harm") {
    constexpr unsigned seed = 20110;
    INFO("seed " << seed);
    std::mt19937 generator(seed);
    const std::string good = line("kill", R"(,"signal":"15")");
    for (int round = 0; round < 2000; ++round) {
        std::string damaged = good;
        for (unsigned change = 0; change < 1 + generator() % 4; ++change) {
            damaged[generator() % damaged.size()] = static_cast<char>(generator());
        }
        parse_event(damaged);
    }
}
