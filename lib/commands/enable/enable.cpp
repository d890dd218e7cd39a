#include <unistd.h>

#include <algorithm>

#include "commands/enable/files.hpp"
#include "commands/enable/record.hpp"
#include "commands/other_words.hpp"
#include "commands/subcommands.hpp"
#include "os/terminal.hpp"
#include "plan/exit_codes.hpp"
#include "text/escape.hpp"
#include "text/list.hpp"
#include "text/message.hpp"
#include "text/path.hpp"
#include "text/suggest.hpp"

namespace tao::commands {

namespace {

using text::visible;
using Requests = std::vector<EnableRequest>;

// What keeps every line from being right, whichever file it stands in; empty if nothing.
std::string general_fault(const EnableSurroundings& here) {
    if (here.user.home.empty()) return "HOME is not set, and no home directory is known for you";
    if (here.shims.find_first_of(":\n") != std::string::npos) {
        return "the shim lies in " + visible(here.shims) +
               ", and a path with a colon or a line break cannot stand in PATH";
    }
    return {};
}

std::vector<std::string> target_names() {
    std::vector<std::string> names;
    for (const EnableTarget& target : enable_targets())
        names.emplace_back(target.name);
    return names;
}

// The words behind enable or disable. On a fault, says so and returns false.
bool read_requests(const std::vector<std::string>& words, const std::string& command,
                   const EnableSurroundings& here, Requests& requests) {
    for (std::size_t at = 0; at < words.size(); ++at) {
        const auto& targets = enable_targets();
        const auto target = std::find_if(targets.begin(), targets.end(),
                                         [&](const EnableTarget& known) { return words[at] == known.name; });
        if (target == targets.end()) {
            if (const std::string way = way_for_target(words[at]); command == "enable" && !way.empty()) {
                complain(text::message("error: there is no target " + text::quoted(words[at]) + "\n" + way));
                return false;
            }
            const auto near = text::closest(words[at], target_names());
            usage_fault(
                "there is no target " + text::quoted(words[at]) +
                    (near ? "; did you mean " + *near + "?" : "; there are " + text::joined(target_names())),
                "tao-shim " + command + " " + near.value_or("bash"));
            return false;
        }
        EnableRequest request{&*target, ""};
        if (*target->operand != '\0') {
            const std::string example = "tao-shim " + command + " " + target->name + " ~/my-env";
            if (at + 1 == words.size()) {
                usage_fault(std::string(target->name) + " needs the directory of the environment", example);
                return false;
            }
            const std::string& word = words[++at];
            if (word.empty() || word.find('\n') != std::string::npos) {
                usage_fault(text::quoted(word) + " cannot be the directory of an environment", example);
                return false;
            }
            request.operand =
                text::normalised(text::is_absolute(word) ? word : text::join(here.working_directory, word));
            while (request.operand.size() > 1 && request.operand.ends_with('/'))
                request.operand.pop_back();
        }
        if (std::find(requests.begin(), requests.end(), request) == requests.end())
            requests.push_back(request);
    }
    return true;
}

int own_fault(const std::string& what, const std::string& remedy = {}) {
    complain(text::message("error: " + what + (remedy.empty() ? "" : "\n" + remedy)));
    return plan::own_failure;
}

// Carries the changes of one request out: all of them, or none if one is known to be impossible.
int carry_out_all(const EnableRequest& request, const std::vector<FileChange>& changes, bool enable,
                  bool quiet = false) {
    std::string faults;
    for (const FileChange& change : changes) {
        if (!change.fault.empty()) faults += "\n" + visible(change.file) + ": " + change.fault;
    }
    if (!faults.empty()) {
        return own_fault(request.words() + ": nothing was changed, because a file cannot be" + faults);
    }
    bool changed = false;
    for (const FileChange& change : changes) {
        if (const auto error = carry_out(change)) {
            return own_fault(visible(change.file) + " was not changed: " + error.message());
        }
        if (change.kind == FileChange::Kind::none) continue;
        changed = true;
        print(visible(change.file) +
              (enable ? change.starts_shim ? ": lines that start the shim\n"
                                           : ": lines that put the shim first on PATH\n"
               : change.kind == FileChange::Kind::remove ? ": removed\n"
                                                         : ": our lines were taken out\n"));
    }
    if (!changed && !quiet)
        print(request.words() + (enable ? ": is enabled already\n" : ": was not enabled\n"));
    return 0;
}

int enable_one(const EnableRequest& request, const EnableSurroundings& here) {
    const Placements places = request.target->placements(here, request.operand);
    if (!places.fault.empty()) {
        return own_fault(places.fault, places.remedy.empty() ? "" : "for example: " + places.remedy);
    }
    std::vector<FileChange> changes;
    for (const Placement& place : places.all)
        changes.push_back(change_to_enable(here, place, request.words()));
    const int exit_code = carry_out_all(request, changes, true);
    if (exit_code != 0) return exit_code;
    if (!request.operand.empty()) {
        if (const auto error = record_environment(here, request, true)) {
            complain(text::message("warning: " + request.words() +
                                   " is enabled, but that cannot be written down (" + error.message() +
                                   "): `tao-shim disable --all` will not know of it"));
        }
    }
    if (*request.target->limits != '\0')
        print("  not covered: " + std::string(request.target->limits) + "\n");
    return 0;
}

int disable_one(const EnableRequest& request, const EnableSurroundings& here, bool quiet) {
    const Placements places = request.target->placements(here, request.operand);
    // An environment that was deleted took our lines with it.
    std::vector<FileChange> changes;
    for (const Placement& place : places.all)
        changes.push_back(change_to_disable(here, place.file));
    for (const std::string& file : places.formerly)
        changes.push_back(change_to_disable(here, file));
    const int exit_code = carry_out_all(request, changes, false, quiet);
    if (exit_code == 0 && !request.operand.empty()) record_environment(here, request, false);
    return exit_code;
}

// What the person here uses.
Requests requests_here(const EnableSurroundings& here) {
    Requests requests;
    for (const EnableTarget& target : enable_targets()) {
        if (const auto operand = target.used(here)) requests.push_back({&target, *operand});
    }
    return requests;
}

// Everything that is, or could be, enabled for this person.
Requests all_requests(const EnableSurroundings& here) {
    Requests requests;
    for (const EnableTarget& target : enable_targets()) {
        if (*target.operand == '\0') requests.push_back({&target, ""});
    }
    for (const Requests& more : {enabled_environments(here), requests_here(here)}) {
        for (const EnableRequest& request : more) {
            if (std::find(requests.begin(), requests.end(), request) == requests.end())
                requests.push_back(request);
        }
    }
    return requests;
}

const char* state_of(const EnableRequest& request, const EnableSurroundings& here) {
    const Placements places = request.target->placements(here, request.operand);
    if (!places.fault.empty()) return "not there any more";
    switch (lines_there(here, places.all)) {
        case LinesThere::yes:
            return "enabled";
        case LinesThere::no:
            return "not enabled";
        case LinesThere::other:
            break;
    }
    return "in part, or by another version; enable it again";
}

int show_status(const EnableSurroundings& here) {
    std::string text;
    for (const EnableRequest& request : all_requests(here)) {
        text += visible(request.words()) + ": " + state_of(request, here) + "\n";
    }
    print(text);
    return 0;
}

// Without words nothing is done: what would be is said, as a line to type.
int propose(const EnableSurroundings& here) {
    std::string line = "tao-shim enable";
    std::string text;
    for (const EnableRequest& request : requests_here(here)) {
        line += " " + request.words();
        text += "  " + visible(request.words()) + ": " + state_of(request, here) + "\n";
    }
    if (text.empty())
        return usage_fault("name what to enable: no shell and no environment was recognised here",
                           "tao-shim enable bash");
    if (!os::is_terminal(STDIN_FILENO)) return usage_fault("name what to enable", line);
    print("You use:\n" + text + "To keep the shim first on PATH there, type:\n  " + visible(line) + "\n");
    return 0;
}

struct EnableOptions {
    bool status = false;
};

int enable(const EnableOptions& options, const std::vector<std::string>& words,
           const Surroundings& surroundings) {
    const EnableSurroundings here = enable_surroundings(surroundings);
    if (const std::string fault = general_fault(here); !fault.empty()) return own_fault(fault);
    if (options.status) {
        if (!words.empty()) return usage_fault("--status takes no target", "tao-shim enable --status");
        return show_status(here);
    }
    if (words.empty()) return propose(here);
    Requests requests;
    if (!read_requests(words, "enable", here, requests)) return usage_error;
    int exit_code = 0;
    for (const EnableRequest& request : requests)
        exit_code = std::max(exit_code, enable_one(request, here));
    return exit_code;
}

struct DisableOptions {
    bool all = false;
};

int disable(const DisableOptions& options, const std::vector<std::string>& words,
            const Surroundings& surroundings) {
    const EnableSurroundings here = enable_surroundings(surroundings);
    if (const std::string fault = general_fault(here); !fault.empty()) return own_fault(fault);
    const bool all = options.all;
    if (all != words.empty()) {
        return usage_fault(all ? "--all takes no target" : "name what to disable, or --all",
                           "tao-shim disable bash");
    }
    Requests requests = all ? all_requests(here) : Requests{};
    if (!read_requests(words, "disable", here, requests)) return usage_error;
    int exit_code = 0;
    for (const EnableRequest& request : requests)
        exit_code = std::max(exit_code, disable_one(request, here, all));
    return exit_code;
}

// The targets that were not typed yet; behind one that takes a directory nothing, so that the shell offers files.
Completions complete_targets(const std::vector<std::string>& before, const Surroundings& /*surroundings*/) {
    Completions found;
    const auto& targets = enable_targets();
    for (const EnableTarget& target : targets)
        found.push_back({target.name, target.summary});
    for (std::size_t word = 0; word < before.size(); ++word) {
        const auto target = std::find_if(targets.begin(), targets.end(), [&](const EnableTarget& known) {
            return before[word] == known.name;
        });
        if (target == targets.end()) continue;
        if (*target->operand == '\0') {
            std::erase_if(found, [&](const Completion& one) { return one.word == target->name; });
        } else if (++word == before.size()) {
            return {};
        }
    }
    return found;
}

}  // namespace

Subcommand enable_subcommand() {
    const auto options = std::make_shared<EnableOptions>();
    return {.name = "enable",
            .words = "[bash] [zsh] [fish] [venv DIR] [conda PREFIX] [jupyter]",
            .summary = "Keep the shim first on PATH in shells and environments",
            .options = {{"--status", "", "Show what is enabled", &options->status}},
            .examples = {{"tao-shim enable", "What you use, and the line to type"},
                         {"tao-shim enable bash jupyter", "Your shell, and the kernels of notebooks"},
                         {"tao-shim enable venv .venv", "An environment that has a tao of its own"},
                         {"tao-shim enable --status", "What is enabled"}},
            .run = run_with(options, enable),
            .complete = complete_targets};
}

Subcommand disable_subcommand() {
    const auto options = std::make_shared<DisableOptions>();
    return {.name = "disable",
            .words = "[bash] [zsh] [fish] [venv DIR] [conda PREFIX] [jupyter]",
            .summary = "Take away what enable wrote",
            .options = {{"--all", "", "Everything that is enabled for you", &options->all}},
            .examples = {{"tao-shim disable jupyter", "Takes these lines away, and no other"},
                         {"tao-shim disable --all", "Everything that is enabled for you"}},
            .run = run_with(options, disable),
            .complete = complete_targets};
}

}  // namespace tao::commands
