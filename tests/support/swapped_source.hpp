#pragma once

#include <unistd.h>

#include <boost/filesystem.hpp>
#include <string>

#include "support/catch.hpp"
#include "support/temporary_directory.hpp"

namespace tao::tests {

// A project with a directory that is to be mounted, and one outside of it, which can be put in its place.
struct SwappedSource {
    TemporaryDirectory temporary;
    std::string data = temporary.path() + "/p/data";
    std::string outside = temporary.path() + "/outside";

    SwappedSource() {
        boost::filesystem::create_directories(data);
        boost::filesystem::create_directories(outside);
    }
    void swap() const {
        boost::filesystem::rename(data, data + ".away");
        REQUIRE(::symlink(outside.c_str(), data.c_str()) == 0);
    }
    void swap_back() const {
        boost::filesystem::remove(data);
        boost::filesystem::rename(data + ".away", data);
    }
};

}  // namespace tao::tests
