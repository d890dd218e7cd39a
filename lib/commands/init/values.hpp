#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "text/json_value.hpp"

// Values of a notebook as config/notebook/ gives them: JSON, with an object in the place of what only a run tells.
namespace tao::commands {

// Where something stands in a notebook. Cells of code are counted from 1, as Run All numbers them.
struct NotebookPlace {
    int cell = 0;  // 0: unknown; -1: of a script, which has none
    int line = 0;  // in the cell
    std::string text;

    static NotebookPlace of(const text::Json& place);
};

// "cell 3, line 7", of a script "line 7"
std::string show(const NotebookPlace& place);
// "cell 3, line 7: TEXT", without secrets; empty if it is unknown.
std::string show_line(const NotebookPlace& place);

// What only a run of the notebook tells.
bool is_unknown(const text::Json& value);
bool holds_unknown(const text::Json& value);  // itself, or something in it
// "a or b", as far as it is known what it may be; else empty.
std::string readings_of(const text::Json& unknown);

// A path that the author leaves to the reader, such as <YOUR_PATH>: that text. Nothing if it is something else.
std::optional<std::string> left_open(const text::Json& value);

// The place of an unknown or of what is left open.
NotebookPlace place_of(const text::Json& value);

// In texts, what only a later run tells is a reference: ${NAME} of a project file.
std::string reference(std::string_view name);
// The name if the whole text is one reference.
std::optional<std::string> referenced(std::string_view text);
// The text as a project file writes it: references as ${NAME}, a dollar as $$.
std::string in_project_file(std::string_view text);

// The value as part of a line of a project file.
std::string one_line(const text::Json& value);

// The value of a line that the user makes live by taking the # away: the only thing that it may be, else FIXME.
std::string to_complete(const text::Json& value);

// JSON that is no answer of the reader of notebooks, without what stands for something in those.
text::Json without_marks(const text::Json& value);

// "FIXME: WHAT (cell 3, line 7: TEXT)", for a comment.
std::string fixme(const NotebookPlace& place, const std::string& what);

// Why an unknown is not in the file, and what it may be.
std::string fixme_unknown(const text::Json& unknown);

}  // namespace tao::commands
