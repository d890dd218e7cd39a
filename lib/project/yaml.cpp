#include "project/yaml.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <string_view>

#include "project/yaml_errors.hpp"
#include "project/yaml_lookalikes.hpp"
#include "project/yaml_source.hpp"
#include "text/escape.hpp"

namespace tao::project::yaml {

namespace {

constexpr std::size_t deepest = 16;
constexpr std::size_t most_values =
    4096;  // nobody writes more by hand, and looking for duplicates is quadratic

// Thrown by the builder, caught in parse(): the rest of the file cannot be read in any sensible way.
struct Stop {};

bool is_about_escape(std::string_view message) {
    return message.starts_with(YAML::ErrorMsg::INVALID_ESCAPE) || message == YAML::ErrorMsg::INVALID_HEX ||
           message.starts_with(YAML::ErrorMsg::INVALID_UNICODE);
}

Node make_node(Node::Kind kind, text::Span where) {
    Node node;
    node.kind = kind;
    node.where = where;
    return node;
}

// Builds the tree from yaml-cpp's events.
class Builder final : public YAML::EventHandler {
  public:
    Builder(const Source& source, text::Diagnostics& diagnostics)
        : source_(source), diagnostics_(diagnostics) {}

    Node take_root() { return std::move(root_); }

    // Where the innermost bracket stands that is still open; nothing if none is.
    std::optional<std::size_t> open_bracket() const {
        for (auto level = levels_.rbegin(); level != levels_.rend(); ++level) {
            const char first = source_.at(level->node.where.begin);
            if (first == '[' || first == '{') return level->node.where.begin;
        }
        return std::nullopt;
    }

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (++documents_ == 1) return;
        const std::size_t at = source_.offset(mark);
        const std::optional<std::size_t> marker = source_.document_marker(last_, at);
        if (marker) {
            diagnostics_.error(
                "several-documents", "a second document begins here; a project file is one document",
                text::Span{*marker, *marker + 3}, "remove this line and what follows it, or merge the parts");
        } else {
            report_syntax_error(source_, diagnostics_, at, open_bracket(), false);
        }
        throw Stop{};
    }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        const std::size_t at = source_.offset(mark);
        add(make_node(Node::Kind::null, source_.null_at(at)), at, "", anchor);
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        const std::size_t at = source_.offset(mark);
        report_anchor(source_, diagnostics_, at);
        Node node = make_node(Node::Kind::null, source_.word_at(at));
        node.faulty = true;
        add(std::move(node), at, "", 0);
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        const std::size_t at = source_.offset(mark);
        if ((source_.at(at) == '"' || source_.at(at) == '\'') && !source_.closing_quote(at)) {
            report_open_quote(diagnostics_, at);
            throw Stop{};
        }
        if (tag == "?" && has_lookalike(at, value)) {
            Node node = make_node(Node::Kind::null, source_.scalar_at(at, value));
            node.faulty = true;
            return add(std::move(node), at, "", anchor);
        }
        Node node = make_node(Node::Kind::scalar, source_.scalar_at(at, value));
        node.text = value;
        node.plain = tag == "?";
        node.verbatim_at = source_.verbatim(node.where, value);
        add(std::move(node), at, tag, anchor);
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(Node::Kind::list, mark, tag, anchor);
    }
    void OnSequenceEnd() override { close(); }

    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(Node::Kind::map, mark, tag, anchor);
    }
    void OnMapEnd() override { close(); }

  private:
    // A list or map that is not complete, and in a map the key whose value comes next.
    struct Level {
        Node node;
        std::optional<Node> key;
    };

    // Says so of a scalar without quotes. Other characters than a quote at a value make another file of it, of which nothing
    // more is worth saying.
    bool has_lookalike(std::size_t at, const std::string& value) {
        const bool is_value =
            !levels_.empty() && levels_.back().node.kind == Node::Kind::map && levels_.back().key;
        const auto found = lookalike_in_scalar(source_, at, value, is_value);
        if (!found) return false;
        report_lookalike(source_, diagnostics_, *found);
        if (!is_value || !looks_like_quote(source_, *found)) throw Stop{};
        return true;
    }

    void open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
        const std::size_t at = source_.offset(mark);
        check(at, tag, anchor);
        if (levels_.size() == deepest) {
            diagnostics_.error(
                "too-deep",
                "lists and maps are nested more than " + std::to_string(deepest) + " levels deep here",
                text::Span{at, at + 1});
            throw Stop{};
        }
        levels_.push_back({.node = make_node(kind, {at, at + 1}), .key = std::nullopt});
    }

    void close() {
        Node node = std::move(levels_.back().node);
        levels_.pop_back();
        place(std::move(node));
    }

    void add(Node node, std::size_t at, const std::string& tag, YAML::anchor_t anchor) {
        check(at, tag, anchor);
        place(std::move(node));
    }

    void check(std::size_t at, const std::string& tag, YAML::anchor_t anchor) {
        last_ = at;
        if (++values_ > most_values) {
            diagnostics_.error("too-many-values",
                               "the file has more than " + std::to_string(most_values) + " keys and values",
                               text::Span{at, at + 1}, "is this a project file?");
            throw Stop{};
        }
        if (anchor != 0) report_anchor(source_, diagnostics_, at);
        if (source_.at(at) == '!' || (!tag.empty() && tag != "?" && tag != "!")) {
            diagnostics_.error("tag", "tags (!...) are not used in project files", source_.word_at(at),
                               "remove it; a value that begins with ! needs quotes");
        }
        if (const auto tab = source_.tab_before(at); tab && !open_bracket()) report_tab(diagnostics_, *tab);
    }

    void place(Node node) {
        if (levels_.empty()) {
            root_ = std::move(node);
            return;
        }
        Level& level = levels_.back();
        if (level.node.kind == Node::Kind::list) {
            level.node.items.push_back(std::move(node));
        } else if (!level.key) {
            level.key = std::move(node);
        } else {
            add_entry(level, std::move(node));
        }
    }

    void add_entry(Level& level, Node value) {
        const Node key = std::move(*level.key);
        level.key.reset();
        if (!key.is_scalar()) {
            if (!key.faulty) {
                diagnostics_.error("complex-key", "a key must be a word, not a list, a map or nothing",
                                   key.where, "write it as NAME: VALUE");
            }
            return;
        }
        if (key.is_plain("<<")) {
            diagnostics_.error("merge-key", "merge keys (<<) are not used in project files", key.where,
                               "write the keys out");
            return;
        }
        if (const Entry* first = entry(level.node, key.text)) {
            const text::Position place = diagnostics_.source().position(first->key_where.begin);
            diagnostics_.error("duplicate-key",
                               text::quoted(key.text) + " is here a second time; the first is in line " +
                                   std::to_string(place.line),
                               key.where, "keep one of the two");
            return;
        }
        if (value.kind == Node::Kind::null && source_.at(value.where.begin) != '~' && !value.faulty &&
            !source_.has_null_word(value.where)) {
            value.where = key.where;  // nothing is written there, so the key is what can be pointed at
        }
        level.node.entries.push_back({.key = key.text, .key_where = key.where, .value = std::move(value)});
    }

    static const Entry* entry(const Node& map, std::string_view key) {
        for (const Entry& one : map.entries) {
            if (one.key == key) return &one;
        }
        return nullptr;
    }

    const Source& source_;
    text::Diagnostics& diagnostics_;
    std::vector<Level> levels_;
    Node root_;
    std::size_t last_ = 0;  // where the last value began
    std::size_t values_ = 0;
    int documents_ = 0;
};

}  // namespace

text::Span Node::place(std::size_t begin, std::size_t end) const {
    if (!verbatim_at) return where;
    return {*verbatim_at + begin, *verbatim_at + end};
}

const Node* Node::find(std::string_view key) const {
    for (const Entry& entry : entries) {
        if (entry.key == key) return &entry.value;
    }
    return nullptr;
}

std::optional<Node> parse(text::Diagnostics& diagnostics) {
    const Source source(diagnostics.source().content);
    if (!check_characters(source, diagnostics)) return std::nullopt;
    Builder builder(source, diagnostics);
    try {
        std::istringstream stream(diagnostics.source().content);
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
    } catch (const Stop&) {
        return std::nullopt;
    } catch (const YAML::ParserException& exception) {
        // yaml-cpp 0.8 adds the name.
        if (exception.msg.starts_with(YAML::ErrorMsg::UNKNOWN_ANCHOR)) {
            report_anchor(source, diagnostics, source.offset(exception.mark));
        } else {
            report_syntax_error(source, diagnostics, source.offset(exception.mark), builder.open_bracket(),
                                is_about_escape(exception.msg));
        }
        return std::nullopt;
    }
    return builder.take_root();
}

}  // namespace tao::project::yaml
