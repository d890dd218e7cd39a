#include "text/diagnostic.hpp"

#include <algorithm>

#include "text/escape.hpp"
#include "text/secrets.hpp"
#include "text/utf8.hpp"

namespace tao::text {

namespace {

constexpr std::size_t number_width = 5;     // of the line number in front of the bar
constexpr std::size_t widest_line = 100;    // columns of the source line that are shown
constexpr std::size_t before_caret = 40;    // of these, at least before the caret when the line is cut
constexpr std::size_t bytes_before = 1024;  // of a very long line: what is looked at before the caret
constexpr std::size_t bytes_in_all = 4096;  // and in all; more columns than are ever shown
constexpr std::string_view cut_mark = "...";

struct Colours {
    const char *bold, *error, *warning, *note, *caret, *end;
};
constexpr Colours no_colours{"", "", "", "", "", ""};
constexpr Colours ansi_colours{"\x1b[1m", "\x1b[1;31m", "\x1b[1;35m", "\x1b[1;36m", "\x1b[1;32m", "\x1b[0m"};

const char* name(Severity severity) {
    switch (severity) {
        case Severity::error:
            return "error";
        case Severity::warning:
            return "warning";
        case Severity::note:
            return "note";
    }
    return "";
}

const char* colour_of(Severity severity, const Colours& colours) {
    switch (severity) {
        case Severity::error:
            return colours.error;
        case Severity::warning:
            return colours.warning;
        case Severity::note:
            return colours.note;
    }
    return "";
}

// A source line as it is shown, and the columns of it that are marked.
struct Excerpt {
    std::string line;
    std::size_t mark_begin = 0;
    std::size_t mark_length = 1;
};

// The columns [begin, end) of a text in which each character takes one.
std::string cut(const std::string& line, std::size_t begin, std::size_t end) {
    std::string result;
    std::size_t column = 0;
    for (std::size_t at = 0; at < line.size() && column < end; ++column) {
        const std::size_t length = character_at(line, at).length;
        if (column >= begin) result += line.substr(at, length);
        at += length;
    }
    return result;
}

// A line without its secrets: what is shown of it, and in which column each byte is shown.
class ShownLine {
  public:
    // start: the place of the line in the file.
    ShownLine(std::string_view line, std::size_t start, const SourceFile& source)
        : line_(line), secrets_(secrets_in(line)) {
        for (const Span& secret : source.secrets) {
            if (secret.end <= start || secret.begin >= start + line.size()) continue;
            secrets_.push_back(
                {std::max(secret.begin, start) - start, std::min(secret.end - start, line.size())});
        }
        std::sort(secrets_.begin(), secrets_.end(),
                  [](const Span& one, const Span& other) { return one.begin < other.begin; });
    }

    std::string up_to(std::size_t end) const {
        std::string shown;
        std::size_t copied = 0;
        for (const Span& secret : secrets_) {
            if (secret.begin >= end) break;
            if (secret.end <= copied) continue;
            if (secret.begin >= copied) {
                shown += visible(line_.substr(copied, secret.begin - copied));
                // The mask is shown whole, once its secret has ended.
                if (secret.end > end) return shown;
                shown += mask;
            }
            copied = secret.end;
        }
        return shown + visible(line_.substr(copied, end - copied));
    }

