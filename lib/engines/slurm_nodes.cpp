#include "engines/slurm_nodes.hpp"

#include <charconv>
#include <cstdint>

namespace tao::engines {

namespace {

// The port is first_port + (job % many * apart + step % many) % many.
constexpr std::uint64_t first_port = 20000;
constexpr std::uint64_t many = 10000;
constexpr std::uint64_t apart = 7;

}  // namespace

std::string first_node(std::string_view list) {
    std::string name;
    bool in_brackets = false;
    bool taken = false;  // the first of this bracket
    for (const char letter : list) {
        if (letter == '[') {
            in_brackets = true;
            taken = false;
        } else if (letter == ']') {
            in_brackets = false;
        } else if (in_brackets) {
            if (letter == '-' || letter == ',') taken = true;
            if (!taken) name += letter;
        } else if (letter == ',') {
            break;
        } else {
            name += letter;
        }
    }
    return name;
}

// In a shell of its own, so that the task does not see its variables: l the rest of the list, p the part up to the next
// bracket, h the name.
std::string_view first_node_in_shell() {
    return R"sh("$(l=$SLURM_STEP_NODELIST h=; while p=${l%%[[,]*}; h=$h$p; l=${l#"$p"}; [ "$l" != "${l#\[}" ]; )sh"
           R"sh(do l=${l#?}; h=$h${l%%[],-]*}; l=${l#*]}; done; printf %s "$h")")sh";
}

std::string master_port(std::string_view job, std::string_view step) {
    std::uint64_t number = 0;
    std::uint64_t part = 0;
    if (std::from_chars(job.data(), job.data() + job.size(), number).ec != std::errc()) return "29500";
    std::from_chars(step.data(), step.data() + step.size(), part);
    return std::to_string(first_port + (number % many * apart + part % many) % many);
}

std::string master_port_in_shell() {
    const std::string modulus = " % " + std::to_string(many);
    return "$((" + std::to_string(first_port) + " + (SLURM_JOB_ID" + modulus + " * " + std::to_string(apart) +
           " + SLURM_STEP_ID" + modulus + ")" + modulus + "))";
}

}  // namespace tao::engines
