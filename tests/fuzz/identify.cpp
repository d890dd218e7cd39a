// Whatever a file on PATH holds (and the version.py beside it, after a NUL): it is told what it is, from its start alone.

#include "launcher/identify.hpp"

#include "fuzz/fuzzing.hpp"
#include "launcher/shim_marker.hpp"
#include "launcher/version.hpp"
#include "support/memory_file_system.hpp"

using namespace tao;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input = fuzz::text_of(data, size);
    // Not in programs, which are full of NULs.
    const std::size_t end = input.starts_with("#!") ? std::min(input.find('\0'), input.size()) : input.size();
    const std::string script(input.substr(0, end));
    const std::string version(input.substr(std::min(end + 1, input.size())));
    const std::string path = "/venv/bin/tao";
    tests::MemoryFileSystem files;
    files.add_file(path, script, 0755)
        .add_file("/venv/bin/python3", "", 0755)
        .add_file("/usr/bin/python3", "", 0755);
    files.add_file("/venv/lib/python3.11/site-packages/nvidia_tao_cli/version.py", version);
    files.add_file("/venv/lib/python3.11/site-packages/tlt/version.py", version);

    const launcher::Identity found = launcher::identify(path, files);
    const launcher::Identity by_start = launcher::identify_start(
        path, std::string_view(script).substr(0, std::min(script.size(), launcher::start_of_file)), files);
    fuzz::require(found.launcher.kind == by_start.launcher.kind && found.is_shim == by_start.is_shim,
                  "the start of the file decides");
    fuzz::require(!found.is_shim || found.launcher.kind == launcher::ProgramKind::unknown,
                  "a shim is no launcher");
    fuzz::require(found.launcher.path == path, "the path is the one looked at");
    if (found.launcher.kind != launcher::ProgramKind::unknown)
        fuzz::require(!found.launcher.import_line.empty(), "what told it is known");

    launcher::Launcher completed = found.launcher;
    launcher::complete(completed, files);
    launcher::grammar_of_package(found.launcher, files);
    const launcher::Version numbers = launcher::parse_version(version);
    fuzz::require(numbers.major >= 0 && numbers.minor >= 0 && numbers.patch >= 0,
                  "numbers of a version are numbers", version);
    return 0;
}
