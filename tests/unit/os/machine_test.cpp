#include "os/machine.hpp"

#include "support/catch.hpp"
#include "support/memory_file_system.hpp"

using namespace tao::os;

namespace {

constexpr char boot[] = "01234567-89ab-cdef-0123-456789abcdef";

Machine machine_with(const std::string& boot_id, const std::string& host) {
    tao::tests::MemoryFileSystem files;
    files.add_file("/proc/sys/kernel/random/boot_id", boot_id + "\n");
    files.add_file("/proc/sys/kernel/hostname", host + "\n");
    return this_machine(files);
}

}  // namespace

TEST_CASE("the kernel says which machine this is") {
    const Machine machine = machine_with(boot, "node7.cluster");
    CHECK(machine.boot == boot);
    CHECK(machine.host == "node7.cluster");
    CHECK(this_machine(HostFileSystem()).known());
}

TEST_CASE("without /proc, or with what no name can hold, the machine is not known") {
    CHECK_FALSE(this_machine(tao::tests::MemoryFileSystem()).known());
    CHECK_FALSE(machine_with(boot, "").known());
    CHECK_FALSE(machine_with(boot, "a:b").known());
    CHECK_FALSE(machine_with("1", "node7").known());
    CHECK(name_on_machine("id", Machine()) == "id");
    CHECK(whose_name("id", Machine()) == NameOf::another);
}

TEST_CASE("a name says whose it is") {
    const Machine machine = machine_with(boot, "node7.cluster");
    const std::string other_boot = "@11111111-89ab-cdef-0123-456789abcdef@";
    CHECK(whose_name(name_on_machine("id", machine), machine) == NameOf::this_boot);
    CHECK(whose_name("id" + other_boot + "node7.cluster", machine) == NameOf::earlier_boot);
    CHECK(whose_name("id" + other_boot + "node7", machine) == NameOf::another);
    CHECK(whose_name(std::string("id@") + boot + "@node8.cluster", machine) == NameOf::another);
    for (const char* name : {"", "@", "id", "id@node7.cluster", "@node7.cluster", "id@short@node7.cluster"})
        CHECK(whose_name(name, machine) == NameOf::another);
}
