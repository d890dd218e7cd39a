#include "launcher/path_search.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "launcher/candidate.hpp"
#include "launcher/command_line.hpp"
#include "launcher/loop_guard.hpp"
#include "launcher/not_found.hpp"
#include "launcher/path_list.hpp"

namespace tao::launcher {

namespace {

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

    Found run() {
        walk();
        const auto chosen = std::min_element(
            seen_.begin(), seen_.end(), [](const Ranked& a, const Ranked& b) { return a.rank < b.rank; });
        Found found = chosen == seen_.end() || chosen->rank == Rank::never ? nothing() : take(*chosen);
        for (auto each = seen_.begin(); each != seen_.end(); ++each) {
            if (found.found && each == chosen) continue;
            found.rejected.push_back(
                {path_on_path(each->candidate), reason(*each, found.found && each > chosen)});
        }
        return found;
    }

  private:
    static const std::string& path_on_path(const Candidate& candidate) {
        return candidate.wrapper.empty() ? candidate.launcher.path : candidate.wrapper;
    }

    void walk() {
        for (const std::string& directory : path_directories(environment_.get("PATH"))) {
            std::string path = join(directory, program_);
            Ranked ranked{examine(path, search_.self, environment_, files_)};
            if (ranked.candidate.verdict == Candidate::Verdict::absent) continue;
            if (ranked.candidate.wrapper.empty()) ranked.candidate.launcher.path = path;
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
            candidate.may_come_back && guard_.contains(name_in_guard(candidate.launcher.path, files_));
        if (!ranked.came_back) ranked.rank = Rank::unknown;
    }

    Found take(const Ranked& chosen) const {
        const Launcher& launcher = chosen.candidate.launcher;
        if (chosen.candidate.verdict == Candidate::Verdict::dead) {
            return not_found(exit_not_executable, dead_message(chosen.candidate, next_alive(chosen)));
        }
        Found found = found_candidate(chosen.candidate);
        if (chosen.candidate.may_come_back) {
            const std::string real = name_in_guard(launcher.path, files_);
            if (guard_.full() && !launcher.starts_shim) return loop();
            found.guard = guard_.with(real);
        }
        return found;
    }

    Found nothing() const {
        const bool came_back =
            std::any_of(seen_.begin(), seen_.end(), [](const Ranked& ranked) { return ranked.came_back; });
        if (came_back) return loop();
        const auto any = [&](bool (*is)(const Candidate&)) {
            return std::any_of(seen_.begin(), seen_.end(),
                               [&](const Ranked& ranked) { return is(ranked.candidate); });
        };
        const bool dead = any([](const Candidate& one) { return one.verdict == Candidate::Verdict::dead; });
        const bool there = dead || any([](const Candidate& one) { return one.not_executable; });
        Found found = not_found(there ? exit_not_executable : exit_not_found, {});
        // A file without the right to be executed is no program: shells pass over it as well. But NVIDIA's launcher that has
        // lost it is one that its user expects to run.
        found.cannot_be_started =
            dead || any([](const Candidate& one) {
                return one.was_launcher || (one.not_executable && one.launcher.kind == ProgramKind::launcher);
            });
        return found;
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
            behind = behind || path == path_on_path(dead.candidate);
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
    const LoopGuard guard_;
    const bool for_launcher_;
    std::vector<Ranked> seen_;
};

}  // namespace

Found found_candidate(const Candidate& candidate) {
    Found found;
    found.found = true;
    found.launcher = candidate.launcher;
    found.wrapper = candidate.wrapper;
    found.wrapper_variables = candidate.variables;
    found.may_lead_to = candidate.may_lead_to;
    found.unknown_because = candidate.reason;
    return found;
}

Found not_found(int exit_code, std::string message) {
    Found found;
    found.exit_code = exit_code;
    found.message = std::move(message);
    found.cannot_be_started = exit_code != exit_not_found;
    return found;
}

std::string name_in_guard(const std::string& path, const os::FileSystem& files) {
    return files.real_path(path).value_or(path);
}

Found search_path(const Search& search, const std::string& program, const os::Environment& environment,
                  const os::FileSystem& files) {
    return PathSearch(search, program, environment, files).run();
}

}  // namespace tao::launcher
