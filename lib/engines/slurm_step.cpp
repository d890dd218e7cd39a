#include "engines/slurm_step.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "text/escape.hpp"

namespace tao::engines {

namespace {

constexpr char between = ':';
constexpr std::string_view our_mark = "tao-shim";

// squeue prints a comment as it is, a job a line: a line break in the name of a directory would begin another job.
bool stays_in_comment(char byte) {
    constexpr unsigned char last_control = 0x1F;
    return static_cast<unsigned char>(byte) > last_control && byte != '%';
}

// The text up to the next `between`, which is taken away; nothing if there is none.
std::optional<std::string_view> take(std::string_view& text) {
    const auto end = text.find(between);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(end + 1);
    return part;
}

}  // namespace

std::string to_text(const SlurmStep& step) {
    std::string colons;
    for (const std::size_t colon : step.colons)
        colons += (colons.empty() ? "" : ",") + std::to_string(colon);
    return step.run + between + step.said + between + colons + between + step.directory;
}

std::optional<SlurmStep> slurm_step(std::string_view text) {
    const auto run = take(text);
    const auto said = take(text);
    auto colons = take(text);
    if (!run || run->empty() || !said || !colons) return std::nullopt;
    SlurmStep step{.run = std::string(*run), .said = std::string(*said), .directory = std::string(text)};
    while (!colons->empty()) {
        std::size_t number = 0;
        const auto [end, error] = std::from_chars(colons->data(), colons->data() + colons->size(), number);
        if (error != std::errc()) return std::nullopt;
        step.colons.push_back(number);
        const auto used = static_cast<std::size_t>(end - colons->data());
        colons->remove_prefix(std::min(used + 1, colons->size()));
    }
    return step;
}

// FNV-1a.
std::string fingerprint(std::string_view text) {
    constexpr std::uint64_t prime = 1099511628211U;
    std::uint64_t hash = 14695981039346656037U;
    bool in_colour_code = false;
    for (const char letter : text) {
        if (letter == '\x1b') in_colour_code = true;
        if (!in_colour_code) hash = (hash ^ static_cast<unsigned char>(letter)) * prime;
        if (letter == 'm') in_colour_code = false;
    }
    char digits[17];
    const auto [end, error] = std::to_chars(std::begin(digits), std::end(digits), hash, 16);
    return {digits, end};
}

std::string comment_of(const SlurmMarks& marks) {
    return std::string(our_mark) + between + marks.run + between + marks.what + between +
           text::percent_coded(marks.project, stays_in_comment);
}

std::optional<SlurmMarks> marks_in(std::string_view text) {
    const auto mark = take(text);
    const auto run = take(text);
    const auto what = take(text);
    if (!mark || *mark != our_mark || !run || run->empty() || !what) return std::nullopt;
    return SlurmMarks{
        .run = std::string(*run), .what = std::string(*what), .project = text::percent_decoded(text)};
}

}  // namespace tao::engines
