#include "plan/line_faults.hpp"

#include <algorithm>
#include <vector>

#include "engines/image_table.hpp"
#include "launcher/subtasks.hpp"
#include "launcher/task_hint.hpp"
#include "os/working_directory.hpp"
#include "plan/engine_refusal.hpp"
#include "plan/task_command.hpp"
#include "plan/typed_line.hpp"
#include "plan/warnings.hpp"
#include "specs/missing.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"
#include "text/path.hpp"

namespace tao::plan {

namespace {

std::string task_fault(const Plan& plan, const Invocation& invocation, const os::FileSystem& files) {
    // A task that no table has is an error of the plan's already. An image of the user's own may have any subtasks.
    if (!uses_launcher(plan) || !plan.launcher.found) {
        if (plan.image_is_users_own) return {};
        return launcher::unknown_subtask_hint(plan.command, [&]() -> std::optional<launcher::TaskTable> {
            if (!plan.release.empty()) return engines::table_of(plan.release);
            return image_sources(plan, plan.project, invocation.environment, files).table;
        });
    }
    if (!plan.hint.empty()) return plan.hint;
    const std::string program = program_of(invocation);
    const launcher::Launcher& launcher = plan.launcher.launcher;
    std::string fault =
        launcher::unknown_task_hint(program, plan.command, launcher, invocation.environment, files);
    if (!fault.empty()) return fault;
    return launcher::unknown_subtask_hint(plan.command, launcher, invocation.environment, files);
}

// a, b, c, and more
std::string some_of(const std::vector<std::string>& names) {
    constexpr std::size_t most = 4;
    std::string list;
    for (std::size_t index = 0; index < std::min(most, names.size()); ++index)
        list += (index == 0 ? "" : ", ") + text::visible(names[index]);
    return list + (names.size() > most ? ", ..." : "");
}

std::string describe(const specs::MissingSpec& missing) {
    using Fault = specs::MissingSpec::Fault;
    const std::string typed = text::quoted(missing.typed);
    const std::string which =
        typed + (missing.file == missing.typed ? "" : " (" + text::visible(missing.file) + ")");
    switch (missing.fault) {
        case Fault::not_there:
            return "there is no spec file " + which +
                   (missing.link.empty()
                        ? ""
                        : ": it is a link to " + text::quoted(missing.link) + ", which is not there") +
                   (missing.meant.empty() ? "" : "\ndid you mean " + text::quoted(missing.meant) + "?");
        case Fault::directory:
            return which + " is a directory, where a spec file is meant\nname the file in it";
        case Fault::below_file:
            return which + " has a slash at its end, but is a file\ntype it without the slash";
        case Fault::unreadable:
            return "you may not read the spec file " + which;
        case Fault::no_name:
            return "there is no spec file behind " + typed + "\nfor example: " + missing.typed +
                   (missing.typed.starts_with("--") ? "=" : " ") + "specs/train.yaml";
        case Fault::pattern:
            return typed +
                   " is a pattern, where one spec file is meant, and nothing puts a name in for it\n" +
                   (missing.fitting.empty() ? "name the file" : "name one of: " + some_of(missing.fitting));
        case Fault::url:
            return typed +
                   " is a URL, where a spec file is meant\nput a copy of it into the project, and name that";
    }
    return {};
}

std::string spec_faults(const Plan& plan, const Invocation& invocation, const os::FileSystem& files) {
    if (!plan.project || plan.command.subtask == "run") return {};
    const paths::Judge judge(plan.mounts, files,
                             {.home = std::string(invocation.environment.get_or_empty("HOME")),
                              .working_directory = os::apparent_directory(
                                  invocation.environment, invocation.working_directory, files),
                              .workdir = plan.project->workdir.value});
    const specs::SpecSurroundings surroundings{.mounts = plan.mounts, .files = files, .judge = judge};
    std::string lines;
    for (const specs::MissingSpec& missing : specs::missing_specs(plan.translation.words, surroundings)) {
        lines += text::message("error: " + describe(missing));
    }
    return lines;
}
// `-e my specs/train.txt`, where "my specs/train.txt" is there and "specs/train.txt" is not.
std::string names_without_quotes(const Plan& plan, const Invocation& invocation,
                                 const os::FileSystem& files) {
    constexpr std::size_t most_words = 6;
    const auto exists = [&](const std::string& name) {
        return !name.empty() &&
               files.exists(text::is_absolute(name) ? name : text::join(invocation.working_directory, name));
    };
    // A warning of the run says it of what no mount covers.
    const auto is_said = [&](const std::string& word) {
        const auto& findings = plan.translation.findings;
        return std::any_of(findings.begin(), findings.end(), [&](const paths::Finding& finding) {
            return finding.kind == paths::Finding::Kind::unmapped &&
                   plan.translation.words.at(finding.word).before == word &&
                   !split_path(plan.translation.words, finding, files).empty();
        });
    };
    const std::vector<std::string>& words = invocation.argv;
    std::string lines;
    for (std::size_t first = 1; first < words.size(); ++first) {
        std::string name = words[first].substr(words[first].find('=') + 1);
        for (std::size_t last = first + 1; last < std::min(words.size(), first + most_words); ++last) {
            name += " " + words[last];
            if (words[last].starts_with('-')) break;
            if (exists(words[last]) || !exists(name) || is_said(words[first])) continue;
            lines += text::message(
                "error: " + text::quoted(name) + " is there, but stands here as " +
                std::to_string(last - first + 1) +
                " words, since it has a blank in it\nput it in quotes: " + text::shell_word(name));
            first = last;
            break;
        }
    }
    return lines;
}

}  // namespace

std::string line_faults(const Plan& plan, const Invocation& invocation, const os::FileSystem& files) {
    // Where nothing can run the line, what else is wrong with it is known as far as its words were read.
    const bool is_read =
        !plan.rendered.argv.empty() || (!plan.launcher.found && !plan.translation.words.empty());
    if (plan.action == Plan::Action::fail && !is_read) return {};
    if (plan.command.request != launcher::Request::task) return {};
    const std::string task = task_fault(plan, invocation, files);
    return text::message(no_engine(plan, files)) + (task.empty() ? "" : text::message("error: " + task)) +
           spec_faults(plan, invocation, files) + names_without_quotes(plan, invocation, files);
}

}  // namespace tao::plan
