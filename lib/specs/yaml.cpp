#include <algorithm>

#include "specs/scanner.hpp"

namespace tao::specs {

namespace {

bool is_blank(char byte) {
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n' || byte == '\0';
}

bool is_flow_sign(char byte) {
    return byte == ',' || byte == '[' || byte == ']' || byte == '{' || byte == '}';
}

// Reads YAML as far as scalar values go: line by line, by indentation, with its flow collections, quotes, comments and
// block scalars. Tags, anchors and aliases are passed over. OmegaConf's ${...} is part of a scalar, in flow as well.
class YamlReader {
  public:
    explicit YamlReader(std::string_view content) : scanner_(content) {}

    std::vector<SpecValue> read() {
        while (!scanner_.at_end())
            read_line();
        return scanner_.take_values();
    }

  private:
    // Columns are counted in bytes from the line's begin; -1 is left of everything.
    using Column = std::ptrdiff_t;

    Column column() const {
        return static_cast<Column>(scanner_.position()) - static_cast<Column>(line_begin_);
    }

    void read_line() {
        line_begin_ = scanner_.position();
        scanner_.skip_blanks();
        const char first = scanner_.here();
        const bool is_directive = first == '%' && column() == 0;
        if (first == '\n' || first == '\r' || first == '#' || first == '\0' || is_directive) {
            scanner_.skip_line();
            return;
        }
        // A plain scalar goes on in the lines that are indented deeper than what it belongs to.
        if (in_plain_scalar_ && column() > parent_) {
            if (begins_as_path_) continue_plain_scalar();
            scanner_.skip_line();
            return;
        }
        in_plain_scalar_ = false;
        if (column() == 0 && (scanner_.rest().starts_with("---") || scanner_.rest().starts_with("..."))) {
            scanner_.skip(3);
            scanner_.skip_blanks();
        }
        read_node(column() - 1);
        scanner_.skip_line();
    }

    // What stands at the cursor on this line; `parent` is the column of what it belongs to.
    void read_node(Column parent) {
        for (;;) {
            scanner_.skip_blanks();
            const char byte = scanner_.here();
            if ((byte == '-' || byte == '?') && is_blank(scanner_.next())) {
                parent = column();
                scanner_.skip();
            } else if (byte == '&' || byte == '!') {
                pass_over_tag();
            } else if (byte == '\n' || byte == '\r' || byte == '\0' || byte == '#' || byte == '*') {
                return;
            } else if (byte == '[' || byte == '{') {
                return read_flow();
            } else if (byte == '|' || byte == '>') {
                return read_block_scalar(parent);
            } else {
                const Column begin = column();
                if (!read_scalar(parent)) return;
                parent = begin;  // it was a key: its value follows
            }
        }
    }

    // Readers of several configurations in one have a tag for it: !include, !inc, !import.
    void pass_over_tag() {
        if (scanner_.rest().starts_with("!inc") || scanner_.rest().starts_with("!import"))
            scanner_.mark_included();
        while (!is_blank(scanner_.here()) && !(in_flow_ && is_flow_sign(scanner_.here())))
            scanner_.skip();
    }

    // A path in a further line of a text that begins with one belongs to the same text.
    void continue_plain_scalar() {
        const paths::Place line = plain_scalar(false);
        if (holds_slash(line)) scanner_.add(line, Writing::bare, true);
    }

    // True if the scalar is a key; the cursor is then behind its colon.
    bool read_scalar(Column parent) {
        const char quote = scanner_.here();
        if (quote == '"' || quote == '\'') {
            const auto place = scanner_.quoted(quote == '"', true);
            if (!place) return false;
            scanner_.skip_blanks();
            const Writing writing = quote == '"' ? Writing::double_quoted : Writing::single_quoted;
            if (take_colon(false)) {
                scanner_.set_key(*place, writing);
                return true;
            }
            scanner_.add(*place, writing);
            return false;
        }
        const paths::Place place = plain_scalar(false);
        if (take_colon(false)) {
            scanner_.set_key(place, Writing::plain);
            return true;
        }
        scanner_.add(place, Writing::plain);
        in_plain_scalar_ = true;
        begins_as_path_ = scanner_.starts_path(place);
        parent_ = parent;
        return false;
    }

    bool take_colon(bool json_like) {
        if (scanner_.here() != ':') return false;
        if (!json_like && !is_blank(scanner_.next()) && !(in_flow_ && is_flow_sign(scanner_.next())))
            return false;
        scanner_.skip();
        return true;
    }

