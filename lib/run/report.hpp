#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>

#include "os/anonymous_file.hpp"
#include "os/exit_status.hpp"
#include "os/shared_word.hpp"

namespace tao::run {

// The environment variable that names the report to the docker stand-in. A path, because the launcher closes
// the descriptors it inherits before it starts a command.
inline constexpr std::string_view report_variable = "TAO_SHIM_REPORT";

// How far the run has come, as the stand-in saw it.
enum class Phase : std::uint32_t {
    preparing = 0,  // the launcher has not come to `docker exec` yet
    running = 1,    // the task runs
    ended = 2,      // the task has ended, its status is known
};

// Who brings the container to its end when a signal asks for it.
enum class Stopping : std::uint32_t {
    launcher =
        0,  // the child is NVIDIA's launcher: it stops its container itself, and its shell is told to leave
    guardian = 1,  // the child is a command of the engine, which ends with its container
    nobody = 2,    // there is none: the task is the child itself or below it
};

// What the guardian is able to do.
enum class GuardianState : std::uint32_t {
    unknown = 0,    // it has not come so far
    watching = 1,   // it sees the engine's events
    powerless = 2,  // it cannot reach the engine
};

// The layout of the report. An update of tao-shim while a run goes on, or a copy of its programs that was not
// finished, brings programs of two versions together; they must not read each other's fields.
inline constexpr std::uint32_t report_version = 4;

// What the processes of one run show each other: supervisor, stand-in and guardian. Lies in shared memory, so
// it outlives each of them; every field has one writer.
struct ReportContent {
    std::uint32_t version;  // the first field of every layout

    // Written by the supervisor before anybody else starts.
    char run_id[64];
    char container_directory[4096];  // docker exec -w; empty: the image's own
    char run_directory[4096];        // goes with the run (run_directory.hpp); empty: none was made
    Stopping stopping;

    // Written by the stand-in; container_id before `phase`.
    char container_id[72];
    pid_t stand_in;
    int task_code;
    int task_signal;
    os::SharedWord phase;

    // Written by the guardian, for the stand-in to wait for. What it finds out is a message (messages.hpp).
    os::SharedWord guard;
};
static_assert(std::is_standard_layout_v<ReportContent>);
static_assert(sizeof(ReportContent) == 8356, "another layout: count report_version up");

class Report {
  public:
    // Everything zero but the version.
    static Report create(std::error_code& error);

    // By the path in report_variable, or by an inherited descriptor. std::errc::protocol_error: it is none of this
    // version's.
    static Report open(const std::string& path, std::error_code& error);
    static Report open(os::Descriptor file, std::error_code& error);

    int descriptor() const { return memory_.descriptor(); }
    ReportContent& content() const { return *static_cast<ReportContent*>(memory_.address()); }

    Phase phase() const { return static_cast<Phase>(content().phase.get()); }
    void set_phase(Phase phase) const { content().phase.set(static_cast<std::uint32_t>(phase)); }

    GuardianState guard() const { return static_cast<GuardianState>(content().guard.get()); }
    void set_guard(GuardianState guard) const { content().guard.set(static_cast<std::uint32_t>(guard)); }

    // The container of the task, or empty as long as the stand-in has not named it.
    std::string container_id() const;

  private:
    os::SharedMemory memory_;
};

// Copies text into one of the fields, ended by a NUL. False, and nothing copied, if it does not fit.
template <std::size_t size>
bool store(char (&field)[size], std::string_view text) {
    if (text.size() >= size) return false;
    text.copy(field, text.size());
    field[text.size()] = '\0';
    return true;
}

}  // namespace tao::run
