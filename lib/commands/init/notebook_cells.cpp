#include "commands/init/notebook_cells.hpp"

#include "text/json_value.hpp"

namespace tao::commands {

namespace {

using text::Json;

// A source is one string or a list of lines.
std::string text_of(const Json& source) {
    if (source.is_string()) return source.get<std::string>();
    std::string text;
    if (source.is_array()) {
        for (const Json& line : source) {
            if (line.is_string()) text += line.get<std::string>();
        }
    }
    return text;
}

void add_cells(const Json& cells, std::vector<std::string>& found) {
    if (!cells.is_array()) return;
    for (const Json& cell : cells) {
        if (!cell.is_object() || cell.value("cell_type", Json()) != "code") continue;
        found.push_back(text_of(cell.contains("source") ? cell["source"] : cell.value("input", Json())));
    }
}

class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    std::vector<Statement> run() {
        while (at_ < text_.size())
            next();
        return std::move(found_);
    }

  private:
    char here(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

    void next() {
        Statement statement;
        while (here() == ' ' || here() == '\t') {
            ++statement.indent;
            ++at_;
        }
        statement.magic = here() == '%' || here() == '!';
        if (statement.magic) {
            raw_line(statement.text);
        } else {
            logical_line(statement.text);
        }
        while (!statement.text.empty() && (statement.text.back() == ' ' || statement.text.back() == '\r'))
            statement.text.pop_back();
        if (!statement.text.empty()) found_.push_back(std::move(statement));
    }

    // Up to the end of the line; a backslash there continues it.
    void raw_line(std::string& text) {
        for (; at_ < text_.size(); ++at_) {
            if (here() == '\n') break;
            if (here() == '\\' && here(1) == '\n') {
                ++at_;
                text += ' ';
                continue;
            }
            text += here();
        }
        ++at_;
    }

    void logical_line(std::string& text) {
        int depth = 0;
        for (; at_ < text_.size(); ++at_) {
            const char byte = here();
            if (byte == '#') {
                while (at_ < text_.size() && here() != '\n')
                    ++at_;
                --at_;
            } else if (byte == '"' || byte == '\'') {
                string(text);
                --at_;
            } else if (byte == '\\' && here(1) == '\n') {
                ++at_;
                text += ' ';
            } else if ((byte == '\n' || byte == ';') && depth <= 0) {
                break;
            } else {
                if (byte == '(' || byte == '[' || byte == '{') ++depth;
                if (byte == ')' || byte == ']' || byte == '}') --depth;
                text += byte == '\n' ? ' ' : byte;
            }
        }
        ++at_;
    }

    void string(std::string& text) {
        const char quote = here();
        const std::string_view rest = text_.substr(at_);
        const std::string three(3, quote);
        const std::string end = rest.starts_with(three) ? three : std::string(1, quote);
        text += end;
        at_ += end.size();
        while (at_ < text_.size() && !text_.substr(at_).starts_with(end)) {
            if (here() == '\n' && end.size() == 1) return;  // unterminated
            if (here() == '\\') {
                text += here();
                ++at_;
            }
            text += here();
            ++at_;
        }
        text += end;
        at_ += end.size();
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<Statement> found_;
};

}  // namespace

std::optional<std::vector<std::string>> code_cells(std::string_view notebook) {
    const auto json = text::parse_json(notebook);
    if (!json || !json->is_object()) return std::nullopt;
    std::vector<std::string> found;
    if (json->contains("cells")) {
        add_cells((*json)["cells"], found);
    } else if (json->contains("worksheets") && (*json)["worksheets"].is_array()) {
        for (const Json& sheet : (*json)["worksheets"])
            add_cells(sheet.value("cells", Json()), found);
    } else {
        return std::nullopt;
    }
    return found;
}

std::vector<Statement> statements(std::string_view cell) {
    return Scanner(cell).run();
}

}  // namespace tao::commands
