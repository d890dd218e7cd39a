// Lines in any grammar (a byte that chooses the launcher, then the words): what is carried over keeps the task's own
// arguments and is native afterwards; and the docker stand-in's reading of its own line.

#include "fuzz/fuzzing.hpp"
#include "launcher/carry_over.hpp"
#include "launcher/task_hint.hpp"
#include "run/docker_arguments.hpp"
#include "unit/launcher/launchers.hpp"

using namespace tao;
using launcher::CarriedOver;

namespace {

void check_docker(const std::vector<std::string>& words) {
    const auto command = run::parse_task_command(words);
    if (!command) return;
    for (const bool terminal : {false, true}) {
        const auto argv = run::to_argv(*command, terminal, "/ws");
        fuzz::require(argv.size() >= command->words.size() &&
                          std::equal(command->words.rbegin(), command->words.rend(), argv.rbegin()),
                      "the task's words stay");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const tests::InstalledLauncher installed[] = {
        tests::InstalledLauncher("6.26.3"), tests::InstalledLauncher("5.5.1"),
        tests::InstalledLauncher("4.0.1"), tests::InstalledLauncher("0.1.24")};
    static const char* const programs[] = {"tao", "tlt", "tao-deploy"};
    std::string_view input = fuzz::text_of(data, size);
    const unsigned choice = fuzz::take_choice(input);
    const tests::InstalledLauncher& found = installed[choice % std::size(installed)];
    const os::Environment environment({"HOME=/home/user"});
    launcher::Search search;
    search.program = programs[(choice / std::size(installed)) % std::size(programs)];
    search.words = fuzz::words_of(input);

    for (const auto grammar : {launcher::Grammar::task_first, launcher::Grammar::group_first}) {
        const auto line = launcher::parse_command_line(search.words, grammar);
        fuzz::require(line.leading_words <= search.words.size(), "leading words are words of the line");
    }
    launcher::is_client_line(search.words);
    launcher::is_launcher_line(search.words);
    check_docker(search.words);

    const CarriedOver carried = launcher::carry_over(search, found.launcher, environment, found.files);
    fuzz::require(carried.line.leading_words <= carried.words.size(), "leading words are words of the line");
    if (carried.outcome != CarriedOver::Outcome::carried) {
        fuzz::require(carried.words == search.words, "what is not carried over stays as typed");
        fuzz::require_harmless(launcher::unknown_task_hint(search.program, carried.line, carried.launcher,
                                                           environment, found.files));
        fuzz::require_harmless(carried.hint);
        return 0;
    }
    fuzz::require(!carried.reason.empty(), "carrying over has a reason");
    // At most the group comes or goes, and the task is renamed.
    const std::size_t kept = search.words.size() < 2 ? 0 : search.words.size() - 2;
    fuzz::require(
        carried.words.size() >= kept &&
            std::equal(search.words.rbegin(), search.words.rbegin() + static_cast<std::ptrdiff_t>(kept),
                       carried.words.rbegin()),
        "the task's arguments stay");
    launcher::Search again = search;
    again.program = carried.launcher.deploy_entry ? "tao-deploy" : "tao";
    again.words = carried.words;
    const CarriedOver twice = launcher::carry_over(again, carried.launcher, environment, found.files);
    fuzz::require(twice.words == carried.words, "carrying over twice is carrying over once",
                  carried.words.empty() ? "" : carried.words.front());
    return 0;
}
