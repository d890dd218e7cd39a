#include <algorithm>
#include <chrono>

#include "commands/doctor/checks.hpp"
#include "engines/command_output.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"

namespace tao::commands {

namespace {

using namespace std::chrono_literals;
using Container = project::Slurm::Container;
using Level = CheckResult::Level;
using Words = std::vector<std::string>;

constexpr auto slurm_to_answer = 10s;

Words lines_of(const std::string& text) {
    Words lines;
    for (std::string_view rest = text; !rest.empty();) {
        const auto end = std::min(rest.find('\n'), rest.size());
        if (end > 0) lines.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return lines;
}

class SlurmCheck {
  public:
    explicit SlurmCheck(const CheckInput& input)
        : input_(input), slurm_(input.project.project()->slurm), srun_(input.project.engine.program) {}

    CheckResults look() {
        if (is_reached()) {
            look_at_options();
            look_at_container();
        }
        return std::move(results_);
    }

  private:
    engines::CommandOutput ask(const char* name, Words words) const {
        words.insert(words.begin(), name);
        return engines::output_of(text::join(text::parent(srun_), name), std::move(words),
                                  input_.environment(), os::in(slurm_to_answer), true);
    }

    void say(Level level, std::string message, std::string remedy = {}) {
        results_.push_back({.level = level, .message = std::move(message), .remedy = std::move(remedy)});
    }

    bool is_reached() {
        const engines::CommandOutput output = ask("sinfo", {"--noheader", "--format=%P"});
        const Words lines = lines_of(output.text);
        if (output.status != 0) {
            say(Level::problem,
                "Slurm cannot be reached: " + (lines.empty() ? output.failure : text::visible(lines.front())),
                "sinfo");
            return false;
        }
        std::string partitions;
        for (const std::string& line : lines)
            partitions += (partitions.empty() ? "" : ", ") + text::visible(line);
        say(Level::fine, "Slurm answers; its partitions: " + (partitions.empty() ? "none" : partitions));
        return true;
    }

    // In an allocation they choose a part of it, which may be in use now.
    void look_at_options() {
        if (input_.environment().get("SLURM_JOB_ID")) return;
        Words words;
        std::string shown;
        for (const auto& option : slurm_.options) {
            words.push_back(option.value);
            shown += " " + text::shell_word(option.value);
        }
        const std::string nodes = std::to_string(slurm_.nodes);
        words.insert(words.end(), {"--nodes=" + nodes, "--ntasks=" + nodes, "--test-only", "true"});
        const engines::CommandOutput output = ask("srun", std::move(words));
        const Words lines = lines_of(output.text);
        const std::string last = lines.empty() ? output.failure : text::visible(lines.back());
        if (output.status == 0) {
            say(Level::fine, "Slurm accepts a job of this project: " + last);
        } else {
            say(Level::problem, "Slurm does not accept a job with the slurm.options of this project: " + last,
                "srun" + shown + " --nodes=" + nodes + " --test-only true");
        }
    }

    void look_at_container() {
        if (slurm_.container.value != Container::pyxis) return;
        if (ask("srun", {"--help"}).text.find("--container-image") == std::string::npos) {
            say(Level::problem, "this Slurm does not have Pyxis: srun knows no --container-image",
                "srun --help | grep container");
        } else {
            say(Level::fine, "srun knows Pyxis");
        }
    }

    const CheckInput& input_;
    const project::Slurm& slurm_;
    const std::string& srun_;
    CheckResults results_;
};

}  // namespace

bool goes_to_slurm(const CheckInput& input) {
    return input.project.project() != nullptr && input.project.engine.engine == project::Engine::slurm;
}

CheckResults check_slurm(const CheckInput& input) {
    if (!goes_to_slurm(input) || input.project.engine.program.empty()) return {};
    return SlurmCheck(input).look();
}

}  // namespace tao::commands
