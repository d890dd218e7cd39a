#include "launcher/find.hpp"

#include <algorithm>
#include <optional>

#include "launcher/candidate.hpp"
#include "launcher/command_line.hpp"
#include "launcher/guard.hpp"
#include "launcher/not_found.hpp"
#include "launcher/path_list.hpp"
#include "launcher/user_configuration.hpp"

namespace tao::launcher {

namespace {

constexpr int exit_of_loop = 125;
constexpr int exit_not_executable = 126;
constexpr int exit_not_found = 127;

// How well a candidate fits; the first of the best rank on PATH is chosen.
enum class Rank {
    wanted,   // a launcher; the client too, unless the words are for a launcher only
    client,   // the client, for words that only a launcher understands
    unknown,  // another program
    never,
};

struct Ranked {
    Candidate candidate;
    Rank rank = Rank::never;
    bool came_back = false;  // named by the loop guard
};

Found not_found(int exit_code, std::string message) {
    Found found;
    found.exit_code = exit_code;
    found.message = std::move(message);
    return found;
}

std::string real_or_as_found(const std::string& path, const os::FileSystem& files) {
    return files.real_path(path).value_or(path);
}

// One search along PATH for one program name.
class PathSearch {
  public:
    PathSearch(const Search& search, std::string program, const os::Environment& environment,
               const os::FileSystem& files)
        : search_(search),
          program_(std::move(program)),
          environment_(environment),
          files_(files),
          guard_(environment),
          for_launcher_(is_launcher_line(search.words)) {}

    // Nothing found: `rejected` is filled, the message is left to the caller, except where the search ended
    // at a dead launcher or in a loop.
    Found run() {
        walk();
        const auto chosen = std::min_element(
            seen_.begin(), seen_.end(), [](const Ranked& a, const Ranked& b) { return a.rank < b.rank; });
        Found found = chosen == seen_.end() || chosen->rank == Rank::never ? nothing() : take(*chosen);
        for (auto each = seen_.begin(); each != seen_.end(); ++each) {
            if (found.found && each == chosen) continue;
            found.rejected.push_back(
                {each->candidate.launcher.path, reason(*each, found.found && each > chosen)});
        }
        return found;
    }

  private:
    void walk() {
        for (const std::string& directory : path_directories(environment_.get("PATH"))) {
            std::string path = join(directory, program_);
            Ranked ranked{examine(path, search_.self, environment_, files_)};
            if (ranked.candidate.verdict == Candidate::Verdict::absent) continue;
            ranked.candidate.launcher.path = std::move(path);
            rank(ranked);
            seen_.push_back(std::move(ranked));
            if (seen_.back().rank == Rank::wanted && !search_.every_candidate) return;
        }
    }

    void rank(Ranked& ranked) const {
        const Candidate& candidate = ranked.candidate;
        if (candidate.verdict == Candidate::Verdict::rejected) return;
        switch (candidate.launcher.kind) {
            case ProgramKind::launcher:
                ranked.rank = Rank::wanted;
                return;
            case ProgramKind::client:
                ranked.rank = for_launcher_ ? Rank::client : Rank::wanted;
                return;
            case ProgramKind::unknown:
                break;
        }
        if (candidate.verdict == Candidate::Verdict::dead) return;
        ranked.came_back =
            candidate.may_come_back && guard_.contains(real_or_as_found(candidate.launcher.path, files_));
        if (!ranked.came_back) ranked.rank = Rank::unknown;
    }

    Found take(const Ranked& chosen) const {
        const Launcher& launcher = chosen.candidate.launcher;
        if (chosen.candidate.verdict == Candidate::Verdict::dead) {
            return not_found(exit_not_executable, dead_message(chosen.candidate, next_alive(chosen)));
        }
        Found found;
        if (chosen.candidate.may_come_back) {
            const std::string real = real_or_as_found(launcher.path, files_);
            if (guard_.full()) return loop();
            found.guard = guard_.with(real);
        }
        found.found = true;
        found.launcher = launcher;
        return found;
    }

