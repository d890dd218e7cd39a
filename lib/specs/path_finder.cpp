#include "specs/path_finder.hpp"

#include <algorithm>

#include "paths/misspelt_destination.hpp"
#include "paths/never_translated.hpp"
#include "specs/names.hpp"
#include "text/path.hpp"

namespace tao::specs {

namespace {

bool starts_path(std::string_view text) {
    return text.starts_with('/') || text.starts_with("~/");
}

// In a bare line several paths are parted by blanks, commas or semicolons; only in front of a path, since each of these
// may be part of a name.
std::vector<paths::Place> separated(std::string_view text) {
    std::vector<paths::Place> parts;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (std::string_view(" \t,;").find(text[at]) == std::string_view::npos) continue;
        if (!starts_path(text.substr(at + 1))) continue;
        if (at > begin) parts.push_back({.begin = begin, .end = at});
        begin = at + 1;
    }
    parts.push_back({.begin = begin, .end = text.size()});
    return parts;
}

// How much of a path is certain: up to the component with the first sign of a pattern or of a reference.
std::size_t literal_length(std::string_view path) {
    const std::size_t sign = path.find_first_of("*?[{$");
    if (sign == std::string_view::npos) return path.size();
    const std::size_t slash = path.rfind('/', sign);
    return slash == std::string_view::npos ? 0 : slash;
}

// Could a relative value be a file? "0.5" and "resnet" are not looked for on the disk.
bool may_be_relative_path(std::string_view text) {
    if (text.empty() || text.starts_with('$') ||
        text.find_first_of("*?[]{}()|<>\\\n") != std::string_view::npos)
        return false;
    if (text.find('/') != std::string_view::npos) return true;
    const std::size_t dot = text.rfind('.');
    if (dot == std::string_view::npos || dot + 1 == text.size()) return false;
    const char letter = text[dot + 1];
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

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

paths::Place shifted(paths::Place place, std::size_t by) {
    return {.begin = place.begin + by, .end = place.end + by};
}

}  // namespace

struct SpecPathFinder::Reading {
    const SpecText& spec;
    Direction direction;
    std::string directory;  // of the spec file
    SpecPaths result{};

    static paths::Place in_file(const SpecValue& value, const SpecScalar& scalar, paths::Place part) {
        return shifted(scalar.written(part), value.place.begin);
    }

