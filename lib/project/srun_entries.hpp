#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "project/yaml.hpp"

// slurm.options holds one word of srun's command line an entry, and no shell reads it: what people bring along from a line of
// a shell or from #SBATCH is another word there.
namespace tao::project {

struct SrunFault {
    std::string message;
    std::string hint;
};

// An entry that srun would take for another option than is meant: several words in one, or quotes that no shell takes away.
// Nothing: there is none of that.
std::optional<SrunFault> fault_of_srun_entry(std::string_view entry);

// How to write options that are no list, or an entry that is no text: "write [--partition=gpu, --gpus=4]" for a text with
// several or for a map. Empty: nobody knows.
std::string srun_entries_for(const yaml::Node& node);

}  // namespace tao::project
