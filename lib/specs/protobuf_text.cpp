#include "specs/scanner.hpp"

namespace tao::specs {

namespace {

bool starts_any_path(std::string_view text) {
    return text.starts_with('/') || text.starts_with("~/") || text.starts_with("./") ||
           text.starts_with("../");
}

// Protobuf text and conf files in one: both are names, a ":" or "=", and values; strings stand in quotes or, in conf
// files, bare up to the end of the line.
class TextReader {
  public:
    explicit TextReader(std::string_view content) : scanner_(content) {}

    std::vector<SpecValue> read() {
        bool line_begins = true;
        while (!scanner_.at_end()) {
            const char byte = scanner_.here();
            if (byte == '\n') {
                line_begins = true;
                scanner_.skip();
                continue;
            }
            if (byte == '#' || (byte == ';' && line_begins)) {
                scanner_.go_to(scanner_.line_end());
            } else if (byte == '"' || byte == '\'') {
                read_quoted();
            } else if (starts_any_path(scanner_.rest())) {
                read_bare_path();
            } else if (is_separator(byte)) {
                scanner_.skip();
                continue;  // blanks do not begin a line
            } else {
                read_token();
            }
            line_begins = false;
        }
        return scanner_.take_values();
    }

  private:
    static bool is_separator(char byte) {
        return std::string_view(" \t\r{}[]<>,;:=").find(byte) != std::string_view::npos;
    }

    void read_quoted() {
        if (const auto place = scanner_.quoted(true, false)) {
            scanner_.add(*place, Writing::protobuf);
        } else {
            scanner_.skip();  // an apostrophe
        }
    }

    // Without quotes a path may hold blanks. A comment ends it.
    void read_bare_path() {
        const std::size_t begin = scanner_.position();
        const std::string_view line = scanner_.rest().substr(0, scanner_.line_end() - begin);
        std::size_t length = line.size();
        for (const std::string_view comment : {" #", "\t#"}) {
            length = std::min(length, line.find(comment));
        }
        while (length > 0 && std::string_view(" \t;,").find(line[length - 1]) != std::string_view::npos)
            --length;
        scanner_.add({.begin = begin, .end = begin + length}, Writing::bare);
        scanner_.go_to(begin + std::max<std::size_t>(length, 1));
    }

    void read_token() {
        const std::size_t begin = scanner_.position();
        while (!scanner_.at_end() && scanner_.here() != '\n' && !is_separator(scanner_.here()) &&
               scanner_.here() != '"' && scanner_.here() != '\'')
            scanner_.skip();
        const paths::Place place{.begin = begin, .end = scanner_.position()};
        scanner_.skip_blanks();
        const char behind = scanner_.here();
        if (behind == ':' || behind == '=' || behind == '{' || behind == '<') {
            scanner_.set_key(place, Writing::protobuf);
        } else {
            scanner_.add(place, Writing::bare);
        }
    }

    SpecScanner scanner_;
};

}  // namespace

std::vector<SpecValue> text_values(std::string_view content) {
    return TextReader(content).read();
}

}  // namespace tao::specs
