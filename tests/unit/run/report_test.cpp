#include "run/report.hpp"

#include <catch2/catch.hpp>

using namespace tao;
using namespace tao::run;

TEST_CASE("a report that another process opens shows what was written") {
    std::error_code error;
    const Report ours = Report::create(error);
    REQUIRE_FALSE(error);
    CHECK(ours.phase() == Phase::preparing);
    CHECK(ours.guard() == Guard::unknown);

    const Report theirs = Report::open(os::path_for_others(ours.descriptor()), error);
    REQUIRE_FALSE(error);
    store(theirs.content().container_id, std::string(64, 'c'));
    CHECK(ours.container_id().empty());  // as long as it may be half written
    theirs.set_phase(Phase::running);
    CHECK(ours.container_id() == std::string(64, 'c'));
    CHECK(ours.phase() == Phase::running);
}

TEST_CASE("text that does not fit is not stored") {
    char field[4] = "abc";
    CHECK_FALSE(store(field, "1234"));
    CHECK(std::string(field) == "abc");
    CHECK(store(field, "123"));
    CHECK(std::string(field) == "123");
}

TEST_CASE("a file of another kind is no report") {
    std::error_code error;
    const os::Descriptor file = os::make_anonymous_file("mounts", "{}", error);
    Report::open(os::path_for_others(file.get()), error);
    CHECK(error == std::errc::invalid_argument);
}
