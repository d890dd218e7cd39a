#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "commands/project_here.hpp"
#include "commands/subcommand.hpp"
#include "engines/engine.hpp"
#include "launcher/find_launcher.hpp"
#include "project/user.hpp"

namespace tao::commands {

// What a check has to say.
struct CheckResult {
    enum class Level {
        fine,
        remark,   // worth knowing; a run works
        problem,  // a run fails, or does not do what was meant
    };
    Level level = Level::fine;
    std::string message;  // one line, user text through visible()
    std::string remedy;   // lines that can be pasted into a shell as they stand; empty if there are none
};
using CheckResults = std::vector<CheckResult>;

// How long a check waits for one answer of the engine.
inline constexpr auto engine_to_answer = std::chrono::seconds(5);

// How many files and directories below one mount are looked at: doctor is quick.
inline constexpr std::size_t most_entries = 2000;

// What the checks look at.
struct CheckInput {
    const Surroundings& surroundings;
    project::User user;
    std::string task;          // asked about; may be empty
    launcher::Found launcher;  // of `tao`, completed
    ProjectHere project;
    engines::ContainerEngine& engine;
    engines::EngineAnswer info;  // of the engine, GET /info

    const os::FileSystem& files() const { return surroundings.files; }
    const os::Environment& environment() const { return surroundings.invocation.environment; }
    // What would run a task here.
    engines::EngineChoice engine_here() const {
        return commands::engine_here(surroundings, launcher, project);
    }
    bool engine_answers() const { return info.status == engines::answer_ok; }
};

// The checks, a concern each; the table is in doctor.cpp. Those that need what an earlier one misses say nothing.
CheckResults check_shim(const CheckInput& input);           // shim.cpp
CheckResults check_shells(const CheckInput& input);         // shells.cpp
CheckResults check_kernels(const CheckInput& input);        // shells.cpp
CheckResults check_switches(const CheckInput& input);       // shim.cpp
CheckResults check_configuration(const CheckInput& input);  // shim.cpp
CheckResults check_launcher(const CheckInput& input);       // launcher.cpp
CheckResults check_libraries(const CheckInput& input);      // libraries.cpp
CheckResults check_overrides(const CheckInput& input);      // launcher.cpp
CheckResults check_engine(const CheckInput& input);         // engine.cpp
CheckResults check_context(const CheckInput& input);        // engine.cpp
CheckResults check_gpus(const CheckInput& input);           // engine.cpp
CheckResults check_login(const CheckInput& input);          // login.cpp
CheckResults check_images(const CheckInput& input);         // images.cpp
CheckResults check_project(const CheckInput& input);        // project.cpp
CheckResults check_memory(const CheckInput& input);         // project.cpp
CheckResults check_rights(const CheckInput& input);         // project.cpp
CheckResults check_links(const CheckInput& input);          // links.cpp
CheckResults check_homes(const CheckInput& input);          // homes.cpp
CheckResults check_slurm(const CheckInput& input);          // slurm.cpp

// What is said of an engine that cannot be used, and what mends that. choice: has a fault. (engine.cpp)
CheckResult unusable(const CheckInput& input, const engines::EngineChoice& choice);

// Do the tasks of the project here run on other computers, so that launcher and engine of this one do not matter?
// (slurm.cpp)
bool goes_to_slurm(const CheckInput& input);

}  // namespace tao::commands
