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
    std::string remedy;   // what to type; may have several lines; empty if there is nothing to mend
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
    bool engine_answers() const { return info.status == 200; }
};

// The checks, a concern each; the table is in doctor.cpp. Those that need what an earlier one misses say nothing.
Symptoms check_shim(const Patient& patient);           // doctor_shim.cpp
Symptoms check_shells(const Patient& patient);         // doctor_shells.cpp
Symptoms check_kernels(const Patient& patient);        // doctor_shells.cpp
Symptoms check_switches(const Patient& patient);       // doctor_shim.cpp
Symptoms check_configuration(const Patient& patient);  // doctor_shim.cpp
Symptoms check_launcher(const Patient& patient);       // doctor_launcher.cpp
Symptoms check_libraries(const Patient& patient);      // doctor_libraries.cpp
Symptoms check_overrides(const Patient& patient);      // doctor_launcher.cpp
Symptoms check_engine(const Patient& patient);         // doctor_engine.cpp
Symptoms check_context(const Patient& patient);        // doctor_engine.cpp
Symptoms check_gpus(const Patient& patient);           // doctor_engine.cpp
Symptoms check_login(const Patient& patient);          // doctor_login.cpp
Symptoms check_images(const Patient& patient);         // doctor_images.cpp
Symptoms check_project(const Patient& patient);        // doctor_project.cpp
Symptoms check_memory(const Patient& patient);         // doctor_project.cpp
Symptoms check_rights(const Patient& patient);         // doctor_project.cpp

}  // namespace tao::commands