  private:
    std::string_view line_;
    std::vector<Span> secrets_;
};

// What is looked at of the line that begins there. Of a very long one the bytes around `mark` from `start` on, which is
// moved to where they begin.
std::string_view part_of_line(std::string_view content, std::size_t& start, std::size_t mark) {
    const auto up_to_end = [](std::string_view text) {
        text = text.substr(0, text.find('\n'));
        return text.ends_with('\r') ? text.substr(0, text.size() - 1) : text;
    };
    const std::string_view line = up_to_end(content.substr(start, bytes_in_all + 1));
    if (line.size() <= bytes_in_all) return line;
    start = std::max(start, mark - std::min(mark, bytes_before));
    while (start < content.size() && (static_cast<unsigned char>(content[start]) & 0xC0U) == 0x80U)
        ++start;
    return up_to_end(content.substr(start, bytes_in_all));
}

// start: of the line.
Excerpt excerpt_of(const SourceFile& source, std::size_t start, Span span) {
    const std::string_view line = part_of_line(source.content, start, span.begin);
    const std::size_t begin = std::min(span.begin - std::min(start, span.begin), line.size());
    const std::size_t end = std::clamp(span.end - std::min(start, span.end), begin, line.size());
    const ShownLine shown_line(line, start, source);
    Excerpt excerpt{.line = shown_line.up_to(line.size()), .mark_begin = columns(shown_line.up_to(begin))};
    excerpt.mark_length = std::max<std::size_t>(
        1, columns(shown_line.up_to(end)) - std::min(columns(shown_line.up_to(end)), excerpt.mark_begin));
    const std::size_t whole = columns(excerpt.line);
    if (whole <= widest_line) return excerpt;

    const std::size_t latest = whole - widest_line;
    const std::size_t from =
        std::min(latest, excerpt.mark_begin > before_caret ? excerpt.mark_begin - before_caret : 0);
    const std::size_t to = from + widest_line;
    excerpt.mark_length =
        std::min(excerpt.mark_length, std::max<std::size_t>(1, to - std::min(to, excerpt.mark_begin)));
    excerpt.mark_begin -= from;
    std::string shown = cut(excerpt.line, from, to);
    if (from > 0) {
        shown.insert(0, cut_mark);
        excerpt.mark_begin += cut_mark.size();
    }
    if (to < whole) shown += cut_mark;
    excerpt.line = std::move(shown);
    return excerpt;
}

void append_hint(std::string& result, std::string_view hint) {
    std::string_view lead = "= ";
    while (!hint.empty()) {
        const std::size_t end = std::min(hint.find('\n'), hint.size());
        result += std::string(number_width + 1, ' ');
        result += lead;
        result += hint.substr(0, end);
        result += '\n';
        hint.remove_prefix(std::min(end + 1, hint.size()));
        lead = "  ";
    }
}

void append(std::string& result, const Diagnostic& found, const SourceFile& source, PositionWalk& walk,
            const Colours& colours) {
    result += colours.bold + visible(source.path) + ":";
    // The place is clipped to the file: a finding must never be lost for a wrong place.
    std::optional<Span> where = found.where;
    if (where) {
        where->begin = std::min(where->begin, source.content.size());
        where->end = std::clamp(where->end, where->begin, source.content.size());
        const Position position = walk.position(where->begin);
        result += std::to_string(position.line) + ":" + std::to_string(position.column) + ":";
    }
    result += std::string(colours.end) + " " + colour_of(found.severity, colours) + name(found.severity) +
              ":" + colours.end + " " + found.message + "\n";
    if (where) {
        const Excerpt excerpt = excerpt_of(source, walk.line_start(where->begin), *where);
        const std::string number = std::to_string(walk.position(where->begin).line);
        result += std::string(number_width - std::min(number_width, number.size()), ' ') + number + " | " +
                  excerpt.line + "\n";
        result += std::string(number_width + 1, ' ') + "| " + std::string(excerpt.mark_begin, ' ') +
                  colours.caret + "^" + std::string(excerpt.mark_length - 1, '~') + colours.end + "\n";
    }
    append_hint(result, found.hint);
}

}  // namespace

void Diagnostics::error(std::string id, std::string message, std::optional<Span> where, std::string hint) {
    found_.push_back({.severity = Severity::error,
                      .id = std::move(id),
                      .message = std::move(message),
                      .where = where,
                      .hint = std::move(hint)});
}

void Diagnostics::warning(std::string id, std::string message, std::optional<Span> where, std::string hint) {
    found_.push_back({.severity = Severity::warning,
                      .id = std::move(id),
                      .message = std::move(message),
                      .where = where,
                      .hint = std::move(hint)});
}

void Diagnostics::note(std::string id, std::string message, std::optional<Span> where, std::string hint) {
    found_.push_back({.severity = Severity::note,
                      .id = std::move(id),
                      .message = std::move(message),
                      .where = where,
                      .hint = std::move(hint)});
}

bool Diagnostics::has_errors() const {
    return std::any_of(found_.begin(), found_.end(),
                       [](const Diagnostic& one) { return one.severity == Severity::error; });
}

std::string render(const Diagnostics& diagnostics, bool colour) {
    std::vector<const Diagnostic*> in_order;
    for (const Diagnostic& found : diagnostics.all())
        in_order.push_back(&found);
    // What has no place concerns the file as a whole and comes first; equal places keep their order.
    std::stable_sort(in_order.begin(), in_order.end(), [](const Diagnostic* one, const Diagnostic* other) {
        if (!one->where || !other->where) return !one->where && other->where;
        return one->where->begin < other->where->begin;
    });
    std::string result;
    PositionWalk walk(diagnostics.source());
    for (const Diagnostic* found : in_order) {
        append(result, *found, diagnostics.source(), walk, colour ? ansi_colours : no_colours);
    }
    return result;
}

}  // namespace tao::text
