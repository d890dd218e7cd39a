#include "run/answer.hpp"

#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

#include "os/descriptor.hpp"
#include "plan/exit_codes.hpp"
#include "plan/launcher_answer.hpp"
#include "plan/typed_line.hpp"
#include "project/user.hpp"
#include "run/end_runs.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"

namespace tao::run {

namespace {

constexpr std::size_t short_length = 12;
constexpr int usage_error = 2;

int fail(const std::string& lines, int exit_code) {
    os::write_all(STDERR_FILENO, text::message("error: " + lines));
    return exit_code;
}

std::string short_id(const engines::Run& run) {
    return run.container_id.substr(0, short_length);
}

// The engines are where the runs point to.
std::vector<RunInEngine> runs_of(std::vector<engines::RunsOfEngine>& engines) {
    std::vector<RunInEngine> all;
    for (engines::RunsOfEngine& of_engine : engines) {
        for (engines::Run& run : of_engine.runs)
            all.push_back({.engine = &of_engine.engine, .run = std::move(run)});
    }
    return all;
}

// The launcher's own table.
std::string list(const std::vector<RunInEngine>& runs) {
    const std::vector<std::string> head{"container_id", "container_status", "command"};
    std::vector<std::vector<std::string>> lines;
    lines.reserve(runs.size() + 1);
    for (const RunInEngine& one : runs)
        lines.push_back({short_id(one.run), text::visible(one.run.state), text::visible(one.run.command)});
    std::vector<std::size_t> widths;
    for (std::size_t column = 0; column < head.size(); ++column) {
        widths.push_back(head[column].size() + 2);
        for (const auto& line : lines)
            widths[column] = std::max(widths[column], text::columns(line[column]));
    }
    std::string rule;
    for (const std::size_t width : widths)
        rule += std::string(width, '=') + "  ";
    rule.replace(rule.size() - 2, 2, "\n");
    std::string text = rule;
    lines.insert(lines.begin(), head);
    for (std::size_t index = 0; index < lines.size(); ++index) {
        for (std::size_t column = 0; column < head.size(); ++column)
            text += lines[index][column] +
                    std::string(widths[column] - text::columns(lines[index][column]) + 2, ' ');
        text.resize(text.find_last_not_of(' ') + 1);
        text += index == 0 ? "\n" + rule : "\n";
    }
    return text + rule;
}

// tao stop --container_id ID... | --all
int stop(const std::vector<std::string>& words, const std::vector<RunInEngine>& runs) {
    const bool all = std::find(words.begin(), words.end(), "--all") != words.end();
    std::vector<std::string> ids;
    auto at = std::find(words.begin(), words.end(), "--container_id");
    if (at != words.end()) ++at;
    for (; at != words.end() && !at->starts_with('-'); ++at)
        ids.push_back(*at);
    if (!all && ids.empty()) {
        return fail(
            "no container is named\ntype: tao stop --container_id ID, as tao list shows it; or tao stop "
            "--all",
            usage_error);
    }
    std::vector<RunInEngine> meant;
    for (const RunInEngine& one : runs) {
        const bool named = std::any_of(ids.begin(), ids.end(), [&](const std::string& id) {
            return one.run.container_id.starts_with(id);
        });
        if (all || named) meant.push_back(one);
    }
    if (meant.empty() && !all) return fail("no container begins with " + text::quoted(ids.front()), 1);
    const std::vector<bool> gone = end_runs(meant);
    return std::find(gone.begin(), gone.end(), false) == gone.end() ? 0 : plan::own_failure;
}

}  // namespace

int answer(const plan::Plan& plan, const plan::Invocation& invocation, const os::FileSystem& files) {
    const std::vector<std::string> words(invocation.argv.begin() + (invocation.argv.empty() ? 0 : 1),
                                         invocation.argv.end());
    if (const std::string fault = plan::option_fault(words); !fault.empty()) return fail(fault, usage_error);
    const auto project = plan::project_for_answers(invocation, files);
    const engines::ImageSources sources = plan::image_sources(plan, project, invocation.environment, files);
    const auto catalogue = plan::catalogue_of(sources);
    if (!catalogue)
        return fail("there is no release '" + sources.release->value + "' of TAO", plan::own_failure);
    std::string text = plan::answer_text(plan, words, *catalogue);
    if (text.empty()) {
        const project::User user =
            project::user_of(invocation.environment, invocation.user, invocation.group, files);
        auto every = engines::every_run(engines::known_engines(invocation.environment, user.home, files));
        for (const std::string& failure : every.failures)
            os::write_all(STDERR_FILENO, text::message(failure));
        if (!every.failures.empty()) return plan::own_failure;
        const std::vector<RunInEngine> runs = runs_of(every.engines);
        if (words.at(0) == "stop") return stop(words, runs);
        text = list(runs);
    }
    os::write_all(STDOUT_FILENO, text);
    return 0;
}

}  // namespace tao::run
