#pragma once

#include <optional>
#include <string>
#include <vector>

#include "text/source.hpp"

namespace tao::text {

enum class Severity { error, warning, note };

// One finding about a file, as data; it is worded here and laid out in render().
struct Diagnostic {
    Severity severity = Severity::error;
    std::string id;       // stable name for programs: "unknown-key"
    std::string message;  // what is wrong and why: lower case, no full stop, user text through visible()
    std::optional<Span> where;  // nothing: the file as a whole
    std::string hint;           // what to do or type next; may be empty; may have several lines
};

// The findings about one file, in the order in which they were found.
class Diagnostics {
  public:
    explicit Diagnostics(const SourceFile& source) : source_(&source) {}

    void error(std::string id, std::string message, std::optional<Span> where, std::string hint = {});
    void warning(std::string id, std::string message, std::optional<Span> where, std::string hint = {});
    void note(std::string id, std::string message, std::optional<Span> where, std::string hint = {});

    bool has_errors() const;
    const std::vector<Diagnostic>& all() const { return found_; }
    const SourceFile& source() const { return *source_; }

  private:
    const SourceFile* source_;  // outlives this
    std::vector<Diagnostic> found_;
};

// All findings in the order of their places, in the form
//
//   FILE:LINE:COLUMN: error: MESSAGE
//      12 | the source line
//         |     ^~~~~
//         = HINT
//
// Control characters of the source are made visible and secrets are masked (secrets.hpp); neither shifts the caret.
// colour: with ANSI colours.
std::string render(const Diagnostics& diagnostics, bool colour);

}  // namespace tao::text
