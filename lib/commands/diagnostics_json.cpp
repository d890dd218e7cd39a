#include "commands/diagnostics_json.hpp"

#include "text/json_value.hpp"

namespace tao::commands {

namespace {

using text::Json;

const char* name(text::Severity severity) {
    switch (severity) {
        case text::Severity::error:
            return "error";
        case text::Severity::warning:
            return "warning";
        case text::Severity::note:
            return "note";
    }
    return "";
}

Json place(const text::Position& position) {
    return {{"line", position.line}, {"column", position.column}};
}

Json finding(const std::string& file, const char* severity, const std::string& id, const std::string& message,
             const std::string& hint, Json range) {
    return {{"file", file},       {"severity", severity}, {"id", id},
            {"message", message}, {"hint", hint},         {"range", std::move(range)}};
}

}  // namespace

Json to_json(const text::Diagnostics& diagnostics) {
    Json list = Json::array();
    const text::SourceFile& source = diagnostics.source();
    text::PositionWalk walk(source);
    for (const text::Diagnostic& found : diagnostics.all()) {
        Json range = nullptr;
        if (found.where) {
            Json start = place(walk.position(found.where->begin));
            range = {{"start", std::move(start)},
                     {"end", place(walk.position(std::max(found.where->begin, found.where->end)))}};
        }
        list.push_back(finding(source.path, name(found.severity), found.id, found.message, found.hint,
                               std::move(range)));
    }
    return list;
}

Json diagnostics_of(const ProjectHere& here) {
    if (here.loaded) return to_json(here.loaded->diagnostics);
    Json list = Json::array();
    if (here.search.outcome == project::Search::Outcome::fault) {
        list.push_back(finding(here.search.file, "error", "unusable-file", here.search.message,
                               here.search.hint, nullptr));
    }
    return list;
}

}  // namespace tao::commands
