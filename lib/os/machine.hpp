#pragma once

#include <string>
#include <string_view>

#include "os/file_system.hpp"

namespace tao::os {

// Which machine this is, and since which start: for the names of what lies on a disk that several machines share.
struct Machine {
    std::string boot;  // 36 characters, another one after every start
    std::string host;

    bool known() const { return !boot.empty() && !host.empty(); }
};

// As the kernel says it; unknown without /proc.
Machine this_machine(const FileSystem& files);

// "NAME@BOOT@HOST"; the name alone if the machine is not known.
std::string name_on_machine(const std::string& name, const Machine& machine);

// Whose a name of that form is.
enum class NameOf {
    this_boot,     // this machine's, since its last start
    earlier_boot,  // one of this host's, from before that
    another,       // another machine's, or of no such form
};
NameOf whose_name(std::string_view name, const Machine& machine);

}  // namespace tao::os
