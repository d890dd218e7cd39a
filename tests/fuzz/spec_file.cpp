// Spec files of any content (the first byte chooses the form): every value lies in the file, and a translated copy has
// the structure of the original.

#include "fuzz/fuzzing.hpp"
#include "specs/edits.hpp"
#include "specs/spec_plan.hpp"
#include "specs/values.hpp"
#include "support/memory_file_system.hpp"
#include "text/json_value.hpp"

using namespace tao;
using namespace tao::paths;
using namespace tao::specs;

namespace {

const char* const names[] = {"/p/specs/train.yaml", "/p/specs/train.json", "/p/specs/train.txt"};

void check_values(std::string_view content, SpecForm form) {
    std::size_t at = 0;
    for (const SpecValue& value : spec_values(content, form)) {
        fuzz::require(at <= value.place.begin && value.place.begin < value.place.end &&
                          value.place.end <= content.size(),
                      "values lie in the file, in its order", content);
        at = value.place.end;
        const SpecScalar scalar(value.place.in(content), value.writing);
        const Place whole = scalar.written({0, scalar.text().size()});
        fuzz::require(whole.begin == 0 && whole.end == value.place.end - value.place.begin,
                      "a scalar is all of its bytes", value.place.in(content));
        for (std::size_t byte = 0; byte < scalar.text().size(); ++byte) {
            const Place part = scalar.written({byte, byte + 1});
            // The bytes of one character may be those of one escape.
            fuzz::require(part.begin <= part.end && part.end <= whole.end, "a part lies in its scalar",
                          value.place.in(content));
        }
    }
}

bool ends_its_line(std::string_view content, Place place) {
    const std::string_view line = content.substr(place.end, content.find('\n', place.end) - place.end);
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

// As a shape: what a reader sees besides the text of the values.
std::string shape(const text::Json& json) {
    if (json.is_object()) {
        std::string result = "{";
        for (const auto& [key, value] : json.items())
            result += key + ":" + shape(value) + ",";
        return result + "}";
    }
    if (!json.is_array())
        return json.is_string() ? "s" : json.dump(-1, ' ', true, text::Json::error_handler_t::replace);
    std::string result = "[";
    for (const auto& value : json)
        result += shape(value) + ",";
    return result + "]";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view content = fuzz::text_of(data, size);
    const unsigned choice = fuzz::take_choice(content) % std::size(names);
    const std::string path = names[choice];
    const SpecForm form = form_of(path, content);
    check_values(content, form);

    // Text files have no way to write a path with a quote or a comment's sign in it, and in a file with faults nobody can
    // tell where such a path ends.
    static const MountTable simple({{.source = "/p", .real_source = {}, .destination = "/ws"},
                                    {.source = "/data", .real_source = {}, .destination = "/in"}});
    static const MountTable odd({{.source = "/p", .real_source = {}, .destination = "/ws"},
                                 {.source = "/data", .real_source = {}, .destination = "/data/\"q\" # ' x"}});
    const MountTable& mounts = form == SpecForm::json && text::parse_json(content) ? odd : simple;
    tests::MemoryFileSystem files;
    files.add_directory("/data/a b")
        .add_file(path, std::string(content))
        .add_file("/p/specs/other.yaml", "a: /p/x\n");
    const paths::Judge judge(mounts, files, {.home = "/p", .working_directory = "/p", .workdir = {}});
    const SpecSurroundings surroundings{.mounts = mounts, .files = files, .judge = judge};
    const SpecPathFinder finder(surroundings);
    const SpecText spec{.path = path, .form = form, .content = std::string(content)};
    const SpecPaths found = finder.find(spec, Direction::to_container);
    std::size_t at = 0;
    bool in_columns = false;
    for (const SpecPath& one : found.paths) {
        if (one.translated && form == SpecForm::text && !ends_its_line(content, one.place)) in_columns = true;
        fuzz::require(at <= one.place.begin && one.place.end <= content.size(),
                      "paths lie in the file, in its order", content);
        at = one.place.end;
        if (!one.translated) continue;
        fuzz::require(one.place.begin <= one.changed.begin && one.changed.begin <= one.changed.end &&
                          one.changed.end <= one.place.end,
                      "only bytes of the path are replaced", content);
    }
    const std::string copy = translated(spec, found);
    check_values(copy, form);
    const SpecText copied{.path = path, .form = form_of(path, copy), .content = copy};
    fuzz::require(copied.form == form, "the copy has the form of the original", copy);
    // Of a text file's line only an absolute path without quotes reaches to its end, blanks and all. A relative one in
    // front of other columns, or of a comment without a blank before it, becomes such a path: what then follows in the
    // line is read in another way.
    fuzz::require(in_columns || spec_values(copy, form).size() == spec_values(content, form).size(),
                  "a value stays one value", copy);
    if (form == SpecForm::json) {
        if (const auto before = text::parse_json(content)) {
            const auto after = text::parse_json(copy);
            fuzz::require(after && shape(*after) == shape(*before),
                          "the copy of JSON is JSON of the same shape", copy);
        }
    }
    const std::string again = translated(copied, finder.find(copied, Direction::to_container));
    fuzz::require(in_columns || again == copy, "translating twice changes nothing", copy + "\n" + again);

    const std::vector<Word> words = {
        {.before = "-e", .after = "-e", .rule = Rule::not_a_path},
        {.before = path, .after = "/ws" + path.substr(2), .rule = Rule::host_path}};
    for (const auto mode : {project::Specs::check, project::Specs::rewrite}) {
        const SpecOptions options{.mode = mode, .project_file = "/p/tao-project.yaml"};
        const SpecPlan plan = plan_specs(words, surroundings, options);
        fuzz::require(plan.words.size() == words.size(), "a word stays a word");
        fuzz::require_harmless(render(plan, options, false));
    }
    return 0;
}
