#include "text/path.hpp"

#include <algorithm>

#include "commands/project_here.hpp"
#include "commands/subcommands.hpp"
#include "paths/advice.hpp"
#include "paths/known_directories.hpp"
#include "paths/never_translated.hpp"
#include "paths/path_parts.hpp"
#include "paths/shell_words.hpp"
#include "plan/project_variables.hpp"
#include "plan/warnings.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"

namespace tao::commands {

namespace {

using paths::Mount;
using text::visible;

constexpr int not_translatable = 1;

enum class Direction { by_reading, to_container, to_host };

std::size_t shared_components(const std::string& one, const std::string& other) {
    std::size_t shared = 0;
    const std::size_t length = std::min(one.size(), other.size());
    for (std::size_t at = 1; at <= length; ++at) {
        const bool one_ends = at == one.size() || one[at] == '/';
        const bool other_ends = at == other.size() || other[at] == '/';
        if (one_ends && other_ends && one.compare(0, at, other, 0, at) == 0) ++shared;
    }
    return shared;
}

// The mount that has most of the path; the first of several. Empty: none has anything of it.
std::string closest_mount(const std::vector<Mount>& mounts, const std::string& path,
                          std::string Mount::*side) {
    if (mounts.empty()) return "the project has no mounts";
    const auto closest = std::max_element(mounts.begin(), mounts.end(), [&](const Mount& a, const Mount& b) {
        return shared_components(a.*side, path) < shared_components(b.*side, path);
    });
    if (shared_components((*closest).*side, path) == 0) return {};
    return "the closest mount is " + visible(closest->source) + " -> " + visible(closest->destination);
}

class Translator {
  public:
    Translator(const ProjectHere& here, const Surroundings& surroundings)
        : project_file_(here.project()->file),
          files_(surroundings.files),
          variables_(plan::environment_for_words(*here.project(), surroundings.invocation.environment)),
          table_(here.mounts.table),
          judge_(table_, surroundings.files, standpoint(surroundings, here)),
          advisor_(table_, surroundings.files, judge_, here.project()->file, here.project()->writing) {}

    // The word with its paths translated; nothing, and lines in faults(), if one of them is not on the other side.
    std::optional<std::string> translate(const std::string& typed, Direction direction) {
        if (typed.empty()) {
            fault("'' names nothing");
            return std::nullopt;
        }
        const std::string word = paths::resolve_as_shell(
            typed, variables_, [&](std::string_view text) { return judge_.exists(text); });
        if (paths::is_url(word)) return word;
        std::string result;
        std::size_t copied = 0;
        const std::size_t faults_before = faults_.size();
        for (const auto& [place, spelling] : paths::path_parts(judge_, word)) {
            // A word of a list that is no path; the only one of a word is meant to be one.
            const std::string text(place.in(word));
            if (spelling == paths::Spelling::part &&
                judge_.judge(text, spelling).rule == paths::Rule::not_a_path)
                continue;
            const std::string other =
                direction == Direction::to_host ? to_host(text) : to_container(text, direction);
            result.append(word, copied, place.begin - copied).append(other);
            copied = place.end;
        }
        if (faults_.size() != faults_before) return std::nullopt;
        return result.append(word, copied);
    }

    const std::string& faults() const { return faults_; }
    const std::string& warnings() const { return warnings_; }

  private:
    std::string to_container(const std::string& text, Direction direction) {
        if (judge_.is_of_windows(text)) {
            fault(lines_about(*judge_.judge(text).finding));
            return {};
        }
        const bool absolute = text::is_absolute(text) || text == "~" || text.starts_with("~/");
        const std::string path = absolute ? text : judge_.from_here(text);
        const paths::Judgement judgement =
            judge_.judge(path, absolute ? paths::Spelling::path : paths::Spelling::host);
        if (judgement.rule == paths::Rule::special_file) return text;
        const bool of_container = absolute && (judgement.rule == paths::Rule::container_path ||
                                               judgement.rule == paths::Rule::dropped_path);
        if (of_container && direction == Direction::by_reading) return to_host(text);
        if (of_container && judgement.finding) warn_of(*judgement.finding);
        if (of_container) return judgement.replacement.value_or(path);
        if (judgement.replacement &&
            (!judgement.finding || judgement.finding->kind == paths::Finding::Kind::hidden))
            return *judgement.replacement;
        if (judgement.rule == paths::Rule::container_path && !judgement.finding) return path;
        // In a run it stays.
        if (judgement.rule == paths::Rule::image_path && !judgement.finding)
            return direction == Direction::by_reading ? to_host(text) : path;
        complain_of(path, judgement);
        return {};
    }

