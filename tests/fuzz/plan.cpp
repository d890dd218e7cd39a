// A whole run short of running it: a project file, a NUL, the words of the line. Whatever they are, it comes to a refusal
// with a message, or to a mounts file that the launcher takes as it is and words that its shells deliver.

#include "fuzz/fuzzing.hpp"
#include "plan/exit_codes.hpp"
#include "support/invocations.hpp"
#include "support/launcher_rules.hpp"
#include "support/shell_model.hpp"

using namespace tao;

namespace {

tests::Computer make_computer() {
    tests::Computer computer;
    computer.files.add_directory("/home/user/cars/data/train");
    computer.files.add_directory("/home/user/cars/results");
    computer.files.add_directory("/data/kitti");
    computer.files.add_link("/home/user/cars/kitti", "/data/kitti");
    computer.files.add_link("/var/run", "/run");
    computer.files.add_directory("/run");
    computer.invocation.environment.set("DATA_DIR", "/data");
    computer.invocation.environment.set("TAO_SHIM_TRUSTED_PATHS", "/");
    return computer;
}

// The words that the launcher takes itself, GROUP TASK or TASK and --volume with its value, reach no shell and stay as
// typed; the others reach two.
void check_words(const plan::Plan& plan) {
    const std::vector<std::string>& argv = plan.rendered.argv;
    const std::vector<paths::Word>& words = plan.translation.words;
    fuzz::require(argv.size() == words.size() + 1, "the launcher gets as many words as there are");
    const std::size_t own = plan.command.group.empty() ? 1 : 2;
    std::vector<std::string> expected;
    std::string quoted;
    for (std::size_t index = 0; index < words.size(); ++index) {
        const paths::Word& word = words[index];
        const std::string& given = argv[index + 1];
        const bool is_subtask = word.rule == paths::Rule::leading_word;
        if (is_subtask || word.rule == paths::Rule::launcher_option)
            fuzz::require(word.after == word.before, "the words of the launcher stay", word.before);
        if (index < own || word.rule == paths::Rule::launcher_option) {
            fuzz::require(given == word.before, "the launcher's own words reach it as typed", given);
        } else {
            expected.push_back(word.after);
            quoted += " " + given;
        }
    }
    fuzz::require(tests::delivered_by_two_shells(quoted) == expected, "the task gets the translated words",
                  quoted);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const tests::Computer computer = make_computer();
    const std::string_view input = fuzz::text_of(data, size);
    const std::size_t end = std::min(input.find('\0'), input.size());
    std::vector<std::string> argv = fuzz::words_of(input.substr(std::min(end + 1, input.size())));
    if (argv.empty()) argv = {"model", "detectnet_v2", "train"};
    argv.insert(argv.begin(), "tao");

    tests::Computer here = computer;
    here.add_project(std::string(input.substr(0, end)));
    const plan::Plan plan = here.plan(argv);

    fuzz::require_harmless(plan.message);
    fuzz::require(plan.message.empty() || plan.message.ends_with('\n'), "messages are complete lines",
                  plan.message);
    switch (plan.action) {
        case plan::Plan::Action::pass_through:
            fuzz::require(!plan.reason.empty(), "passing through has a reason");
            break;
        case plan::Plan::Action::fail:
            fuzz::require(!plan.message.empty() && plan.exit_code != 0, "a refusal says why", plan.message);
            break;
        case plan::Plan::Action::answer:  // by tables, nothing is started
            break;
        case plan::Plan::Action::supervise: {
            const std::string fault = tests::launchers_fault(plan.rendered.files.at(0).content, here.files,
                                                             {plan.to_create.begin(), plan.to_create.end()});
            fuzz::require(fault.empty(), "the launcher accepts the mounts file",
                          fault + "\n" + plan.rendered.files.at(0).content);
            fuzz::require(plan.task.working_directory.empty() || plan.task.working_directory.starts_with('/'),
                          "the task's directory is absolute", plan.task.working_directory);
            check_words(plan);
        }
    }
    return 0;
}
