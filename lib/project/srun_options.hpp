#pragma once

#include <string>
#include <string_view>

namespace tao::project {

// An option of srun (srun(1), of Slurm 20 to 25) as a word says it.
struct SrunOption {
    enum class Kind {
        resource,  // chooses nodes, their parts, the time, the account: what a project may say without being asked
        other,  // anything else, options of a site's own plugins included
        ours,   // is what a run says itself, or would run another program; `why` says which
        none,   // is no option: it would be the program
    };
    Kind kind = Kind::none;
    std::string name{};   // --partition, whatever was written
    std::string value{};  // if it stands in the same word
    bool has_value = false;
    bool takes_value = false;  // the next word is its value, unless it has one
    std::string_view why{};
};

SrunOption srun_option(std::string_view word);

// The option that was probably meant by one that the table does not have: --partition for --partion. Empty: the table has it, or
// none is near.
std::string near_srun_option(const SrunOption& option);

}  // namespace tao::project
