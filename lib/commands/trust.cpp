#include "commands/trust.hpp"

#include "commands/project_here.hpp"
#include "paths/real_path.hpp"
#include "plan/exit_codes.hpp"
#include "plan/trust.hpp"
#include "text/escape.hpp"
#include "text/json_value.hpp"
#include "text/message.hpp"
#include "text/path.hpp"

namespace tao::commands {

namespace {

using project::TrustRecord;
using project::Widening;
using text::Json;
using text::visible;

std::string in_lines(const std::vector<Widening>& widenings) {
    std::string text;
    for (const Widening& widening : widenings) {
        text += "  " + visible(widening.key) + ": " + visible(widening.value) + "\n";
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
        (place.empty() ? "set HOME: what you trust is kept below it" : "it is kept in " + visible(place))));
    return plan::own_failure;
}

Json as_json(const std::vector<TrustRecord>& records) {
    Json list = Json::array();
    for (const TrustRecord& record : records) {
        Json granted = Json::array();
        for (const Widening& widening : record.granted) {
            granted.push_back({{"key", widening.key}, {"value", widening.value}});
        }
        list.push_back({{"project", record.project_file}, {"granted", granted}});
    }
    return list;
}

int list(const Arguments& arguments, const Surroundings& surroundings) {
    const auto records = plan::trust_store(surroundings.invocation, surroundings.files).all();
    if (arguments.has("--json")) {
        print(text::show_json(as_json(records)) + "\n");
        return 0;
    }
    for (const TrustRecord& record : records) {
        print(visible(record.project_file) + "\n" + in_lines(record.granted));
    }
    for (const std::string& path :
         plan::trusted_paths(surroundings.invocation.environment, surroundings.files)) {
        print(visible(path) + "\n  everything below it (TAO_SHIM_TRUSTED_PATHS or your configuration)\n");
    }
    return 0;
}

int trust(const Arguments& arguments, const Surroundings& surroundings) {
    if (arguments.has("--list")) return list(arguments, surroundings);
    const ProjectHere here = project_here(surroundings, {});
    if (here.search.outcome == project::Search::Outcome::none) {
        complain(no_project_message());
        return plan::own_failure;
    }
    if (here.has_errors() && !here.untrusted) {
        complain(render(here, surroundings.invocation.colour) + text::message("nothing was trusted"));
        return here.exit_code();
    }
    const plan::TrustedAs known = plan::trusted_as(*here.project(), surroundings.files);
    const project::TrustStore store = plan::trust_store(surroundings.invocation, surroundings.files);
    if (known.widenings.empty()) {
        if (const auto error = store.forget(known.file)) {
            return store_fault("what was trusted before cannot be taken back", error, surroundings);
        }
        print(visible(here.search.file) + " asks for nothing beyond its own directory: it needs no trust\n");
        return 0;
    }
    if (const auto error = store.grant(known.file, known.widenings)) {
        return store_fault("nothing was trusted, because it cannot be written down", error, surroundings);
    }
    print("trusted in " + visible(here.search.file) + "\n" + in_lines(known.widenings));
    return 0;
}

// The name in the store of the project file here; empty, with its message printed, if there is none.
std::string file_here(const Surroundings& surroundings) {
    const plan::Invocation& invocation = surroundings.invocation;
    const project::Search search = project::find(invocation.environment, invocation.working_directory,
                                                 invocation.user, surroundings.files);
    if (search.outcome == project::Search::Outcome::none) {
        complain(no_project_message("or name a project file: tao-shim untrust FILE"));
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

int untrust(const Arguments& arguments, const Surroundings& surroundings) {
    std::vector<std::string> projects;
    for (const std::string& word : arguments.words)
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
    return {.name = "trust",
            .words = "",
            .summary = "Allow what the project file asks for beyond its own directory",
            .options = {{"--list", "", "Show what is trusted, in every project"},
                        {"--json", "", "With --list: the same as JSON"}},
            .run = trust};
}

Subcommand untrust_subcommand() {
    return {.name = "untrust",
            .words = "[FILE...]",
            .summary = "Take that back, here or for the project files named",
            .options = {},
            .run = untrust};
}

}  // namespace tao::commands
