#include "run/guardian.hpp"

#include <cerrno>
#include <cstdlib>

#include "engines/address.hpp"
#include "engines/choose.hpp"
#include "engines/engine.hpp"
#include "engines/engines.hpp"
#include "engines/podman_engine.hpp"
#include "os/file_system.hpp"
#include "os/held_directory.hpp"
#include "os/message_socket.hpp"
#include "os/process.hpp"
#include "plan/exit_codes.hpp"
#include "run/control_group.hpp"
#include "run/guard_command.hpp"
#include "run/guard_container.hpp"
#include "run/held_sources.hpp"
#include "run/source_watch.hpp"
#include "run/written_copies.hpp"

namespace tao::run {

namespace {

constexpr std::size_t longest_control_groups = std::size_t{1} << 16U;

// The variables are for the guardian alone.
SourceWatch take_sources(os::Environment& environment) {
    const std::string list(environment.get_or_empty(held_sources_variable));
    const std::string process_file(environment.get_or_empty(process_file_variable));
    environment.unset(held_sources_variable);
    environment.unset(process_file_variable);
    os::ReadFailure ignored;  // of a supervisor that was killed
    return SourceWatch(
        list.empty() ? std::string() : os::HostFileSystem().read(list, largest_list, ignored).value_or(""),
        process_file);
}

void guard(os::Descriptor supervisor, const Report& report, const std::string& engine,
           const std::string& program, os::Environment environment) {
    SourceWatch sources = take_sources(environment);
    const project::Engine kind = engines::engine_named(engine).value_or(project::Engine::launcher);
    switch (engines::row_of(kind).leftover) {
        case engines::EngineRow::Leftover::by_api: {
            const auto api = engines::connect_engine(environment);
            os::ReadFailure ignored;
            const std::string control_groups =
                os::HostFileSystem().read("/proc/self/cgroup", longest_control_groups, ignored).value_or("");
            guard_container(std::move(supervisor), report, *api, os::system_clock(),
                            std::string(engines::docker_host(environment)),
                            is_killed_as_a_whole(control_groups, environment), std::move(sources));
            return;
        }
        case engines::EngineRow::Leftover::by_command: {
            const auto podman = engines::make_podman_engine(program, environment);
            guard_command(std::move(supervisor), report, podman.get(), os::system_clock(),
                          std::move(sources));
            return;
        }
        case engines::EngineRow::Leftover::none:
            guard_command(std::move(supervisor), report, nullptr, os::system_clock());
            return;
    }
}

}  // namespace

os::Descriptor start_guardian(const std::string& program, const os::Environment& environment,
                              const Report& report, const GuardedEngine& guarded, std::error_code& error) {
    auto [ours, theirs] = os::make_message_sockets();
    if (!ours) {
        error = {errno, std::generic_category()};
        return {};
    }
    const os::Program guardian = {
        .path = program,
        .argv = {std::string(guardian_name), std::to_string(theirs.get()),
                 std::to_string(report.descriptor()), guarded.engine, guarded.program},
        .environment = environment};
    error = os::start_detached(guardian, {theirs.get(), report.descriptor()});
    if (error) return {};
    return std::move(ours);
}

int guardian_main(const std::vector<std::string>& argv, const os::Environment& environment) {
    os::name_this_process("tao-guardian");
    constexpr std::size_t words = 5;
    if (argv.size() != words) return EXIT_FAILURE;
    os::Descriptor supervisor(std::atoi(argv[1].c_str()));
    std::error_code error;
    const Report report = Report::open(os::Descriptor(std::atoi(argv[2].c_str())), error);
    if (error) return plan::own_failure;
    guard(std::move(supervisor), report, argv[3], argv[4], environment);
    // The supervisor does this itself, if it lives.
    const std::string run_directory = report.content().run_directory;
    if (!run_directory.empty()) os::remove_unheld_directory(run_directory, keep_written_copies);
    return EXIT_SUCCESS;
}

}  // namespace tao::run
