#include "specs/path_finder.hpp"

#include <algorithm>

#include "paths/known_directories.hpp"
#include "paths/never_translated.hpp"
#include "paths/output_names.hpp"
#include "specs/certain_part.hpp"
#include "specs/findings.hpp"
#include "specs/hydra_defaults.hpp"
#include "specs/names.hpp"
#include "specs/value_outputs.hpp"
#include "specs/value_parts.hpp"
#include "specs/variables.hpp"
#include "text/lookalikes.hpp"
#include "text/path.hpp"
#include "text/utf8.hpp"

namespace tao::specs {

namespace {

// How many bytes of both paths from the left differ, if what follows is the same components.
std::pair<std::size_t, std::size_t> differing(std::string_view before, std::string_view after) {
    std::size_t same = 0;
    std::size_t whole_components = 0;
    while (same < before.size() && same < after.size() &&
           before[before.size() - 1 - same] == after[after.size() - 1 - same]) {
        ++same;
        if (before[before.size() - same] == '/') whole_components = same;
    }
    return {before.size() - whole_components, after.size() - whole_components};
}

// Is the spec file, if the value names one, read besides?
bool is_included(const SpecValue& value, std::string_view file) {
    return !file.empty() && (value.included || names_included(value.key, file));
}

// Was the text read as a path of the container?
bool is_of_container(paths::Rule rule, std::string_view text, const paths::MountTable& mounts) {
    switch (rule) {
        case paths::Rule::container_path:
        case paths::Rule::dropped_path:
            return true;
        case paths::Rule::host_link:
            return mounts.by_destination(text) != nullptr;
        default:
            return false;
    }
}

paths::Place shifted(paths::Place place, std::size_t by) {
    return {.begin = place.begin + by, .end = place.end + by};
}

}  // namespace

struct SpecPathFinder::Reading {
    const SpecText& spec;
    Direction direction;
    std::string directory;  // of the spec file
    SpecPaths result{};
    std::string_view key{};  // of the value that is looked at
    bool in_list = false;    // it has several paths, one of which is there

    static paths::Place in_file(const SpecValue& value, const SpecScalar& scalar, paths::Place part) {
        return shifted(scalar.written(part), value.place.begin);
    }

    void report(SpecFinding::Kind kind, paths::Place place, std::string_view path, std::string detail) {
        result.findings.push_back({.kind = kind,
                                   .place = place,
                                   .path = std::string(path),
                                   .detail = std::move(detail),
                                   .key = std::string(key)});
    }

    // What is to be said about a path of the command line, as far as it can be said of one in a file.
    void report(const paths::Finding& finding, paths::Place place, std::string_view path) {
        switch (finding.kind) {
            case paths::Finding::Kind::unmapped:
                return report(SpecFinding::Kind::unmapped, place, path, finding.path);
            case paths::Finding::Kind::read_only:
                return report(SpecFinding::Kind::read_only, place, path, finding.other);
            case paths::Finding::Kind::not_writable:
                return report(SpecFinding::Kind::not_writable, place, path, finding.other);
            case paths::Finding::Kind::misspelt_destination:
                return report(SpecFinding::Kind::misspelt, place, path, finding.other);
            case paths::Finding::Kind::two_readings:
                return report(SpecFinding::Kind::two_readings, place, path, finding.other);
            case paths::Finding::Kind::ambiguous_container:
                return report(SpecFinding::Kind::not_the_hosts, place, path, finding.path);
            case paths::Finding::Kind::unprovided:
                return report_unprovided(finding.path, place, path);
            case paths::Finding::Kind::foreign:
                return report(SpecFinding::Kind::foreign, place, path, {});
            case paths::Finding::Kind::hidden:
            case paths::Finding::Kind::bare_directory:
            case paths::Finding::Kind::named_directory:
            case paths::Finding::Kind::relative_output:
            case paths::Finding::Kind::url_of_host:
            case paths::Finding::Kind::unexpanded:
            case paths::Finding::Kind::kept_quotes:
            case paths::Finding::Kind::misprinted:
                return;
        }
    }