    std::string to_host(const std::string& text) {
        if (!text::is_absolute(text)) {
            fault(text::quoted(text) + " is no path of the container: those begin with /");
            return {};
        }
        if (auto path = table_.to_host(text)) return *path;
        const std::string hint = suggestion(text::normalised(text));
        fault(text::quoted(text) + " is not on this machine: no mount provides it, so it is the image's own" +
              (hint.empty() ? "" : "\n" + hint));
        return {};
    }

    void complain_of(const std::string& path, const paths::Judgement& judgement) {
        const std::string leads_to = judgement.finding ? judgement.finding->path : path;
        const bool is_link = leads_to != text::normalised(judge_.with_home(path));
        const std::string closest = closest_mount(table_.mounts(), leads_to, &Mount::real_source);
        std::string lines =
            text::quoted(path) + " is not in the container: " +
            (is_link ? "it leads through a link to " + text::quoted(leads_to) + ", which no mount provides"
                     : "no mount covers it") +
            (closest.empty() ? "" : "\n" + closest);
        const std::string advice =
            judgement.finding ? advisor_.advice_for(*judgement.finding, "    ") : std::string();
        if (!advice.empty()) lines += "\n" + advice;
        fault(lines);
    }

    std::string lines_about(const paths::Finding& finding) {
        const paths::Translation none;
        return plan::lines_about(
            finding,
            {.translation = none, .project_file = project_file_, .files = files_, .advisor = advisor_});
    }

    void warn_of(const paths::Finding& finding) {
        warnings_ += text::message("warning: " + lines_about(finding));
    }

    void fault(const std::string& lines) { faults_ += text::message("error: " + lines); }

    std::string suggestion(const std::string& container_path) const {
        const std::string meant = paths::misspelt_destination(container_path, table_);
        if (!meant.empty()) return "did you mean " + text::quoted(meant) + "?";
        return closest_mount(table_.mounts(), container_path, &Mount::destination);
    }

    const std::string& project_file_;
    const os::FileSystem& files_;
    os::Environment variables_;  // that words may refer to
    const paths::MountTable& table_;
    paths::Judge judge_;
    paths::Advisor advisor_;
    std::string faults_;
    std::string warnings_;
};

struct PathOptions {
    bool to_container = false;
    bool to_host = false;
};

int path(const PathOptions& options, const std::vector<std::string>& words,
         const Surroundings& surroundings) {
    const bool to_container = options.to_container;
    const bool to_host = options.to_host;
    if ((to_container && to_host) || words.empty()) {
        return usage_fault("name one path at least, and one direction at most",
                           "tao-shim path specs/train.txt");
    }
    const ProjectHere here = project_here(surroundings, launcher_here(surroundings, "tao", false));
    if (here.search.outcome == project::Search::Outcome::none) {
        complain(no_project_message(surroundings));
        return not_translatable;
    }
    if (here.has_errors() && !here.untrusted) {
        complain(render(here, surroundings.invocation.colour));
        return here.exit_code();
    }
    const Direction direction = to_container ? Direction::to_container
                                : to_host    ? Direction::to_host
                                             : Direction::by_reading;
    Translator translator(here, surroundings);
    int exit_code = 0;
    for (const std::string& word : words) {
        if (const auto result = translator.translate(word, direction)) {
            print(*result + "\n");
        } else {
            exit_code = not_translatable;
        }
    }
    complain(translator.warnings() + translator.faults());
    return exit_code;
}

}  // namespace

Subcommand path_subcommand() {
    const auto options = std::make_shared<PathOptions>();
    return {.name = "path",
            .words = "PATH...",
            .summary = "Translate single paths by the mounts of the project, each to the other side",
            .options = {{"--to-container", "", "Paths of this machine, as the task sees them",
                         &options->to_container},
                        {"--to-host", "", "Paths of the container, as this machine sees them",
                         &options->to_host}},
            .examples = {{"tao-shim path specs/train.txt", "Where the task sees this file"},
                         {"tao-shim path /workspace/tao-experiments/results",
                          "Where this computer has what the task writes there"},
                         {"tao-shim path --to-host /specs/train.txt", "In this direction only"}},
            .run = run_with(options, path)};
}

}  // namespace tao::commands
