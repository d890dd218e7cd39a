#include "commands/diagnostics_json.hpp"
#include "commands/project_here.hpp"
#include "commands/subcommands.hpp"
#include "os/replace_file.hpp"
#include "os/working_directory.hpp"
#include "specs/copies.hpp"
#include "specs/edits.hpp"
#include "specs/findings.hpp"
#include "text/escape.hpp"
#include "text/json_value.hpp"
#include "text/message.hpp"
#include "text/path.hpp"

namespace tao::commands {

namespace {

using specs::Direction;
using specs::SpecFinding;
using text::visible;

constexpr int has_findings = 1;
constexpr int cannot_read = 1;

std::string reason(const os::ReadFailure& failure) {
    if (failure.too_large) return "it is larger than 1 MiB, so it is not taken for a spec file";
    return std::error_code(failure.error, std::generic_category()).message();
}

class Specs {
  public:
    Specs(const ProjectHere& here, const Surroundings& surroundings)
        : project_(*here.project()),
          mounts_(here.mounts.table),
          surroundings_(surroundings),
          directory_(os::apparent_directory(surroundings.invocation.environment,
                                            surroundings.invocation.working_directory, surroundings.files)),
          judge_(mounts_, surroundings.files, standpoint(surroundings, here)),
          spec_surroundings_{.mounts = mounts_,
                             .files = surroundings.files,
                             .judge = judge_,
                             .never = project_.translate.value.never,
                             .envs = &project_.envs},
          finder_(spec_surroundings_) {}

    // A file to look into, by the name to show.
    struct Asked {
        std::string name;
        bool has_neighbours = false;  // as SpecCopies has it: a run never gives the task a copy
        bool is_composed = false;     // as SpecCopies has it
    };

    // Prints what there is to say about the file. False if it could not be read or something was found.
    bool check(const Asked& asked, text::Json* list) const {
        const std::string& typed = asked.name;
        const auto spec = read(typed);
        if (!spec) return false;
        std::vector<SpecFinding> findings = finder_.find(*spec, Direction::to_container).findings;
        if (project_.specs.value == project::Specs::rewrite && !asked.has_neighbours) {
            std::erase_if(findings, specs::settled_by_rewrite);
        }
        if (asked.is_composed) {
            std::erase_if(findings,
                          [](const SpecFinding& finding) { return !specs::key_elsewhere(finding).empty(); });
        }
        const text::SourceFile source{.path = typed, .content = spec->content};
        text::Diagnostics diagnostics(source);
        specs::report(findings, spec_surroundings_, project_.file, project_.writing, diagnostics);
        if (list != nullptr) {
            for (auto& one : to_json(diagnostics))
                list->push_back(std::move(one));
        } else if (findings.empty()) {
            print(visible(typed) + ": no findings\n");
        } else {
            print(text::render(diagnostics, surroundings_.colour));
        }
        return findings.empty();
    }

    // The files as typed, and behind them those beside them that Hydra puts them together from, and what they include.
    std::vector<Asked> with_neighbours(const std::vector<std::string>& typed) const {
        specs::SpecCopies copies(spec_surroundings_);
        std::vector<Asked> asked;
        std::vector<std::optional<std::size_t>> files;
        asked.reserve(typed.size());
        files.reserve(typed.size());
        for (const std::string& name : typed) {
            asked.push_back({.name = name});
            files.push_back(copies.add(absolute(name)));
        }
        const std::size_t first_beside = copies.size();
        copies.add_neighbours();
        for (std::size_t at = 0; at < files.size(); ++at) {
            asked[at].has_neighbours = files[at] && copies.has_neighbours(*files[at]);
            asked[at].is_composed = files[at] && copies.is_composed(*files[at]);
        }
        for (std::size_t file = first_beside; file < copies.size(); ++file) {
            const std::string& path = copies.text(file).path;
            const bool is_below = directory_.size() > 1 && text::is_under(path, directory_);
            asked.push_back({.name = is_below ? path.substr(directory_.size() + 1) : path,
                             .has_neighbours = copies.has_neighbours(file),
                             .is_composed = true});
        }
        return asked;
    }