    // Most are files of the image, or layers of a network (/backbone/...).
    void report_unprovided(const std::string& normal, paths::Place place, std::string_view path) {
        const bool is_personal = paths::is_personal_path(normal);
        const bool is_written =
            names_output_directory(key) ||
            ((paths::names_path(key) || key.starts_with('-')) && paths::may_be_output(key, path));
        const bool is_url = path.starts_with("//");  // http://x in a text without quotes
        if (const auto usual = paths::usual_destination(normal); !usual.empty()) {
            report(SpecFinding::Kind::unprovided, place, path, std::string(usual));
        } else if (is_written && !is_personal) {
            report(SpecFinding::Kind::lost, place, path, normal);
        } else if (is_personal || (!is_url && (names_place(key) || is_data_file(path) || in_list))) {
            report(SpecFinding::Kind::foreign, place, path, {});
        }
    }

    // Of several paths in one value, all are translated or none: what came since then is undone if one is not covered.
    void keep_whole(std::size_t first_path, std::size_t first_finding) {
        const auto begin = result.findings.begin() + static_cast<std::ptrdiff_t>(first_finding);
        const bool lacks_one = std::any_of(begin, result.findings.end(), [](const SpecFinding& finding) {
            return finding.kind == SpecFinding::Kind::unmapped;
        });
        if (!lacks_one) return;
        result.findings.erase(std::remove_if(begin, result.findings.end(), settled_by_rewrite),
                              result.findings.end());
        for (std::size_t index = first_path; index < result.paths.size(); ++index)
            result.paths[index].translated = false;
    }

