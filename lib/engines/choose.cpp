#include "engines/choose.hpp"

#include <algorithm>
#include <vector>

#include "engines/address.hpp"
#include "engines/engines.hpp"
#include "engines/podman_engine.hpp"
#include "engines/real_docker.hpp"
#include "launcher/path_list.hpp"
#include "project/engine_names.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"
#include "text/suggest.hpp"

namespace tao::engines {

namespace {

using project::Engine;

constexpr std::string_view automatic = "auto";
constexpr Engine by_itself[] = {Engine::docker, Engine::podman, Engine::apptainer};  // in the order of `auto`

std::string program_of(const EngineRow& row, const os::Environment& environment,
                       const os::FileSystem& files) {
    for (const std::string_view name : row.programs) {
        if (name.empty()) continue;
        if (std::string found = find_program(name, environment, files); !found.empty()) return found;
    }
    return {};
}

// A program of that name on PATH that this user may not execute; empty: there is none.
std::string not_executable(const EngineRow& row, const os::Environment& environment,
                           const os::FileSystem& files) {
    for (const std::string_view name : row.programs) {
        for (const std::string& directory : launcher::path_directories(environment.get("PATH"))) {
            std::string path = text::join(directory, name);
            const auto status = name.empty() ? std::nullopt : files.status(path);
            if (status && status->is_regular() && !files.is_executable(path)) return path;
        }
    }
    return {};
}

// Distributions have a package that calls podman by docker's name: a script of a few lines.
bool is_podman(const std::string& docker, const os::FileSystem& files) {
    constexpr std::size_t enough = 1024;
    const std::string text = files.read_start(docker, enough).value_or("");
    return text.starts_with("#!") && text.find("podman") != std::string::npos;
}

// May this user speak to the engine? Only what a look at its socket tells. One that the user has chosen is to be used, or
// the user is to be told why not.
bool may_use(const DockerChoice& docker, const os::FileSystem& files) {
    if (!docker.by.empty()) return true;
    const EngineAddress address = engine_address(os::Environment({"DOCKER_HOST=" + docker.host}));
    return address.kind != EngineAddress::Kind::local_socket || files.is_writable(address.path);
}

class Chooser {
  public:
    Chooser(const EngineWishes& wishes, const os::Environment& environment, const os::FileSystem& files)
        : wishes_(wishes), environment_(environment), files_(files) {}

    EngineChoice choose() {
        const std::string variable(environment_.get_or_empty("TAO_SHIM_ENGINE"));
        if (!variable.empty()) return named(variable, "TAO_SHIM_ENGINE");
        if (wishes_.configured) return use(*wishes_.configured, text::visible(wishes_.configuration_file));
        if (!wishes_.project) return by_auto();
        choice_.where = wishes_.project->where;
        return use(wishes_.project->value, "the project file");
    }

  private:
    EngineChoice named(const std::string& name, const std::string& by) {
        if (const auto engine = engine_named(name)) return use(*engine, by);
        choice_.by = by;
        choice_.fault = by + " names the engine " + text::quoted(name) + ", and there is none of that name";
        const std::vector<std::string> names(project::words_of_engines.begin(),
                                             project::words_of_engines.end());
        const auto near = text::closest(name, names);
        choice_.hint = project::engine_called(name);
        if (choice_.hint.empty())
            choice_.hint = near ? "did you mean " + *near + "?" : "one of " + engine_names();
        return std::move(choice_);
    }

    EngineChoice use(Engine engine, const std::string& by) {
        if (engine == Engine::automatic) return by_auto();
        choice_.engine = engine;
        choice_.by = by;
        if (engine == Engine::launcher) return std::move(choice_);
        find(engine);
        if (choice_.program.empty()) {
            const std::string name(row_of(engine).name);
            choice_.fault = "there is no " + name + " on PATH, and " + by + " names it as the engine";
            choice_.hint = "install " + name + ", or choose another: engine: auto takes what is there";
            if (const std::string there = not_executable(row_of(engine), environment_, files_);
                !there.empty()) {
                choice_.fault = text::quoted(there) + " may not be executed, and " + by + " names " + name +
                                " as the engine";
                choice_.hint = "to allow it, type: chmod +x " + text::shell_word(there);
            }
        } else if (engine == Engine::docker && is_podman(choice_.program, files_)) {
            choice_.fault = text::quoted(choice_.program) + " is podman under docker's name";
            choice_.hint = "write engine: podman";
        } else {
            look_where_it_is();
        }
        return std::move(choice_);
    }

    void find(Engine engine) {
        choice_.engine = engine;
        choice_.program = program_of(row_of(engine), environment_, files_);
        choice_.docker =
            engine == Engine::docker ? docker_choice(environment_, wishes_.home, files_) : DockerChoice{};
    }

    void look_where_it_is() {
        std::string fault;
        if (choice_.engine == Engine::podman) {
            fault = podman_is_elsewhere(environment_, wishes_.home, files_);
        } else if (choice_.engine == Engine::docker) {
            fault = choice_.docker.fault.empty() ? engine_is_elsewhere(choice_.docker) : choice_.docker.fault;
        }
        const auto end = fault.find('\n');
        choice_.fault = fault.substr(0, end);
        if (end != std::string::npos) choice_.hint = fault.substr(end + 1);
        if (!fault.empty()) choice_.where.reset();  // it is the environment's
    }

    EngineChoice by_auto() {
        choice_.by = automatic;
        if (wishes_.launcher_found) {
            choice_.engine = Engine::launcher;
            return std::move(choice_);
        }
        std::optional<EngineChoice> first;
        for (const Engine engine : by_itself) {
            find(engine);
            if (choice_.program.empty() || (engine == Engine::docker && is_podman(choice_.program, files_)))
                continue;
            if (engine != Engine::docker || may_use(choice_.docker, files_)) {
                look_where_it_is();
                return std::move(choice_);
            }
            first = choice_;
        }
        if (first) return std::move(*first);
        // Nothing is there: the search for the launcher has the message.
        choice_.engine = Engine::launcher;
        choice_.program.clear();
        return std::move(choice_);
    }

    const EngineWishes& wishes_;
    const os::Environment& environment_;
    const os::FileSystem& files_;
    EngineChoice choice_;
};

}  // namespace

EngineChoice choose_engine(const EngineWishes& wishes, const os::Environment& environment,
                           const os::FileSystem& files) {
    return Chooser(wishes, environment, files).choose();
}

std::optional<Engine> engine_named(std::string_view name) {
    const auto& names = project::words_of_engines;
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Engine>(found - names.begin());
}

std::string engine_names() {
    std::string text;
    for (const std::string_view name : project::words_of_engines) {
        if (!text.empty()) text += name == project::words_of_engines.back() ? " or " : ", ";
        text += name;
    }
    return text;
}

}  // namespace tao::engines
