// A message about any file (its content, a NUL, the message): whatever they hold, it can be shown on a terminal.

#include "fuzz/fuzzing.hpp"
#include "text/diagnostic.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"
#include "text/suggest.hpp"

using namespace tao;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view input = fuzz::text_of(data, size);
    const std::size_t begin = fuzz::take_choice(input) * 16;
    const std::size_t length = fuzz::take_choice(input);
    const std::size_t end = std::min(input.find('\0'), input.size());
    const std::string_view other = input.substr(std::min(end + 1, input.size()));

    const text::SourceFile source{.path = std::string(other), .content = std::string(input.substr(0, end))};
    text::Diagnostics diagnostics(source);
    const std::size_t from = std::min(begin, end);
    diagnostics.error("id", "message about " + text::quoted(other),
                      text::Span{from, std::min(from + length, end)}, "type: " + text::shell_word(other));
    diagnostics.warning("other", "the whole", std::nullopt);
    const std::string shown = text::render(diagnostics, false);
    fuzz::require_harmless(shown);
    text::render(diagnostics, true);
    fuzz::require(shown.find("message about ") != std::string::npos, "the message is shown", shown);

    const std::string visible = text::visible(input);
    fuzz::require_harmless(visible);
    fuzz::require(text::visible(visible).size() >= visible.size() && text::columns(visible) <= visible.size(),
                  "a column has a byte at least", visible);
    fuzz::require_harmless(text::message(visible));
    const auto near = text::closest(other, {"mounts", "destination", "envs"});
    fuzz::require(!near || !near->empty(), "a suggestion is one of the words");
    return 0;
}
