#include "os/base_directory.hpp"

#include "support/catch.hpp"

using namespace tao::os;

namespace {

struct Row {
    const char* entry;
    const char* home;
    const char* directory;
};

}  // namespace

TEST_CASE("a base directory: the variable if it is absolute, else the place in the home, else none") {
    const auto row = GENERATE(Row{"XDG_CONFIG_HOME=/c", "/home/u", "/c"}, Row{"XDG_CONFIG_HOME=/c", "", "/c"},
                              Row{"XDG_CONFIG_HOME=c", "/home/u", "/home/u/.config"},
                              Row{"XDG_CONFIG_HOME=", "/home/u", "/home/u/.config"},
                              Row{"XDG_CACHE_HOME=/c", "/home/u", "/home/u/.config"},
                              Row{"XDG_CONFIG_HOME=c", "", ""}, Row{"XDG_CONFIG_HOME=", "home", ""});
    CAPTURE(row.entry, row.home);
    CHECK(base_directory(Environment({row.entry}), "XDG_CONFIG_HOME", row.home, ".config") == row.directory);
}
