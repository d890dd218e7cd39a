#include "commands/config.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>

#include "commands/environment_variables.hpp"
#include "commands/project_here.hpp"
#include "commands/subcommands.hpp"
#include "engines/engines.hpp"
#include "launcher/user_configuration.hpp"
#include "os/terminal.hpp"
#include "plan/exit_codes.hpp"
#include "plan/known_secrets.hpp"
#include "project/settings.hpp"
#include "text/escape.hpp"
#include "text/json_value.hpp"
#include "text/secrets.hpp"
#include "text/suggest.hpp"
#include "text/wrap.hpp"

namespace tao::commands {

namespace {

using text::Json;
using text::visible;

// A setting with the name of its origin for people, and as data.
struct Row {
    std::string key;
    std::string value{};
    std::string origin{};
    std::size_t line = 0;  // in the project file; 0: it does not come from there
};

// Without the launcher the engine decides, or the image.
std::string default_on(const engines::EngineChoice& engine, std::string value) {
    constexpr std::string_view launchers_own = "the launcher's own";
    if (engine.engine == project::Engine::launcher || !value.starts_with(launchers_own)) return value;
    if (value == launchers_own) return std::string(engines::row_of(engine.engine).name) + "'s own";
    return engine.engine == project::Engine::apptainer ? "you" : "the image's own";
}

void add_project(const ProjectHere& here, std::vector<Row>& rows) {
    const project::Project* project = here.project();
    if (project == nullptr) return;
    for (project::Setting& setting : project::settings_of(*project)) {
        Row row{.key = std::move(setting.key), .value = std::move(setting.value), .origin = "default"};
        if (!setting.where) row.value = default_on(here.engine, std::move(row.value));
        if (!setting.where && row.key == "gpus" && here.task.visible_gpus) {
            row.value = *here.task.visible_gpus;
            row.origin = "CUDA_VISIBLE_DEVICES";
        }
        if (setting.where) {
            row.line = here.loaded->source->position(setting.where->begin).line;
            const bool from_layout = project->layout && setting.where == project->layout->where;
            row.origin =
                from_layout && row.key != "layout" ? "layout " + project->layout->value : here.search.file;
        }
        rows.push_back(std::move(row));
    }
    for (const project::Widening& one : here.trust.left_out) {
        rows.push_back({.key = "variables." + plan::name_of_variable(one),
                        .value = "left out until it is trusted",
                        .origin = here.search.file,
                        .line = one.where ? here.loaded->source->position(one.where->begin).line : 0});
    }
}

bool counts(const EnvironmentVariable& variable) {
    constexpr std::array<std::string_view, 5> of_others = {
        "LAUNCHER_MOUNTS", "TAO_DOCKER_DISABLE", "CUDA_VISIBLE_DEVICES", "DOCKER_HOST", "CI_PROJECT_DIR"};
    return variable.use == EnvironmentVariable::Use::ours_to_set ||
           std::find(of_others.begin(), of_others.end(), variable.name) != of_others.end();
}

// A variable of the environment that goes before all else, if it is set to something.
void take_from_environment(const std::string& variable, const os::Environment& environment, Row& row) {
    const std::string_view value = environment.get_or_empty(variable);
    if (value.empty()) return;
    row.value = value;
    row.origin = variable;
}

// Both lists count.
void add_trusted_paths(const std::vector<std::string>& configured, const std::string& file,
                       const os::Environment& environment, std::vector<Row>& rows) {
    constexpr const char* key = "trusted_paths";
    Row of_environment{.key = key};
    take_from_environment("TAO_SHIM_TRUSTED_PATHS", environment, of_environment);
    if (configured.empty() && of_environment.value.empty())
        rows.push_back({.key = key, .value = "none", .origin = "default"});
    for (const std::string& path : configured)
        rows.push_back({.key = key, .value = path, .origin = file});
    if (!of_environment.value.empty()) rows.push_back(std::move(of_environment));
}

// What does not come from the project file: the user's own configuration and the environment.
void add_users_own(const Surroundings& surroundings, std::vector<Row>& rows) {
    const os::Environment& environment = surroundings.invocation.environment;
    const auto configuration = launcher::read_user_configuration(environment, surroundings.files);
    if (configuration.diagnostics)
        complain(text::render(*configuration.diagnostics, surroundings.invocation.colour));
    const std::string& file = configuration.source->path;
    Row launcher{.key = "launcher", .value = "the first on PATH", .origin = "default"};
    if (configuration.launcher) {
        launcher.value = configuration.launcher->value;
        launcher.origin = file;
    }
    take_from_environment("TAO_SHIM_LAUNCHER", environment, launcher);
    rows.push_back(std::move(launcher));

    // These go before the project's.
    Row engine{.key = "engine"};
    if (configuration.engine) {
        engine.value = project::words_of_engines[static_cast<std::size_t>(configuration.engine->value)];
        engine.origin = file;
    }
    take_from_environment("TAO_SHIM_ENGINE", environment, engine);
    if (!engine.value.empty()) {
        std::erase_if(rows, [](const Row& row) { return row.key == "engine"; });
        rows.push_back(std::move(engine));
    }
    add_trusted_paths(configuration.trusted_paths, file, environment, rows);
    for (const EnvironmentVariable& variable : environment_variables()) {
        const auto value = environment.get(variable.name);
        // Of the others' only those that change what a run does in ways of this shim; PATH and HOME everybody knows.
        if (!value || !counts(variable)) continue;
        rows.push_back({.key = std::string(variable.name),
                        .value = text::masked(variable.name, *value),
                        .origin = "environment"});
    }
}

// columns: of the terminal, 0 if it is none.
std::string for_people(const std::vector<Row>& rows, std::size_t columns) {
    std::size_t width = 0;
    for (const Row& row : rows)
        width = std::max(width, text::columns(visible(row.key)));
    std::string text;
    for (const Row& row : rows) {
        const std::string key = visible(row.key);
        const std::string title = key + std::string(width - text::columns(key) + 2, ' ');
        const std::string value = visible(row.value);
        const std::string origin =
            "(" + visible(row.origin) + (row.line > 0 ? ":" + std::to_string(row.line) : "") + ")";
        const bool fits = columns == 0 || text::columns(title + value) + 3 + text::columns(origin) <= columns;
        text += fits ? title + value + "   " + origin + "\n"
                     : text::wrapped_behind(title, value, width + 2, columns) +
                           text::wrapped(origin, width + 2, columns);
    }
    return text;
}

Json as_json(const std::vector<Row>& rows) {
    Json list = Json::array();
    for (const Row& row : rows) {
        list.push_back({{"key", row.key},
                        {"value", row.value},
                        {"origin", row.origin},
                        {"line", row.line > 0 ? Json(row.line) : Json(nullptr)}});
    }
    return list;
}

bool is_or_below(std::string_view key, std::string_view wanted) {
    return key.starts_with(wanted) && (key.size() == wanted.size() || key[wanted.size()] == '.');
}

// Keeps the rows of the keys that were named. A name that is none: a usage fault.
std::optional<int> select(const std::vector<std::string>& wanted, std::vector<Row>& rows) {
    std::vector<std::string> known;
    known.reserve(rows.size() + project::keys().size());
    for (const Row& row : rows)
        known.push_back(row.key);
    for (const project::Key& key : project::keys())
        known.emplace_back(key.name.path);
    for (const std::string& name : wanted) {
        if (std::any_of(known.begin(), known.end(),
                        [&](const std::string& one) { return is_or_below(one, name); })) {
            continue;
        }
        auto near = text::closest(name, known);
        for (const std::string& one : known) {
            if (!near && one.ends_with("." + name)) near = one;
        }
        return usage_fault(
            "there is no key " + text::quoted(name) + (near ? "; did you mean " + visible(*near) + "?" : ""),
            "tao-shim config docker.shm_size");
    }
    std::erase_if(rows, [&](const Row& row) {
        return std::none_of(wanted.begin(), wanted.end(),
                            [&](const std::string& name) { return is_or_below(row.key, name); });
    });
    return std::nullopt;
}

struct ConfigOptions {
    bool json = false;
};

int config(const ConfigOptions& options, const std::vector<std::string>& words,
           const Surroundings& surroundings) {
    const ProjectHere here = project_here(surroundings, launcher_here(surroundings, "tao", false));
    if (here.exit_code() == plan::project_file_wrong) {
        complain(render(here, surroundings.invocation.colour));
        return here.exit_code();
    }
    std::vector<Row> rows;
    add_project(here, rows);
    add_users_own(surroundings, rows);
    const text::KnownSecrets secrets =
        plan::known_secrets(surroundings.invocation.environment, here.project(), surroundings.files);
    for (Row& row : rows)
        row.value = secrets.masked(row.value);
    if (!words.empty()) {
        if (const auto fault = select(words, rows)) return *fault;
    }
    if (options.json) {
        print(
            text::show_json({{"version", 1},
                             {"project", here.project() != nullptr ? Json(here.search.file) : Json(nullptr)},
                             {"settings", as_json(rows)}}) +
            "\n");
        return 0;
    }
    if (here.project() == nullptr) complain(no_project_message(surroundings));
    print(for_people(rows, os::terminal_columns(STDOUT_FILENO)));
    return 0;
}

}  // namespace

Completions shown_keys(project::Keys table) {
    Completions keys;
    for (const project::Key& key : table) {
        if (key.show != nullptr) keys.push_back({std::string(key.name.path), std::string(key.name.about)});
    }
    return keys;
}

Subcommand config_subcommand() {
    const auto options = std::make_shared<ConfigOptions>();
    return {.name = "config",
            .words = "[KEY...]",
            .summary = "Show every value that counts here, and where it comes from",
            .options = {{"--json", "", "The same as JSON", &options->json}},
            .examples = {{"tao-shim config", "Every value, with the line or the layout that it comes from"},
                         {"tao-shim config docker.shm_size", "One of them"},
                         {"tao-shim config --json", "For programs"}},
            .run = run_with(options, config),
            .complete = [](const std::vector<std::string>& /*before*/, const Surroundings& /*surroundings*/) {
                return shown_keys();
            }};
}

}  // namespace tao::commands
