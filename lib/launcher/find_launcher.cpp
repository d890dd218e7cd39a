#include "launcher/find_launcher.hpp"

#include <optional>
#include <utility>

#include "launcher/candidate.hpp"
#include "launcher/loop_guard.hpp"
#include "launcher/not_found.hpp"
#include "launcher/path_list.hpp"
#include "launcher/path_search.hpp"
#include "launcher/user_configuration.hpp"
#include "text/path.hpp"

namespace tao::launcher {

namespace {

struct Named {
    std::string path;
    std::string by;  // for messages
};

std::optional<Named> explicitly_named(const os::Environment& environment,
                                      const UserConfiguration& configuration) {
    const std::string_view variable = environment.get_or_empty("TAO_SHIM_LAUNCHER");
    if (!variable.empty())
        return Named{text::with_home(variable, environment.get_or_empty("HOME")), "TAO_SHIM_LAUNCHER"};
    if (!configuration.launcher) return std::nullopt;
    return Named{configuration.launcher->value, configuration.source->path};
}

Found check_named(const Named& named, const Search& search, const os::Environment& environment,
                  const os::FileSystem& files) {
    const auto fail = [&](int exit_code, const std::string& reason) {
        Found fault = not_found(exit_code, explicit_message(named.by, named.path, reason));
        fault.explicitly_named = true;
        return fault;
    };
    // Without a slash it would be looked for on PATH by some and in the working directory by others.
    if (named.path.find('/') == std::string::npos) return fail(exit_not_found, "not a path");
    Candidate candidate = examine(named.path, search.self, environment, files);
    switch (candidate.verdict) {
        case Candidate::Verdict::absent:
            if (files.execution_fault(named.path) == std::errc::permission_denied)
                return fail(exit_not_executable, "permission denied");
            return fail(exit_not_found, "no such file");
        case Candidate::Verdict::dead:
            return fail(exit_not_executable, "cannot be started: " + candidate.reason);
        case Candidate::Verdict::rejected:
            return fail(exit_not_executable, candidate.reason);
        case Candidate::Verdict::usable:
            break;
    }
    Found found = found_candidate(candidate);
    if (found.wrapper.empty()) found.launcher.path = named.path;
    found.explicitly_named = true;
    if (candidate.may_come_back) {
        const std::string& path = found.launcher.starts_shim ? found.launcher.path : named.path;
        found.guard = LoopGuard(environment).with(name_in_guard(path, files));
    }
    return found;
}

// What else the launcher may be called: nvidia-tlt only installs tlt, 5.x and later have no tao-deploy.
std::vector<std::string> other_names(const std::string& program) {
    if (program == "tao") return {"tlt"};
    if (program == "tlt" || program == "tao-deploy") return {"tao"};
    return {};
}

Found find_by_other_name(const Search& search, const os::Environment& environment,
                         const os::FileSystem& files) {
    for (const std::string& name : other_names(search.program)) {
        Found found = search_path(search, name, environment, files);
        // Only a launcher: a stranger called `tao` must not get what was typed for `tlt`.
        if (!found.found || found.launcher.kind != ProgramKind::launcher) continue;
        found.by_other_name = true;
        found.exit_code = exit_not_found;
        found.message = other_name_message(search, found.launcher);
        return found;
    }
    return {};
}

}  // namespace

Found find_deploy_entry(const Launcher& launcher, const Search& search, const os::Environment& environment,
                        const os::FileSystem& files) {
    const std::string path = join(parent_directory(launcher.path), "tao-deploy");
    Candidate candidate = examine(path, search.self, environment, files);
    Found found;
    if (candidate.verdict != Candidate::Verdict::usable || !candidate.launcher.deploy_entry) return found;
    found.found = true;
    found.launcher = std::move(candidate.launcher);
    found.launcher.path = path;
    return found;
}

namespace {

// The launcher whose script started this shim, by the lines of `tao-shim enable` in it (`uv run tao`, .venv/bin/tao):
// it is the one that was meant, wherever it is on PATH.
Found find_caller(const Search& search, const os::Environment& environment, const os::FileSystem& files) {
    if (!text::is_absolute(search.started_as)) return {};
    const Candidate candidate = examine(search.started_as, search.self, environment, files);
    if (candidate.verdict != Candidate::Verdict::usable || !candidate.launcher.starts_shim) return {};
    Found found = found_candidate(candidate);
    if (found.wrapper.empty()) found.launcher.path = search.started_as;
    found.guard = LoopGuard(environment).with(name_in_guard(found.launcher.path, files));
    return found;
}

Found find(const Search& search, const os::Environment& environment, const UserConfiguration& configuration,
           const os::FileSystem& files) {
    if (const auto named = explicitly_named(environment, configuration)) {
        Found found = check_named(*named, search, environment, files);
        if (!found.found) return found;
        if (search.program == "tao-deploy" && !found.launcher.deploy_entry) {
            Found deploy = find_deploy_entry(found.launcher, search, environment, files);
            deploy.explicitly_named = true;
            if (deploy.found) return deploy;
            found.by_other_name = found.launcher.kind == ProgramKind::launcher;
            found.exit_code = exit_not_found;
            found.message = other_name_message(search, found.launcher);
        }
        // A named relay that came back is passed over like any other.
        const LoopGuard guard(environment);
        const bool came_back = !found.guard.empty() && !found.launcher.starts_shim &&
                               guard.contains(name_in_guard(found.launcher.path, files));
        if (!found.guard.empty() && !found.launcher.starts_shim && !came_back && guard.full()) {
            return not_found(exit_of_loop, loop_message(search.self_path, guard.paths()));
        }
        if (!came_back) return found;
    }
    if (Found caller = find_caller(search, environment, files); caller.found) return caller;
    Found found = search_path(search, search.program, environment, files);
    if (found.found || !found.message.empty()) return found;
    Found other = find_by_other_name(search, environment, files);
    if (other.found) return other;
    found.message = not_found_message(search, found.rejected, environment, files);
    return found;
}

}  // namespace

Found find_launcher(const Search& search, const os::Environment& environment, const os::FileSystem& files) {
    const UserConfiguration configuration = read_user_configuration(environment, files);
    Found found = find(search, environment, configuration, files);
    if (configuration.has_errors()) {
        found.configuration_faults = text::render(*configuration.diagnostics, false);
    }
    return found;
}

}  // namespace tao::launcher
