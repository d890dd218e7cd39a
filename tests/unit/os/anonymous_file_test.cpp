#include "os/anonymous_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include "os/file_system.hpp"
#include "support/catch.hpp"

using namespace tao::os;

TEST_CASE("an anonymous file is read through its path, again and again from the start") {
    std::error_code error;
    const std::string content = std::string("{\"Mounts\": []}\0\xff", 16);
    const Descriptor file = make_anonymous_file("mounts", content, error);
    REQUIRE_FALSE(error);
    const std::string path = path_of_own_descriptor(file.get());
    ReadFailure failure;
    CHECK(HostFileSystem().read(path, 100, failure) == content);
    CHECK(HostFileSystem().read(path, 100, failure) == content);
    CHECK(HostFileSystem().read(path_for_others(file.get()), 100, failure) == content);
}

TEST_CASE("an anonymous file cannot be changed any more") {
    std::error_code error;
    const Descriptor file = make_anonymous_file("mounts", "{}", error);
    CHECK(::write(file.get(), "x", 1) == -1);
    CHECK(::ftruncate(file.get(), 0) == -1);
}

TEST_CASE("an anonymous file is closed when a program is executed") {
    std::error_code error;
    const Descriptor file = make_anonymous_file("mounts", "{}", error);
    CHECK((::fcntl(file.get(), F_GETFD) & FD_CLOEXEC) != 0);
}

TEST_CASE("shared memory is zero at first and the same for everybody who opens it") {
    std::error_code error;
    SharedMemory first = SharedMemory::create("report", 4096, error);
    REQUIRE_FALSE(error);
    CHECK(static_cast<char*>(first.address())[4095] == 0);
    SharedMemory second = SharedMemory::open(path_for_others(first.descriptor()), 4096, error);
    REQUIRE_FALSE(error);
    CHECK(first.address() != second.address());
    static_cast<char*>(first.address())[17] = 'x';
    CHECK(static_cast<char*>(second.address())[17] == 'x');
}

TEST_CASE("shared memory of another size is refused") {
    std::error_code error;
    const SharedMemory memory = SharedMemory::create("report", 4096, error);
    SharedMemory::open(path_for_others(memory.descriptor()), 8192, error);
    CHECK(error == std::errc::invalid_argument);
}

TEST_CASE("shared memory that does not exist says why") {
    std::error_code error;
    SharedMemory::open("/proc/self/fd/999", 4096, error);
    CHECK(error == std::errc::no_such_file_or_directory);
}
