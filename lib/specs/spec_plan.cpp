#include "specs/spec_plan.hpp"

#include <algorithm>

#include "paths/known_directories.hpp"
#include "specs/copies.hpp"
#include "specs/findings.hpp"
#include "specs/key_path.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"
#include "text/path.hpp"

namespace tao::specs {

namespace {

// A list of files that was written on another computer has thousands.
constexpr std::size_t most_findings = 50;

using Own = SpecOptions::Own;

// A file as people call it: by what they typed, if that is a name of the host.
std::string shown(const std::string& path, const SpecSurroundings& surroundings) {
    const std::string& here = surroundings.judge.standpoint().working_directory;
    const std::string normal = text::normalised(path);
    if (here.size() > 1 && text::is_under(normal, here)) return normal.substr(here.size() + 1);
    return path;
}

class Planner {
  public:
    Planner(const std::vector<paths::Word>& words, const SpecSurroundings& surroundings,
            const SpecOptions& options)
        : surroundings_(surroundings), options_(options), copies_(surroundings) {
        plan_.words = words;
    }

    SpecPlan make() {
        for (const SpecWord& found : find_spec_words(plan_.words, surroundings_)) {
            if (found.is_output) continue;
            if (found.too_large) {
                if (options_.mode != project::Specs::off) note_too_large(found.path);
                continue;
            }
            const auto file = copies_.add(found.path);
            if (!file) continue;
            if (!found.root.empty()) copies_.keep_below(*file, found.root);
            typed_.push_back({found, *file});
        }
        if (options_.mode != project::Specs::off) {
            copies_.choose(hydra_choices(plan_.words, surroundings_));
            copies_.add_neighbours();
        }
        const std::size_t asked_for = options_.mode == project::Specs::off ? 0 : copies_.size();
        if (rewrites()) copies_.follow();
        for (std::size_t file = 0; file < asked_for; ++file) {
            report_on(file);
            if (rewrites()) note_outputs(file);
        }
        if (rewrites() || options_.own != Own::none) put_copies();
        return std::move(plan_);
    }

  private:
    bool rewrites() const { return options_.mode == project::Specs::rewrite && !options_.only_command; }

    SpecReport& add_report(const std::string& path, std::string content) {
        auto source = std::make_unique<text::SourceFile>(
            text::SourceFile{.path = shown(path, surroundings_), .content = std::move(content)});
        text::Diagnostics diagnostics(*source);
        return plan_.reports.emplace_back(
            SpecReport{.source = std::move(source), .diagnostics = std::move(diagnostics)});
    }

    void note_too_large(const std::string& path) {
        add_report(path, "").diagnostics.note("large-spec", "was not looked into: it is larger than 1 MiB",
                                              {});
    }

    void report_on(std::size_t file) {
        if (!is_text(copies_.text(file).content)) {
            add_report(copies_.text(file).path, "")
                .diagnostics.note("no-text", "was not looked into: it is no text in UTF-8", {});
            return;
        }
        std::vector<SpecFinding> findings = copies_.paths(file).findings;
        std::erase_if(findings, [&](const SpecFinding& finding) {
            const std::string_view key = key_elsewhere(finding);
            return !key.empty() && (copies_.is_composed(file) || is_set_by_words(key));
        });
        std::erase_if(findings, [&](const SpecFinding& finding) {
            return is_replaced_by_words(key_of(finding, file));
        });
        if (is_rewritten(file)) {
            std::erase_if(findings, settled_by_rewrite);
        } else if (std::any_of(findings.begin(), findings.end(), settled_by_rewrite)) {
            plan_.has_host_paths |= options_.mode == project::Specs::check && !copies_.has_neighbours(file);
        }
        if (findings.empty()) return;
        plan_.loses_files |= std::any_of(findings.begin(), findings.end(), [&](const SpecFinding& finding) {
            return loses_files(finding) && (!key_of(finding, file).empty() || !is_set_by_words(finding.key));
        });
        const std::size_t left_out = findings.size() - std::min(findings.size(), most_findings);
        findings.resize(findings.size() - left_out);
        const SpecText& spec = copies_.text(file);
        SpecReport& made = add_report(spec.path, spec.content);
        report(findings, surroundings_, options_.project_file, options_.writing, made.diagnostics);
        if (left_out > 0) {
            made.diagnostics.note(
                "more-findings", std::to_string(left_out) + " more findings are not shown", {},
                "to see them all, type: tao-shim specs " + text::shell_word(made.source->path));
        }
    }

    // The whole key, where a word of the line can set it; empty: nobody knows by this file alone.
    std::string key_of(const SpecFinding& finding, std::size_t file) const {
        const SpecText& spec = copies_.text(file);
        const bool is_known = is_typed(file) && spec.form == SpecForm::yaml;
        return is_known ? key_path(spec.content, finding.place.begin) : std::string();
    }