    void report(SpecFinding::Kind kind, paths::Place place, std::string_view path, std::string detail) {
        result.findings.push_back(
            {.kind = kind, .place = place, .path = std::string(path), .detail = std::move(detail)});
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

SpecPathFinder::SpecPathFinder(const SpecSurroundings& surroundings)
    : surroundings_(surroundings),
      judge_(surroundings.mounts, surroundings.files, surroundings.home, surroundings.working_directory) {}

SpecPaths SpecPathFinder::find(const SpecText& spec, Direction direction) const {
    Reading reading{.spec = spec, .direction = direction, .directory = std::string(text::parent(spec.path))};
    for (const SpecValue& value : spec_values(spec.content, spec.form))
        look_at(reading, value);
    return std::move(reading.result);
}

void SpecPathFinder::look_at(Reading& reading, const SpecValue& value) const {
    const SpecScalar scalar(value.place.in(reading.spec.content), value.writing);
    const std::string_view text = scalar.text();
    if (paths::is_url(text) || paths::holds_secret(std::string(value.key) + "=", surroundings_.never)) return;
    if (const auto found = placeholder_in(text, reading.spec.form == SpecForm::yaml); !found.empty()) {
        reading.report(SpecFinding::Kind::placeholder, value.place, text, std::string(found));
        return;
    }
    if (text.find('/') == std::string_view::npos && !may_be_relative_path(text)) return;
    for (const paths::Place part : parts_of(text, value.writing)) {
        if (paths::is_special_file(part.in(text))) continue;
        if (starts_path(part.in(text))) {
            look_at_absolute(reading, value, scalar, part);
        } else {
            look_at_relative(reading, value, scalar, part);
        }
    }
}

std::vector<paths::Place> SpecPathFinder::parts_of(std::string_view text, Writing writing) const {
    const bool may_be_several = text.find_first_of(" \t,;") != std::string_view::npos;
    if (starts_path(text) && may_be_several && judge_.exists_somewhere(text)) {
        return {{.begin = 0, .end = text.size()}};
    }
    if (writing == Writing::bare) return separated(text);
    std::vector<paths::Place> result;
    for (const paths::Place place : paths::path_places(text)) {
        const std::vector<paths::Place> parts = paths::comma_separated(text, place);
        result.insert(result.end(), parts.begin(), parts.end());
    }
    return result;
}

void SpecPathFinder::look_at_absolute(Reading& reading, const SpecValue& value, const SpecScalar& scalar,
                                      paths::Place part) const {
    const std::string_view text = part.in(scalar.text());
    const std::size_t literal = literal_length(text);
    const std::string_view certain = text.substr(0, literal);
    if (certain.empty() || certain == "~") return;
    const paths::Judgement judgement = judge_.judge(certain);
    if (judgement.rule == paths::Rule::container_path) {
        return look_at_container_path(reading, value, scalar, part, literal);
    }
    if (reading.direction == Direction::to_host) return;

    const std::string host_path = as_host_path(certain);
    const bool exists = surroundings_.files.exists(host_path);
    // The image has a home directory as well, and programs look there for their own files.
    if (text.starts_with('~') && !exists && !names_output_directory(value.key)) return;
    const paths::Place place = Reading::in_file(value, scalar, part);
    if (judgement.replacement) {
        SpecPath& path = reading.translate(value, scalar, part, literal, *judgement.replacement);
        if (literal == text.size()) {
            path.names = spec_named(reading, host_path);
            note_output(reading, value, host_path);
        }
        if (!judgement.finding) {
            return reading.report(SpecFinding::Kind::host_path, place, text,
                                  *judgement.replacement + std::string(text.substr(literal)));
        }
    }
    if (judgement.finding && judgement.finding != paths::Finding::Kind::misspelt_destination) {
        const bool is_the_images = is_scratch_path(host_path) && !exists;
        if (!is_the_images) reading.report(SpecFinding::Kind::unmapped, place, text, judgement.finding_path);
    } else {
        look_at_unknown(reading, value, scalar, part);
    }
}

void SpecPathFinder::look_at_container_path(Reading& reading, const SpecValue& value,
                                            const SpecScalar& scalar, paths::Place part,
                                            std::size_t literal) const {
    const std::string_view text = part.in(scalar.text());
    const auto host_path = surroundings_.mounts.to_host(text.substr(0, literal));
    if (!host_path) return;
    if (reading.direction == Direction::to_host) {
        reading.translate(value, scalar, part, literal, *host_path);
        return;
    }
    if (literal != text.size()) return;
    note_output(reading, value, *host_path);
    if (std::string named = spec_named(reading, *host_path); !named.empty()) {
        reading.result.paths.push_back({.place = Reading::in_file(value, scalar, part),
                                        .writing = value.writing,
                                        .names = std::move(named)});
    }
}

void SpecPathFinder::look_at_relative(Reading& reading, const SpecValue& value, const SpecScalar& scalar,
                                      paths::Place part) const {
    const std::string_view text = part.in(scalar.text());
    if (reading.direction == Direction::to_host || !may_be_relative_path(text)) return;
    const std::string host_path = text::normalised(text::join(reading.directory, text));
    const auto status = surroundings_.files.status(host_path);
    if (!status || (!status->is_regular() && text.find('/') == std::string_view::npos)) return;
    const std::string& here = surroundings_.working_directory;
    // The task looks in its working directory, which is the caller's.
    const bool right_as_it_is = !here.empty() && surroundings_.files.exists(text::join(here, text));
    const paths::Judgement judgement = judge_.judge(host_path);
    const auto in_container = judgement.rule == paths::Rule::container_path
                                  ? std::optional<std::string>(host_path)
                                  : judgement.replacement;
    if (!in_container) return;
    std::string named = spec_named(reading, host_path);
    if (right_as_it_is) {
        if (named.empty()) return;
        reading.result.paths.push_back({.place = Reading::in_file(value, scalar, part),
                                        .writing = value.writing,
                                        .names = std::move(named)});
        return;
    }
    // "images/train" may be meant below some other directory; this can only be a path from here or from there.
    if (text.starts_with("./") || text.starts_with("../")) {
        reading.report(SpecFinding::Kind::relative, Reading::in_file(value, scalar, part), text,
                       *in_container);
    }
    SpecPath& path = reading.translate(value, scalar, part, text.size(), *in_container);
    path.relative = true;
    path.names = std::move(named);
}

void SpecPathFinder::look_at_unknown(Reading& reading, const SpecValue& value, const SpecScalar& scalar,
                                     paths::Place part) const {
    const std::string_view text = part.in(scalar.text());
    if (!text.starts_with('/')) return;
    const std::string path = text::normalised(text);
    const paths::Place place = Reading::in_file(value, scalar, part);
    if (std::string misspelt = paths::misspelt_destination(path, surroundings_.mounts); !misspelt.empty()) {
        reading.report(SpecFinding::Kind::misspelt, place, text, std::move(misspelt));
    } else if (const auto usual = usual_destination(path); !usual.empty()) {
        reading.report(SpecFinding::Kind::unprovided, place, text, std::string(usual));
    } else if (is_personal_path(path)) {
        reading.report(SpecFinding::Kind::foreign, place, text, {});
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

std::string SpecPathFinder::as_host_path(std::string_view text) const {
    return text.starts_with('~') ? surroundings_.home + std::string(text.substr(1)) : std::string(text);
}

bool settled_by_rewrite(const SpecFinding& finding) {
    return finding.kind == SpecFinding::Kind::host_path || finding.kind == SpecFinding::Kind::relative;
}

std::string edited(std::string_view content, const std::vector<SpecEdit>& edits) {
    std::string result;
    std::size_t copied = 0;
    for (const SpecEdit& edit : edits) {
        if (edit.place.begin < copied) continue;
        result.append(content.substr(copied, edit.place.begin - copied)).append(edit.text);
        copied = edit.place.end;
    }
    return result.append(content.substr(copied));
}

std::string translated(const SpecText& spec, const SpecPaths& paths) {
    std::vector<SpecEdit> edits;
    for (const SpecPath& path : paths.paths) {
        if (path.translated) edits.push_back({.place = path.changed, .text = path.change});
    }
    return edited(spec.content, edits);
}

}  // namespace tao::specs
