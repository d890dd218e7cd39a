#pragma once

#include <string>
#include <vector>

#include "commands/project_here.hpp"
#include "commands/subcommand.hpp"
#include "engines/engine.hpp"
#include "launcher/find.hpp"
#include "project/user.hpp"

namespace tao::commands {

// What a check has to say.
struct Symptom {
    enum class Level {
        fine,
        remark,   // worth knowing; a run works
        problem,  // a run fails, or does not do what was meant
    };
    Level level = Level::fine;
    std::string message;  // one line, user text through visible()
    std::string remedy;   // lines that can be pasted into a shell as they stand; empty if there are none
};
using Symptoms = std::vector<Symptom>;

// What the checks look at.
struct Patient {
    const Surroundings& surroundings;
    project::User user;
    std::string task;          // asked about; may be empty
    launcher::Found launcher;  // of `tao`, completed
    ProjectHere project;
    engines::Engine& engine;
    engines::EngineAnswer info;  // of the engine, GET /info

    const os::FileSystem& files() const { return surroundings.files; }
    const os::Environment& environment() const { return surroundings.invocation.environment; }
    // What would run a task here.
    engines::EngineChoice engine_here() const {
        return commands::engine_here(surroundings, launcher, project);
    }
    bool engine_answers() const { return info.status == 200; }
};

// The checks, a concern each; the table is in doctor.cpp. Those that need what an earlier one misses say nothing.
Symptoms check_shim(const Patient& patient);           // shim.cpp
Symptoms check_shells(const Patient& patient);         // shells.cpp
Symptoms check_kernels(const Patient& patient);        // shells.cpp
Symptoms check_switches(const Patient& patient);       // shim.cpp
Symptoms check_configuration(const Patient& patient);  // shim.cpp
Symptoms check_launcher(const Patient& patient);       // launcher.cpp
Symptoms check_libraries(const Patient& patient);      // libraries.cpp
Symptoms check_overrides(const Patient& patient);      // launcher.cpp
Symptoms check_engine(const Patient& patient);         // engine.cpp
Symptoms check_context(const Patient& patient);        // engine.cpp
Symptoms check_gpus(const Patient& patient);           // engine.cpp
Symptoms check_login(const Patient& patient);          // login.cpp
Symptoms check_images(const Patient& patient);         // images.cpp
Symptoms check_project(const Patient& patient);        // project.cpp
Symptoms check_memory(const Patient& patient);         // project.cpp
Symptoms check_rights(const Patient& patient);         // project.cpp
Symptoms check_links(const Patient& patient);          // links.cpp
Symptoms check_slurm(const Patient& patient);          // slurm.cpp

// Do the tasks of the project here run on other computers, so that launcher and engine of this one do not matter? (slurm.cpp)
bool goes_to_slurm(const Patient& patient);

}  // namespace tao::commands