    Found nothing() const {
        const bool came_back =
            std::any_of(seen_.begin(), seen_.end(), [](const Ranked& ranked) { return ranked.came_back; });
        if (came_back) return loop();
        const bool there = std::any_of(seen_.begin(), seen_.end(), [](const Ranked& ranked) {
            return ranked.candidate.not_executable || ranked.candidate.verdict == Candidate::Verdict::dead;
        });
        return not_found(there ? exit_not_executable : exit_not_found, {});
    }

    Found loop() const { return not_found(exit_of_loop, loop_message(search_.self_path, guard_.paths())); }

    // The launcher that would be used if the dead one were not there. Only looked for once there is one.
    std::string next_alive(const Ranked& dead) const {
        bool behind = false;
        for (const std::string& directory : path_directories(environment_.get("PATH"))) {
            const std::string path = join(directory, program_);
            const Candidate candidate = examine(path, search_.self, environment_, files_);
            if (behind && candidate.verdict == Candidate::Verdict::usable &&
                candidate.launcher.kind == dead.candidate.launcher.kind) {
                return path;
            }
            behind = behind || path == dead.candidate.launcher.path;
        }
        return {};
    }

    static std::string reason(const Ranked& ranked, bool behind_chosen) {
        if (!ranked.candidate.reason.empty()) return ranked.candidate.reason;
        if (ranked.came_back) return "not NVIDIA's launcher, and it has started this shim again";
        if (behind_chosen) return "behind the chosen one on PATH";
        if (ranked.rank == Rank::client) return "nvidia-tao-client, which has no such command";
        return "not NVIDIA's launcher";
    }

    const Search& search_;
    const std::string program_;
    const os::Environment& environment_;
    const os::FileSystem& files_;
    const Guard guard_;
    const bool for_launcher_;
    std::vector<Ranked> seen_;
};

struct Named {
    std::string path;
    std::string by;  // for messages
};

std::optional<Named> explicitly_named(const os::Environment& environment, const os::FileSystem& files) {
    const std::string_view variable = environment.get_or_empty("TAO_SHIM_LAUNCHER");
    if (!variable.empty()) return Named{std::string(variable), "TAO_SHIM_LAUNCHER"};
    auto configured = configured_launcher(environment, files);
    if (!configured) return std::nullopt;
    return Named{std::move(*configured), user_configuration_file(environment)};
}

Found check_named(const Named& named, const Search& search, const os::Environment& environment,
                  const os::FileSystem& files) {
    const auto fail = [&](int exit_code, const std::string& reason) {
        return not_found(exit_code, explicit_message(named.by, named.path, reason));
    };
    // Without a slash it would be looked for on PATH by some and in the working directory by others.
    if (named.path.find('/') == std::string::npos) return fail(exit_not_found, "not a path");
    Candidate candidate = examine(named.path, search.self, environment, files);
    switch (candidate.verdict) {
        case Candidate::Verdict::absent:
            return fail(exit_not_found, "no such file");
        case Candidate::Verdict::dead:
            return fail(exit_not_executable, "cannot be started: " + candidate.reason);
        case Candidate::Verdict::rejected:
            return fail(exit_not_executable, candidate.reason);
        case Candidate::Verdict::usable:
            break;
    }
    Found found;
    found.found = true;
    found.launcher = std::move(candidate.launcher);
    found.launcher.path = named.path;
    found.explicitly_named = true;
    if (candidate.may_come_back) found.guard = Guard(environment).with(real_or_as_found(named.path, files));
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
        Found found = PathSearch(search, name, environment, files).run();
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

Found find_launcher(const Search& search, const os::Environment& environment, const os::FileSystem& files) {
    if (const auto named = explicitly_named(environment, files)) {
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
        const Guard guard(environment);
        const bool came_back =
            !found.guard.empty() && guard.contains(real_or_as_found(found.launcher.path, files));
        if (!found.guard.empty() && !came_back && guard.full()) {
            return not_found(exit_of_loop, loop_message(search.self_path, guard.paths()));
        }
        if (!came_back) return found;
    }
    Found found = PathSearch(search, search.program, environment, files).run();
    if (found.found || !found.message.empty()) return found;
    Found other = find_by_other_name(search, environment, files);
    if (other.found) return other;
    found.message = not_found_message(search, found.rejected, environment, files);
    return found;
}

}  // namespace tao::launcher
