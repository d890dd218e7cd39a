#pragma once

#include <string>
#include <string_view>

// A place in an expression of Python, and the smallest steps over it. White space before a sign or word is passed over.
namespace tao::commands {

// A reading that does not understand something ends with this; evaluate() makes an unknown of it.
struct NotUnderstood {};

// Any byte of a character beyond ASCII counts: Python's names may have such letters.
bool is_name_letter(char letter);
bool is_digit(char letter);

class PythonCursor {
  public:
    explicit PythonCursor(std::string_view text) : text_(text) {}

    // The expression as a whole, the source of an unknown.
    std::string_view text() const { return text_; }

    // What is left, white space at its start included.
    std::string_view rest() const { return text_.substr(at_); }
    bool at_end() const { return at_ >= text_.size(); }

    std::size_t position() const { return at_; }
    void go_back_to(std::size_t position) { at_ = position; }
    void advance(std::size_t bytes) { at_ += bytes; }

    void skip_space();

    // The next byte that is not white space; 0 at the end.
    char here();

    // Steps over the sign if it is next.
    bool take(std::string_view sign);
    // The same for a word, which no letter of a name may follow.
    bool take_word(std::string_view word);
    // As take; NotUnderstood if the sign is not next.
    void expect(std::string_view sign);

    // Steps over a name; NotUnderstood if none is next.
    std::string name();

  private:
    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace tao::commands