    // Up to a comment, a colon that ends a key, the end of the line or, in flow, a sign of it. The cursor stops at the
    // colon or there; trailing blanks are left out.
    paths::Place plain_scalar(bool in_flow) {
        const std::size_t begin = scanner_.position();
        std::size_t end = begin;
        const std::size_t limit = scanner_.line_end();
        while (scanner_.position() < limit) {
            const char byte = scanner_.here();
            if (byte == '$' && scanner_.next() == '{') {
                const auto closing = scanner_.rest().substr(0, limit - scanner_.position()).find('}');
                if (closing != std::string_view::npos) {
                    scanner_.skip(closing + 1);
                    end = scanner_.position();
                    continue;
                }
            }
            if (in_flow && is_flow_sign(byte)) break;
            if (byte == ':' && (is_blank(scanner_.next()) || (in_flow && is_flow_sign(scanner_.next()))))
                break;
            if (byte == '#' && end < scanner_.position()) break;  // behind a blank: a comment
            scanner_.skip();
            if (byte != ' ' && byte != '\t') end = scanner_.position();
        }
        return {.begin = begin, .end = end};
    }

    void read_flow() {
        in_flow_ = true;
        std::size_t depth = 0;
        while (!scanner_.at_end()) {
            const char byte = scanner_.here();
            if (byte == '[' || byte == '{') {
                ++depth;
                scanner_.skip();
            } else if (byte == ']' || byte == '}') {
                scanner_.skip();
                if (--depth == 0) break;
            } else if (byte == '#') {
                scanner_.skip_line();
            } else if (is_blank(byte) || byte == ',' || byte == ':') {
                scanner_.skip();
            } else if (byte == '&' || byte == '!') {
                pass_over_tag();
            } else if (byte == '"' || byte == '\'') {
                read_quoted_in_flow(byte);
            } else {
                read_plain_in_flow();
            }
        }
        in_flow_ = false;
    }

    void read_quoted_in_flow(char quote) {
        const auto place = scanner_.quoted(quote == '"', true);
        if (!place) {
            scanner_.go_to(scanner_.line_end());
            return;
        }
        scanner_.skip_blanks();
        const Writing writing = quote == '"' ? Writing::double_quoted : Writing::single_quoted;
        if (take_colon(true)) {
            scanner_.set_key(*place, writing);
        } else {
            scanner_.add(*place, writing);
        }
    }

    void read_plain_in_flow() {
        const std::size_t begin = scanner_.position();
        const paths::Place place = plain_scalar(true);
        if (take_colon(false)) {
            scanner_.set_key(place, Writing::plain_in_flow);
        } else {
            scanner_.add(place, Writing::plain_in_flow);
        }
        if (scanner_.position() == begin) scanner_.skip();
    }

    // A text of several lines is no path, but one that was folded because it is long stands alone on its line, and so do
    // the paths of a list that a program splits by itself. Beside one, those in its other lines count as well.
    void read_block_scalar(Column parent) {
        scanner_.skip_line();
        std::vector<paths::Place> lines;
        while (!scanner_.at_end()) {
            line_begin_ = scanner_.position();
            scanner_.skip_blanks();
            const std::size_t begin = scanner_.position();
            const std::size_t end = scanner_.line_end();
            if (end > begin) {
                if (column() <= parent) {
                    scanner_.go_to(line_begin_);
                    break;
                }
                lines.push_back({.begin = begin, .end = end});
            }
            scanner_.skip_line();
        }
        const bool holds_paths = std::any_of(lines.begin(), lines.end(),
                                             [&](paths::Place line) { return scanner_.starts_path(line); });
        bool continues = false;
        for (const paths::Place line : lines) {
            if (lines.size() > 1 && !(holds_paths && holds_slash(line))) continue;
            scanner_.add(line, Writing::bare, continues);
            continues = true;
        }
        step_back_over_line_end();
    }

    bool holds_slash(paths::Place line) const {
        return scanner_.text(line).find('/') != std::string_view::npos;
    }

    // The caller skips the rest of the line, and we are at the begin of the next one.
    void step_back_over_line_end() {
        if (scanner_.position() > 0 && !scanner_.at_end()) scanner_.go_to(scanner_.position() - 1);
    }

    SpecScanner scanner_;
    std::size_t line_begin_ = 0;
    bool in_flow_ = false;
    bool in_plain_scalar_ = false;
    bool begins_as_path_ = false;  // the plain scalar
    Column parent_ = -1;           // the column of what the plain scalar belongs to
};

}  // namespace

std::vector<SpecValue> yaml_values(std::string_view content) {
    return YamlReader(content).read();
}

}  // namespace tao::specs
