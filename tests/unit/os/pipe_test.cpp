#include "os/pipe.hpp"

#include <unistd.h>

#include "support/catch.hpp"

using namespace tao::os;

TEST_CASE("what is in a pipe is read without waiting for more") {
    std::error_code error;
    Pipe pipe = make_pipe(error);
    REQUIRE_FALSE(error);
    std::string text = "a";
    CHECK(read_available(pipe.read.get(), text));
    CHECK(text == "a");
    REQUIRE(::write(pipe.write.get(), "bc", 2) == 2);
    CHECK(read_available(pipe.read.get(), text));
    CHECK(text == "abc");
    pipe.write.close();
    CHECK_FALSE(read_available(pipe.read.get(), text));
    CHECK(text == "abc");
}

TEST_CASE("a pipe without a reader is known by the end to write to") {
    std::error_code error;
    Pipe pipe = make_pipe(error);
    REQUIRE_FALSE(error);
    CHECK_FALSE(has_no_reader(pipe.write.get()));
    pipe.read.close();
    CHECK(has_no_reader(pipe.write.get()));
}
