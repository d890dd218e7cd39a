#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tao::engines {

// By this variable a run that srun has started on a node knows whose part it is.
inline constexpr char step_variable[] = "TAO_SHIM_STEP";

// What it says.
struct SlurmStep {
    std::string run;        // the run's identifier
    std::string said;       // fingerprint() of what the user has been told where the line was typed
    std::string directory;  // where that was
    std::vector<std::size_t>
        colons{};  // the words, argv[0] being 0, that are `:`, which srun would cut the line at
    bool operator==(const SlurmStep&) const = default;
};

std::string to_text(const SlurmStep& step);
std::optional<SlurmStep> slurm_step(std::string_view text);

// What stands in the line for a word `:`.
inline constexpr char in_place_of_colon[] = "=";

// Few letters that differ where the text does, whether or not it is in colour. No defence against anybody.
std::string fingerprint(std::string_view text);

// The marks of a job of ours: its name, and its comment; of a step in an allocation of the user's own, which has no comment,
// the name. project: the project file. what: task and subtask.
struct SlurmMarks {
    std::string run;
    std::string what;
    std::string project;
    bool operator==(const SlurmMarks&) const = default;
};
std::string comment_of(const SlurmMarks& marks);
std::optional<SlurmMarks> marks_in(std::string_view comment_or_step_name);

}  // namespace tao::engines