    // `train.results_dir=/results`, as Hydra takes it: nobody reads what the file has there.
    bool is_replaced_by_words(const std::string& key) const {
        return !key.empty() &&
               std::any_of(plan_.words.begin(), plan_.words.end(), [&](const paths::Word& word) {
                   std::string_view name = word.before;
                   name.remove_prefix(std::min(name.find_first_not_of('+'), name.size()));
                   return name.size() > key.size() && name.starts_with(key) && name[key.size()] == '=';
               });
    }

    // `train.results_dir=/results` wins over the results_dir of the file, most likely.
    bool is_set_by_words(std::string_view key) const {
        return !key.empty() &&
               std::any_of(plan_.words.begin(), plan_.words.end(), [&](const paths::Word& word) {
                   const std::string_view name =
                       std::string_view(word.before).substr(0, word.before.find('='));
                   return name.size() < word.before.size() && !name.starts_with('-') &&
                          name.substr(name.find_last_of(".+") + 1) == key;
               });
    }

    void note_outputs(std::size_t file) {
        for (const std::string& directory : copies_.paths(file).output_directories) {
            const bool wanted =
                std::any_of(options_.to_create.begin(), options_.to_create.end(),
                            [&](const std::string& source) { return text::is_under(directory, source); });
            const bool noted =
                std::find(plan_.to_create.begin(), plan_.to_create.end(), directory) != plan_.to_create.end();
            if (wanted && !noted && !surroundings_.files.exists(directory))
                plan_.to_create.push_back(directory);
        }
    }

    bool is_typed(std::size_t file) const {
        return std::any_of(typed_.begin(), typed_.end(), [&](const auto& one) { return one.second == file; });
    }

    bool is_rewritten(std::size_t file) const { return rewrites() && copies_.is_copied(file); }

    bool is_copied(std::size_t file) const {
        return is_rewritten(file) ||
               (options_.own == Own::copies && is_typed(file) && !copies_.has_neighbours(file));
    }

    void put_copies() {
        for (std::size_t file = 0; file < copies_.size(); ++file) {
            if (!is_copied(file)) continue;
            plan_.copies.push_back(
                {.path = copies_.name_of_copy(file),
                 .content = is_rewritten(file) ? copies_.content_of_copy(file, paths::spec_copies_destination)
                                               : copies_.text(file).content,
                 .original = shown(copies_.text(file).path, surroundings_)});
        }
        // From the right, so that the places of a word's other files stay.
        for (auto found = typed_.rbegin(); found != typed_.rend(); ++found) {
            const auto& [word, file] = *found;
            const bool of_node = options_.own == Own::node_copies && !copies_.has_neighbours(file);
            if (!is_copied(file) && !of_node) continue;
            paths::Word& changed = plan_.words[word.word];
            const std::string copy = copies_.name_of_copy(file);
            std::string name(word.place.in(changed.after));
            if (word.by_directory) name = text::join(name, text::last_component(copy));
            if (is_copied(file)) name = text::join(paths::spec_copies_destination, copy);
            if (of_node) name = node_copy(std::move(name), copy);
            if (word.by_directory) name = text::parent(name);
            changed.after.replace(word.place.begin, word.place.end - word.place.begin, name);
            changed.rule = of_node ? paths::Rule::node_copy : paths::Rule::spec_copy;
        }
    }

    // The path of each node's own copy, which is noted once.
    std::string node_copy(std::string from, const std::string& name) {
        std::string to = text::join(paths::node_copies_directory, name);
        const bool noted = std::any_of(plan_.node_copies.begin(), plan_.node_copies.end(),
                                       [&](const NodeCopy& copy) { return copy.to == to; });
        if (!noted) plan_.node_copies.push_back({.from = std::move(from), .to = to});
        return to;
    }

    const SpecSurroundings& surroundings_;
    const SpecOptions& options_;
    SpecCopies copies_;
    SpecPlan plan_;
    std::vector<std::pair<SpecWord, std::size_t>> typed_;  // with the file in copies_
};

}  // namespace

SpecPlan plan_specs(const std::vector<paths::Word>& words, const SpecSurroundings& surroundings,
                    const SpecOptions& options) {
    if (options.mode == project::Specs::off && options.own == Own::none)
        return {.words = words, .copies = {}, .node_copies = {}, .to_create = {}, .reports = {}};
    return Planner(words, surroundings, options).make();
}

std::string render(const SpecPlan& plan, const SpecOptions& options, bool colour) {
    std::string lines;
    for (const SpecReport& found : plan.reports)
        lines += text::render(found.diagnostics, colour);
    if (plan.has_host_paths) {
        const bool in_braces = options.writing.in_braces;
        const std::string key = in_braces ? "\"specs\": \"rewrite\"" : "specs: rewrite";
        lines += text::message("to give the task a copy with the container's paths in place of yours, " +
                               std::string(options.is_mode_written ? "write this for specs: in "
                                           : in_braces             ? "put this behind the first { of "
                                                                   : "add this line to ") +
                               text::visible(options.project_file) + "\n    " + key +
                               (in_braces && !options.is_mode_written ? "," : ""));
    }
    return lines;
}

}  // namespace tao::specs
