#include <algorithm>
#include <chrono>

#include "commands/doctor/checks.hpp"
#include "engines/command_output.hpp"
#include "engines/engines.hpp"
#include "text/escape.hpp"
#include "text/list.hpp"
#include "text/path.hpp"

namespace tao::commands {

namespace {

using namespace std::chrono_literals;
using Container = project::Slurm::Container;
using Level = CheckResult::Level;
using Words = std::vector<std::string>;

constexpr auto slurm_to_answer = 10s;

// Runs on a node: whether the directory $1, the program $2 and one of the engines $3... are there, a line each behind `node_mark`.
constexpr char node_script[] = R"sh(echo "tao-shim:node:$SLURMD_NODENAME"
[ -d "$1" ] || echo tao-shim:no-directory:
[ -x "$2" ] || echo tao-shim:no-program:
shift 2
for engine; do
    command -v "$engine" >/dev/null 2>&1 || continue
    if text=$(timeout 5 "$engine" version 2>&1 </dev/null); then
        echo "tao-shim:answers:$engine"
    else
        echo "tao-shim:silent:$engine does not answer: $(printf '%s\n' "$text" | tail -n 1)"
    fi
    exit 0
done
)sh";
constexpr std::string_view node_mark = "tao-shim:";
// srun waits so long for a node that is free, in seconds.
constexpr char node_to_be_free[] = "--immediate=2";

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
            const bool accepted = look_at_options();
            if (slurm_.container.value == Container::pyxis) {
                look_at_pyxis();
            } else if (accepted) {
                look_at_node();
            }
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
    bool look_at_options() {
        if (in_allocation()) return true;
        Words words = options();
        std::string shown;
        for (const std::string& option : words)
            shown += " " + text::shell_word(option);
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
        return output.status == 0;
    }

    bool in_allocation() const { return input_.environment().get("SLURM_JOB_ID").has_value(); }

    Words options() const {
        Words words;
        for (const auto& option : slurm_.options)
            words.push_back(option.value);
        return words;
    }

    // The programs of the engines of which the run on the node takes the first that is there.
    Words programs() const {
        Words names;
        for (const engines::EngineRow& row : engines::engine_rows()) {
            const bool meant =
                slurm_.container.value == Container::automatic
                    ? row.engine == project::Engine::docker || row.engine == project::Engine::podman ||
                          row.engine == project::Engine::apptainer
                    : row.name ==
                          project::words_of_containers.at(static_cast<std::size_t>(slurm_.container.value));
            for (const std::string_view name : row.programs) {
                if (meant && !name.empty()) names.emplace_back(name);
            }
        }
        return names;
    }

    // By a step of a moment, where a node is free now: doctor does not queue.
    void look_at_node() {
        Words words = in_allocation() ? Words{"--overlap"} : options();
        words.insert(words.end(), {"--nodes=1", "--ntasks=1", node_to_be_free, "--input=none"});
        if (!in_allocation()) words.insert(words.end(), {"--time=1", "--job-name=tao-shim-doctor"});
        const std::string directory = input_.surroundings.invocation.working_directory;
        const std::string& program = input_.surroundings.invocation.self_path;
        words.insert(words.end(), {"/bin/sh", "-c", node_script, "sh", directory, program});
        const Words engines = programs();
        words.insert(words.end(), engines.begin(), engines.end());
        const engines::CommandOutput output = ask("srun", std::move(words));
        std::string node;
        std::string engine;
        bool wrong = false;
        for (const std::string& line : lines_of(output.text)) {
            if (!line.starts_with(node_mark)) continue;
            const auto end = std::min(line.find(':', node_mark.size()), line.size() - 1);
            const std::string what = line.substr(node_mark.size(), end - node_mark.size());
            const std::string text = text::visible(line.substr(end + 1));
            if (what == "node") node = text;
            if (what == "answers") engine = text;
            if (what == "node" || what == "answers") continue;
            wrong = true;
            if (what == "no-directory") {
                say(Level::problem, "the directory " + text::quoted(directory) + " is not on the node " +
                                        node +
                                        "; type lines in a directory that this computer and the nodes share");
            } else if (what == "no-program") {
                say(Level::problem,
                    "there is no " + text::visible(program) + " on the node " + node +
                        "; install tao-shim where the nodes see it by the same path",
                    "./install.sh --prefix DIRECTORY");
            } else if (what == "silent") {
                engine = text;
                say(Level::problem, "on the node " + node + " " + text);
            }
        }
        if (node.empty()) {
            // Of ESLURM_NODES_BUSY, ESLURM_CAN_NOT_START_IMMEDIATELY and the like.
            const bool busy = output.status < 0 || output.text.find("busy") != std::string::npos ||
                              output.text.find("mmediate") != std::string::npos;
            const Words lines = lines_of(output.text);
            say(Level::remark, busy || lines.empty()
                                   ? "no node was asked what it has: none is free now"
                                   : "no node was asked what it has: " + text::visible(lines.back()));
        } else if (engine.empty()) {
            say(Level::problem,
                "the node " + node + " has none of these programs on PATH: " + text::joined(engines, ", "));
        } else if (!wrong) {
            say(Level::fine,
                "the node " + node + " has this directory, tao and " + engine + ", which answers");
        }
    }

    void look_at_pyxis() {
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