    // The first `literal` bytes of the part become `replacement`.
    SpecPath& translate(const SpecValue& value, const SpecScalar& scalar, paths::Place part,
                        std::size_t literal, const std::string& replacement) {
        const std::string_view text = part.in(scalar.text());
        SpecPath path{.place = in_file(value, scalar, part), .writing = value.writing, .translated = true};
        const std::string whole = replacement + std::string(text.substr(literal));
        const bool is_whole_value = part.begin == 0 && part.end == scalar.text().size();
        if (is_whole_value && needs_quotes(whole, value.writing) && !needs_quotes(text, value.writing)) {
            path.changed = value.place;
            path.change = '"' + written_as(whole, Writing::double_quoted) + '"';
        } else {
            const auto [before, after] = differing(text.substr(0, literal), replacement);
            path.changed = in_file(value, scalar, {.begin = part.begin, .end = part.begin + before});
            path.change = written_as(std::string_view(replacement).substr(0, after), value.writing);
        }
        result.paths.push_back(std::move(path));
        return result.paths.back();
    }
};

SpecPathFinder::SpecPathFinder(const SpecSurroundings& surroundings) : surroundings_(surroundings) {}

SpecPaths SpecPathFinder::find(const SpecText& spec, Direction direction) const {
    Reading reading{.spec = spec, .direction = direction, .directory = std::string(text::parent(spec.path))};
    const paths::Place defaults =
        spec.form == SpecForm::yaml ? hydra_defaults(spec.content).place : paths::Place{};
    std::size_t parts = 0;  // of the text that the value is in
    std::size_t first_path = 0;
    std::size_t first_finding = 0;
    for (const SpecValue& value : spec_values(spec.content, spec.form)) {
        if (value.place.begin >= defaults.begin && value.place.begin < defaults.end) continue;
        if (!value.continues) {
            if (parts > 1) reading.keep_whole(first_path, first_finding);
            parts = 0;
            first_path = reading.result.paths.size();
            first_finding = reading.result.findings.size();
        }
        parts += look_at(reading, value);
    }
    if (parts > 1) reading.keep_whole(first_path, first_finding);
    return std::move(reading.result);
}

// How many parts it has.
std::size_t SpecPathFinder::look_at(Reading& reading, const SpecValue& value) const {
    const SpecScalar scalar(value.place.in(reading.spec.content), value.writing);
    const std::string_view text = scalar.text();
    reading.key = value.key;
    if (paths::holds_secret(std::string(value.key) + "=", surroundings_.never)) return 0;
    if (paths::is_url(text)) {
        const paths::Place file = file_of_url(text);
        if (file.end > file.begin) look_at_absolute(reading, value, scalar, file);
        return 1;
    }
    if (const auto found = placeholder_in(text, reading.spec.form == SpecForm::yaml); !found.empty()) {
        reading.report(SpecFinding::Kind::placeholder, value.place, text, std::string(found));
        return 1;
    }
    if (surroundings_.judge.is_of_windows(text)) {
        reading.report(SpecFinding::Kind::foreign, value.place, text, {});
        return 1;
    }
    if (look_at_misprint(reading, value, text) || look_at_variable(reading, value, text)) return 1;
    if (text.find('/') == std::string_view::npos && !may_be_relative_path(text) && !is_output(value, text) &&
        !is_written_name(value, text) && !is_explicit(value, text, true) &&
        !is_directory_here(reading, value, text)) {
        return 0;
    }
    const std::vector<paths::Part> parts = value_parts(surroundings_.judge, text, value.writing);
    const bool is_list = is_list_of_paths(surroundings_.judge, text, parts);
    reading.in_list = is_list;
    for (const auto& [part, spelling] : parts) {
        if (paths::is_special_file(part.in(text))) continue;
        SpecValue named = value;
        if (const auto name = name_in_front(text, part); !name.empty()) named.key = name;
        reading.key = named.key;
        if (text::starts_path(part.in(text))) {
            look_at_absolute(reading, named, scalar, part);
        } else if (!look_at_relative(reading, named, scalar, part) && is_list) {
            look_at_output(reading, named, scalar, part, paths::Spelling::part);
        }
    }
    return parts.size();
}

// A path in the quotes of a page.
bool SpecPathFinder::look_at_misprint(Reading& reading, const SpecValue& value, std::string_view text) const {
    const char quote = text::looks_like(text, 0);
    if ((quote != '"' && quote != '\'') || text.find('/') == std::string_view::npos ||
        surroundings_.judge.exists(text)) {
        return false;
    }
    reading.report(SpecFinding::Kind::misprinted, value.place, text,
                   std::string(text.substr(0, text::character_at(text, 0).length)));
    return true;
}

// A variable in front of a path: of a shell, or, in Hydra's YAML, of the task's environment.
bool SpecPathFinder::look_at_variable(Reading& reading, const SpecValue& value, std::string_view text) const {
    if (!text.starts_with('$')) return false;
    const bool is_yaml = reading.spec.form == SpecForm::yaml;
    if (const auto variable = variable_in(text); !variable.empty()) {
        // The files beside it, and the line, may have that key as well: key_elsewhere().
        const bool is_key = is_yaml && variable.starts_with("${") &&
                            has_key(reading.spec.content, name_of_variable(variable));
        if (!is_key) reading.report(SpecFinding::Kind::unexpanded, value.place, text, std::string(variable));
        return !is_key;
    }
    std::string_view name;
    const auto variable = is_yaml ? variable_of_task(text, name) : std::string_view();
    const auto* const envs = surroundings_.envs;
    const bool is_set = envs != nullptr && std::any_of(envs->begin(), envs->end(),
                                                       [&](const auto& one) { return one.name == name; });
    const bool is_alone = variable.size() == text.size();
    if (variable.empty() || is_set || (is_alone && !names_place(value.key))) return false;
    // The image has a home directory as well, and programs look there for their own files.
    const std::string on_host =
        surroundings_.judge.with_home("~" + std::string(text.substr(variable.size())));
    const bool is_meant =
        name != "HOME" || names_output_directory(value.key) || surroundings_.judge.exists(on_host);
    if (is_meant) reading.report(SpecFinding::Kind::of_task, value.place, text, std::string(variable));
    return is_meant;
}

void SpecPathFinder::look_at_absolute(Reading& reading, const SpecValue& value, const SpecScalar& scalar,
                                      paths::Place part) const {
    const std::string_view text = part.in(scalar.text());
    const std::size_t literal = literal_length(text);
    const std::string_view certain = text.substr(0, literal);
    if (certain.empty() || certain == "~") return;
    const bool writes = literal == text.size() && (is_output(value, text) || is_new_output(value, text));
    const paths::Judgement judgement =
        surroundings_.judge.judge(certain, writes ? paths::Spelling::output : paths::Spelling::value);
    const bool of_container = is_of_container(judgement.rule, certain, surroundings_.mounts);
    const std::string host_path = of_container ? surroundings_.mounts.to_host(certain).value_or("")
                                               : surroundings_.judge.with_home(certain);
    if (reading.direction == Direction::to_host) {
        if (of_container) reading.translate(value, scalar, part, literal, host_path);
        return;
    }
    // The image has a home directory as well, and programs look there for their own files.
    const bool exists = surroundings_.files.exists(host_path);
    if (text.starts_with('~') && !exists && !names_output_directory(value.key)) return;

    const bool is_whole = literal == text.size();
    if (is_whole) note_output(reading, value, host_path);
    std::string named = is_whole ? spec_named(reading, host_path) : std::string();
    const paths::Place place = Reading::in_file(value, scalar, part);
    if (judgement.replacement) {
        SpecPath& path = reading.translate(value, scalar, part, literal, *judgement.replacement);
        path.included = is_included(value, named);
        path.names = std::move(named);
    } else if (of_container && !named.empty()) {
        const bool included = is_included(value, named);
        reading.result.paths.push_back(
            {.place = place, .writing = value.writing, .names = std::move(named), .included = included});
    }
    const bool is_lost = judgement.finding && judgement.finding->kind != paths::Finding::Kind::hidden;
    if (is_lost) {
        reading.report(*judgement.finding, place, text);
    } else if (judgement.replacement) {
        reading.report(of_container ? SpecFinding::Kind::other_name : SpecFinding::Kind::host_path, place,
                       text, *judgement.replacement + std::string(text.substr(literal)));
    }
}

// False: nothing is known of such a path.
bool SpecPathFinder::look_at_relative(Reading& reading, const SpecValue& value, const SpecScalar& scalar,
                                      paths::Place part) const {
    const std::string_view text = part.in(scalar.text());
    if (reading.direction == Direction::to_host) return true;
    const bool by_spelling = is_explicit(value, text, text.size() == scalar.text().size());
    const bool may_be_path =
        by_spelling || may_be_relative_path(text) || is_directory_here(reading, value, text);
    if (may_be_path && (look_at_from_here(reading, value, scalar, part) ||
                        look_at_from_spec(reading, value, scalar, part))) {
        return true;
    }
    if (is_output(value, scalar.text()) || by_spelling || is_written_name(value, text)) {
        look_at_output(reading, value, scalar, part, paths::Spelling::path);
    } else if (is_new_output(value, text)) {
        look_at_output(reading, value, scalar, part, paths::Spelling::value);
    } else {
        return false;
    }
    return true;
}

// image_dir: images. Where the file names a root, such a name is one in that, more likely.
bool SpecPathFinder::is_directory_here(const Reading& reading, const SpecValue& value,
                                       std::string_view text) const {
    return text.find('/') == std::string_view::npos && paths::names_directory(value.key) &&
           paths::may_name_directory(text) && !is_output(value, text) &&
           reading.spec.content.find("root") == std::string::npos && surroundings_.judge.exists(text) &&
           !surroundings_.judge.is_file(text);
}

// A file that is there may as well be read: of an ONNX file to convert nobody knows.
bool SpecPathFinder::is_new_output(const SpecValue& value, std::string_view text) const {
    return paths::may_be_output(value.key, text) && !surroundings_.judge.exists(text);
}

// The task looks from its working directory, and whoever wrote the file from the directory where tao is typed.
bool SpecPathFinder::look_at_from_here(Reading& reading, const SpecValue& value, const SpecScalar& scalar,
                                       paths::Place part) const {
    const std::string_view text = part.in(scalar.text());
    const std::string_view certain = text.substr(0, literal_length(text));
    const bool is_whole = certain.size() == text.size();
    if (!surroundings_.judge.exists(certain)) return false;
    // In front of a pattern's "/" even a bare name is one of a directory.
    const bool is_path = !is_whole || is_directory_here(reading, value, text);
    const paths::Judgement judgement =
        surroundings_.judge.judge(certain, is_path ? paths::Spelling::path : paths::Spelling::part);
    const paths::Place place = Reading::in_file(value, scalar, part);
    const std::string host_path = surroundings_.judge.from_here(certain);
    if (judgement.rule == paths::Rule::relative) {
        if (!is_whole) return true;
        if (std::string named = spec_named(reading, text::normalised(host_path)); !named.empty()) {
            const bool included = is_included(value, named);
            reading.result.paths.push_back(
                {.place = place, .writing = value.writing, .names = std::move(named), .included = included});
        }
        return true;
    }
    if (judgement.finding) reading.report(*judgement.finding, place, text);
    if (!judgement.replacement) return judgement.finding.has_value();
    if (!judgement.finding) {
        reading.report(SpecFinding::Kind::from_here, place, text,
                       *judgement.replacement + std::string(text.substr(certain.size())));
    }
    SpecPath& path = reading.translate(value, scalar, part, certain.size(), *judgement.replacement);
    path.relative = true;
    if (is_whole) path.names = spec_named(reading, text::normalised(host_path));
    path.included = is_included(value, path.names);
    return true;
}

bool SpecPathFinder::look_at_from_spec(Reading& reading, const SpecValue& value, const SpecScalar& scalar,
                                       paths::Place part) const {
    const std::string_view text = part.in(scalar.text());
    const std::string_view certain = text.substr(0, literal_length(text));
    const bool is_whole = certain.size() == text.size();
    const std::string host_path = text::normalised(text::join(reading.directory, certain));
    const auto status = surroundings_.files.status(host_path);
    if (!status || (!status->is_regular() && text.find('/') == std::string_view::npos)) return false;
    const paths::Judgement judgement = surroundings_.judge.judge(host_path);
    const auto in_container = judgement.rule == paths::Rule::container_path
                                  ? std::optional<std::string>(host_path)
                                  : judgement.replacement;
    if (!in_container) return false;
    // "images/train" may be meant below some other directory; this can only be a path from here or from there.
    const bool is_spelled = text.starts_with("./") || text.starts_with("../");
    if (is_spelled && !value.included && !is_beside(value.key)) {
        reading.report(SpecFinding::Kind::relative, Reading::in_file(value, scalar, part), text,
                       *in_container + std::string(text.substr(certain.size())));
    }
    SpecPath& path = reading.translate(value, scalar, part, certain.size(), *in_container);
    path.relative = true;
    if (is_whole) path.names = spec_named(reading, host_path);
    path.included = is_included(value, path.names);
    return true;
}

// Something new: who writes results/a into the file means it from the directory where tao is typed, as on the line.
void SpecPathFinder::look_at_output(Reading& reading, const SpecValue& value, const SpecScalar& scalar,
                                    paths::Place part, paths::Spelling spelling) const {
    const std::string_view text = part.in(scalar.text());
    const std::string_view certain = text.substr(0, literal_length(text));
    if (certain.empty()) return;
    const paths::Judgement judgement = surroundings_.judge.judge(certain, spelling);
    const paths::Place place = Reading::in_file(value, scalar, part);
    if (judgement.finding) {
        reading.report(*judgement.finding, place, text);
    } else if (judgement.replacement) {
        reading.report(SpecFinding::Kind::output_from_here, place, text,
                       *judgement.replacement + std::string(text.substr(certain.size())));
        note_output(reading, value, surroundings_.judge.from_here(certain));
        reading.translate(value, scalar, part, certain.size(), *judgement.replacement).relative = true;
    }
}

void SpecPathFinder::note_output(Reading& reading, const SpecValue& value,
                                 const std::string& host_path) const {
    if (names_output_directory(value.key))
        reading.result.output_directories.push_back(text::normalised(host_path));
}

std::string SpecPathFinder::spec_named(const Reading& reading, const std::string& host_path) const {
    if (!has_spec_name(host_path)) return {};
    const auto status = surroundings_.files.status(host_path);
    const bool is_spec = status && status->is_regular() && status->size <= largest_spec;
    return is_spec && host_path != reading.spec.path ? host_path : std::string();
}

}  // namespace tao::specs