    // Prints the translated file or, in place, writes it. False if that was not possible.
    bool translate(const std::string& typed, Direction direction, bool in_place) const {
        const auto spec = read(typed);
        if (!spec) return false;
        const std::string content = specs::translated(*spec, finder_.find(*spec, direction));
        if (!in_place) {
            print(content);
            return true;
        }
        if (content == spec->content) return true;
        const std::error_code error = os::replace_content(spec->path, content);
        if (error)
            complain(text::message("error: cannot write " + text::quoted(typed) + ": " + error.message()));
        return !error;
    }

  private:
    // The file that a line would name so: by its name in the container, too.
    std::string absolute(const std::string& typed) const {
        const std::string path = judge_.with_home(typed);
        if (!text::is_absolute(path)) return text::normalised(text::join(directory_, path));
        const paths::Rule rule = judge_.judge(typed).rule;
        const bool is_of_container = rule == paths::Rule::container_path || rule == paths::Rule::dropped_path;
        return text::normalised(is_of_container ? mounts_.to_host(path).value_or(path) : path);
    }

    std::optional<specs::SpecText> read(const std::string& typed) const {
        const std::string path = absolute(typed);
        os::ReadFailure failure;
        auto content = surroundings_.files.read(path, specs::largest_spec, failure);
        if (!content) {
            complain(text::message("error: cannot read " + text::quoted(typed) + ": " + reason(failure)));
            return std::nullopt;
        }
        if (!specs::is_text(*content)) {
            complain(text::message("error: cannot read " + text::quoted(typed) + ": it is no text in UTF-8"));
            return std::nullopt;
        }
        const specs::SpecForm form = specs::form_of(path, *content);
        return specs::SpecText{.path = path, .form = form, .content = std::move(*content)};
    }

    const project::Project& project_;
    const paths::MountTable& mounts_;
    const Surroundings& surroundings_;
    std::string directory_;
    paths::Judge judge_;
    specs::SpecSurroundings spec_surroundings_;
    specs::SpecPathFinder finder_;
};

struct SpecsOptions {
    bool to_container = false;
    bool to_host = false;
    bool in_place = false;
    bool json = false;
};

int specs(const SpecsOptions& options, const std::vector<std::string>& words,
          const Surroundings& surroundings) {
    const bool to_host = options.to_host;
    const bool to_container = options.to_container;
    const bool in_place = options.in_place;
    if (words.empty()) return usage_fault("name one file at least", "tao-shim specs specs/train.yaml");
    if ((to_host && to_container) || (in_place && !to_host && !to_container)) {
        return usage_fault("name one direction", "tao-shim specs --to-container --in-place specs/train.yaml");
    }
    const ProjectHere here = project_here(surroundings, launcher_here(surroundings, "tao", false));
    if (here.search.outcome == project::Search::Outcome::none) {
        complain(no_project_message(surroundings));
        return cannot_read;
    }
    if (here.has_errors() && !here.untrusted) {
        complain(render(here, surroundings.invocation.colour));
        return here.exit_code();
    }
    const Specs files(here, surroundings);
    text::Json list = text::Json::array();
    bool all_well = true;
    if (to_host || to_container) {
        const Direction direction = to_host ? Direction::to_host : Direction::to_container;
        for (const std::string& typed : words)
            all_well &= files.translate(typed, direction, in_place);
        return all_well ? 0 : has_findings;
    }
    for (const Specs::Asked& asked : files.with_neighbours(words))
        all_well &= files.check(asked, options.json ? &list : nullptr);
    if (options.json) print(text::show_json({{"version", 1}, {"diagnostics", list}}) + "\n");
    return all_well ? 0 : has_findings;
}

}  // namespace

Subcommand specs_subcommand() {
    const auto options = std::make_shared<SpecsOptions>();
    return {.name = "specs",
            .words = "FILE...",
            .summary = "Check the paths in spec files, or translate them",
            .options = {{"--to-container", "", "Print the file with its paths as the task sees them",
                         &options->to_container},
                        {"--to-host", "", "Print the file with its paths as this computer sees them",
                         &options->to_host},
                        {"--in-place", "", "Write the translated file in place of the original",
                         &options->in_place},
                        {"-i", "", "The same", &options->in_place},
                        {"--json", "", "The findings as JSON, with their places", &options->json}},
            .examples = {{"tao-shim specs specs/train.txt", "Paths in the file that the task will not have"},
                         {"tao-shim specs --to-container specs/train.txt",
                          "The file with its paths as the task sees them"}},
            .run = run_with(options, specs)};
}

}  // namespace tao::commands
