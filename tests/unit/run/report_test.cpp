#include "run/report.hpp"

#include <fcntl.h>

#include "support/catch.hpp"

using namespace tao;
using namespace tao::run;

TEST_CASE("a report that another process opens shows what was written") {
    std::error_code error;
    const Report own = Report::create(error);
    REQUIRE_FALSE(error);
    CHECK(own.phase() == Phase::preparing);
    CHECK(own.guard() == GuardianState::unknown);

    const Report theirs = Report::open(os::path_for_others(own.descriptor()), error);
    REQUIRE_FALSE(error);
    store(theirs.content().container_id, std::string(64, 'c'));
    CHECK(own.container_id().empty());  // as long as it may be half written
    theirs.set_phase(Phase::running);
    CHECK(own.container_id() == std::string(64, 'c'));
    CHECK(own.phase() == Phase::running);
}

TEST_CASE("text that does not fit is not stored") {
    char field[4] = "abc";
    CHECK_FALSE(store(field, "1234"));
    CHECK(std::string(field) == "abc");
    CHECK(store(field, "123"));
    CHECK(std::string(field) == "123");
}

TEST_CASE("a file of another size is no report of this version") {
    std::error_code error;
    const os::Descriptor file = os::make_anonymous_file("mounts", "{}", error);
    Report::open(os::path_for_others(file.get()), error);
    CHECK(error == std::errc::protocol_error);
}

TEST_CASE("a report of another version is refused, by its path and by its descriptor") {
    std::error_code error;
    const Report own = Report::create(error);
    REQUIRE_FALSE(error);
    const std::string path = os::path_for_others(own.descriptor());
    for (const std::uint32_t version : {0U, report_version - 1, report_version + 1}) {
        own.content().version = version;
        Report::open(path, error);
        CHECK(error == std::errc::protocol_error);
        Report::open(os::Descriptor(::open(path.c_str(), O_RDWR | O_CLOEXEC)), error);
        CHECK(error == std::errc::protocol_error);
    }
    own.content().version = report_version;
    Report::open(path, error);
    CHECK_FALSE(error);
}
