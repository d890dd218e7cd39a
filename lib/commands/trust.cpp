#include "plan/trust.hpp"

#include <unistd.h>

#include <algorithm>
#include <span>

#include "commands/project_here.hpp"
#include "commands/subcommands.hpp"
#include "os/terminal.hpp"
#include "paths/real_path.hpp"
#include "plan/exit_codes.hpp"
#include "project/keys.hpp"
#include "project/known_names.hpp"
#include "text/escape.hpp"
#include "text/json_value.hpp"
#include "text/list.hpp"
#include "text/message.hpp"
#include "text/path.hpp"
#include "text/secrets.hpp"
#include "text/wrap.hpp"

namespace tao::commands {

namespace {

using project::TrustRecord;
using project::Widening;
using text::Json;
using text::visible;

std::string in_lines(const std::vector<Widening>& widenings) {
    std::string text;
    for (const Widening& widening : widenings) {
        text += "  " + visible(widening.key) + ": " + visible(text::without_secrets(widening.value)) + "\n";
    }
    return text;
}

int store_fault(const char* what, const std::error_code& error, const Surroundings& surroundings) {
    const plan::Invocation& invocation = surroundings.invocation;
    const project::User user =
        project::user_of(invocation.environment, invocation.user, invocation.group, surroundings.files);
    const std::string place = project::trust_directory(invocation.environment, user);
    complain(text::message(
        std::string("error: ") + what + ": " + error.message() + "\n" +
        (place.empty() ? "set HOME: what you trust is kept below it"
                       : "it is kept in " + visible(place) +
                             "\nto have it kept elsewhere, type: export XDG_STATE_HOME=...   (a directory of "
                             "yours)")));
    return plan::own_failure;
}

Json as_json(const std::vector<TrustRecord>& records) {
    Json list = Json::array();
    for (const TrustRecord& record : records) {
        Json granted = Json::array();
        for (const Widening& widening : record.granted) {
            granted.push_back({{"key", widening.key}, {"value", text::without_secrets(widening.value)}});
        }
        list.push_back({{"project", record.project_file}, {"granted", granted}});
    }
    return list;
}

// The table of keys with what each widens, for people.
std::string what_widens() {
    constexpr std::size_t widest = 80;
    const std::size_t of_terminal = os::terminal_columns(STDOUT_FILENO);
    const std::size_t columns = of_terminal == 0 ? widest : std::min(of_terminal, widest);
    std::size_t width = 0;
    for (const project::Key& key : project::keys())
        width = std::max(width, key.name.path.size());
    std::string lines;
    for (const project::Key& key : project::keys()) {
        lines += text::wrapped_behind(std::string(key.name.path), key.widens.empty() ? "-" : key.widens,
                                      width + 2, columns);
    }
    const std::string rest =
        "Every value that takes ${NAME} from your environment needs trust as well, unless NAME is one of " +
        text::joined(project::free_environment()) + ". The names that variables may have without it are " +
        text::joined(project::layout_variables()) + ".";
    return lines + "\n" + text::wrapped(rest, 0, columns);
}

int list(bool json, const Surroundings& surroundings) {
    const auto records = plan::trust_store(surroundings.invocation, surroundings.files).all();
    if (json) {
        print(text::show_json(as_json(records)) + "\n");
        return 0;
    }
    complain(text::message(plan::fault_of_trusted_paths(surroundings.invocation.environment)));
    const auto paths = plan::trusted_paths(surroundings.invocation.environment, surroundings.files);
    if (records.empty() && paths.empty()) complain(text::message("nothing is trusted"));
    for (const TrustRecord& record : records) {
        print(visible(record.project_file) + "\n" + in_lines(record.granted));
    }
    for (const std::string& path : paths) {
        print(visible(path) + "\n  everything below it (TAO_SHIM_TRUSTED_PATHS or your configuration)\n");
    }
    return 0;
}

Json what_widens_as_json() {
    Json list = Json::array();
    for (const project::Key& key : project::keys()) {
        list.push_back(
            {{"key", key.name.path}, {"needs_trust", key.widens.empty() ? Json(nullptr) : Json(key.widens)}});
    }
    return list;
}

struct TrustOptions {
    bool list = false;
    bool explain = false;
    bool json = false;
};

int trust(const TrustOptions& options, const std::vector<std::string>& /*words*/,
          const Surroundings& surroundings) {
    if (options.list && options.explain)
        return usage_fault("--list and --explain are two questions", "tao-shim trust --list");
    if (options.json && !options.list && !options.explain)
        return usage_fault("--json goes with --list or --explain", "tao-shim trust --list --json");
    if (options.list) return list(options.json, surroundings);
    if (options.explain) {
        print(options.json ? text::show_json(what_widens_as_json()) + "\n" : what_widens());
        return 0;
    }
    const ProjectHere here = project_here(surroundings, {});
    if (here.search.outcome == project::Search::Outcome::none) {
        complain(no_project_message(surroundings));
        return plan::own_failure;
    }
    if (here.has_errors() && !here.untrusted) {
        complain(render(here, surroundings.invocation.colour) + text::message("nothing was trusted"));
        return here.exit_code();
    }
    const plan::ProjectTrust& known = here.trust;
    const project::TrustStore store = plan::trust_store(surroundings.invocation, surroundings.files);
    if (known.asked.empty()) {
        if (const auto error = store.forget(known.file)) {
            return store_fault("what was trusted before cannot be taken back", error, surroundings);
        }
        print(visible(here.search.file) + " asks for nothing beyond its own directory: it needs no trust\n");
        return 0;
    }
    if (const auto error = store.grant(known.file, known.asked)) {
        return store_fault("nothing was trusted, because it cannot be written down", error, surroundings);
    }
    print("trusted in " + visible(here.search.file) + "\n" + in_lines(known.asked));
    return 0;
}

// The name in the store of the project file here; empty, with its message printed, if there is none.
std::string file_here(const Surroundings& surroundings) {
    const plan::Invocation& invocation = surroundings.invocation;
    const project::Search search = project::find(invocation.environment, invocation.working_directory,
                                                 invocation.user, surroundings.files);
    if (search.outcome == project::Search::Outcome::none) {
        complain(no_project_message(surroundings, "or name a project file: tao-shim untrust FILE"));
        return {};
    }
    // One that must not be used can still be taken back.
    return text::join(paths::real_path_of(search.directory, surroundings.files),
                      text::last_component(text::normalised(search.file)));
}

std::string file_named(const std::string& word, const Surroundings& surroundings) {
    const std::string path =
        text::is_absolute(word) ? word : text::join(surroundings.invocation.working_directory, word);
    const std::string normal = text::normalised(path);
    return text::join(paths::real_path_of(std::string(text::parent(normal)), surroundings.files),
                      text::last_component(normal));
}

int untrust(const std::vector<std::string>& words, const Surroundings& surroundings) {
    std::vector<std::string> projects;
    projects.reserve(words.size());
    for (const std::string& word : words)
        projects.push_back(file_named(word, surroundings));
    if (projects.empty()) projects.push_back(file_here(surroundings));
    if (projects.front().empty()) return plan::own_failure;
    const project::TrustStore store = plan::trust_store(surroundings.invocation, surroundings.files);
    int exit_code = 0;
    for (const std::string& project : projects) {
        const bool known = !store.granted(project).empty();
        if (const auto error = store.forget(project)) {
            exit_code = store_fault("the trust cannot be taken back", error, surroundings);
        } else if (known) {
            print("not trusted any more: " + visible(project) + "\n");
        } else {
            print("was not trusted: " + visible(project) + "\n");
        }
    }
    return exit_code;
}

}  // namespace

Subcommand trust_subcommand() {
    const auto options = std::make_shared<TrustOptions>();
    return {.name = "trust",
            .words = "",
            .summary = "Allow what the project file asks for beyond its own directory",
            .options = {{"--list", "", "Show what is trusted, in every project", &options->list},
                        {"--explain", "", "Show which values of which keys need trust", &options->explain},
                        {"--json", "", "With either: the same as JSON", &options->json}},
            .examples = {{"tao-shim trust",
                          "Allows what this project's file asks for now; what comes later asks again"},
                         {"tao-shim trust --explain", "What needs it at all"},
                         {"tao-shim trust --list", "What you have allowed, everywhere"}},
            .run = run_with(options, trust)};
}

Subcommand untrust_subcommand() {
    return {.name = "untrust",
            .words = "[FILE...]",
            .summary = "Take that back, here or for the project files named",
            .options = {},
            .examples = {{"tao-shim untrust", "Here"},
                         {"tao-shim untrust ~/old/tao-project.yaml", "There; the file may be gone already"}},
            .run = untrust,
            .complete = [](const std::vector<std::string>& /*before*/, const Surroundings& surroundings) {
                Completions projects;
                for (const TrustRecord& record :
                     plan::trust_store(surroundings.invocation, surroundings.files).all())
                    projects.push_back({record.project_file, ""});
                return projects;
            }};
}

}  // namespace tao::commands
