#include "text/source.hpp"

#include "support/catch.hpp"

using tao::text::Position;
using tao::text::PositionWalk;
using tao::text::SourceFile;

TEST_CASE("places are counted in lines and characters, forwards and backwards") {
    const SourceFile source{"f", "ab\n\xC3\xA9x\n\nend"};
    PositionWalk walk(source);
    CHECK(walk.position(0) == Position{1, 1});
    CHECK(walk.position(2) == Position{1, 3});
    CHECK(walk.position(3) == Position{2, 1});
    CHECK(walk.position(5) == Position{2, 2});
    CHECK(walk.line_start(6) == 3);
    CHECK(walk.position(7) == Position{3, 1});
    CHECK(walk.position(100) == Position{4, 4});
    CHECK(walk.line_start(100) == 8);
    CHECK(walk.position(1) == Position{1, 2});
    CHECK(walk.line_start(1) == 0);
}

TEST_CASE("the place of each of many names on one line is the same as alone") {
    SourceFile source{"f", "a\n"};
    for (int number = 0; number < 3000; ++number)
        source.content += "\"\xC3\xA9\",";
    PositionWalk walk(source);
    for (std::size_t at = 2; at < source.content.size(); at += 501)
        CHECK(walk.position(at) == PositionWalk(source).position(at));
}
