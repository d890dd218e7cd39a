#include "commands/init/python_cursor.hpp"

namespace tao::commands {

bool is_name_letter(char letter) {
    return letter == '_' || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || (letter & 0x80) != 0;
}

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

void PythonCursor::skip_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n'))
        ++at_;
}

char PythonCursor::here() {
    skip_space();
    return at_ < text_.size() ? text_[at_] : '\0';
}

bool PythonCursor::take(std::string_view sign) {
    skip_space();
    if (!rest().starts_with(sign)) return false;
    at_ += sign.size();
    return true;
}

bool PythonCursor::take_word(std::string_view word) {
    skip_space();
    const std::string_view rest = text_.substr(at_);
    if (!rest.starts_with(word)) return false;
    if (rest.size() > word.size() && is_name_letter(rest[word.size()])) return false;
    at_ += word.size();
    return true;
}

void PythonCursor::expect(std::string_view sign) {
    if (!take(sign)) throw NotUnderstood{};
}

std::string PythonCursor::name() {
    skip_space();
    std::string found;
    while (at_ < text_.size() && is_name_letter(text_[at_]))
        found += text_[at_++];
    if (found.empty()) throw NotUnderstood{};
    return found;
}

}  // namespace tao::commands
