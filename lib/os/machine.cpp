#include "os/machine.hpp"

namespace tao::os {

namespace {

constexpr char boot_file[] = "/proc/sys/kernel/random/boot_id";
constexpr char host_file[] = "/proc/sys/kernel/hostname";
constexpr std::size_t longest_line = 256;
constexpr std::size_t boot_length = 36;  // a UUID

std::string line_of(const char* file, const FileSystem& files) {
    ReadFailure failure;
    const std::string text = files.read(file, longest_line, failure).value_or(std::string());
    return text.substr(0, text.find('\n'));
}

}  // namespace

Machine this_machine(const FileSystem& files) {
    Machine machine{.boot = line_of(boot_file, files), .host = line_of(host_file, files)};
    // What is to be part of a file's name, and of a mount that the launcher splits at colons.
    const bool usable = machine.boot.size() == boot_length && machine.boot.find('@') == std::string::npos &&
                        machine.host.find_first_of("/:@") == std::string::npos;
    return usable ? machine : Machine();
}

std::string name_on_machine(const std::string& name, const Machine& machine) {
    return machine.known() ? name + "@" + machine.boot + "@" + machine.host : name;
}

NameOf whose_name(std::string_view name, const Machine& machine) {
    const auto last = name.rfind('@');
    const auto first =
        last == std::string_view::npos || last == 0 ? std::string_view::npos : name.rfind('@', last - 1);
    if (!machine.known() || first == std::string_view::npos || name.substr(last + 1) != machine.host)
        return NameOf::another;
    const std::string_view boot = name.substr(first + 1, last - first - 1);
    if (boot == machine.boot) return NameOf::this_boot;
    return boot.size() == boot_length ? NameOf::earlier_boot : NameOf::another;
}

}  // namespace tao::os
