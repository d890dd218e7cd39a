#pragma once

#include "commands/init/python_cursor.hpp"
#include "commands/init/python_value.hpp"

// Literals of Python, read at a cursor and stepped over. NotUnderstood if there is something in them that notebooks do not
// set paths with, as an escape by number.
namespace tao::commands {

// An integer or a fraction; the cursor is at its first digit or its minus.
PythonValue read_number(PythonCursor& cursor);

// Is a string next? With its prefixes (r, f, b, u), behind no white space.
bool is_string_start(const PythonCursor& cursor);

// The strings that follow one another, joined as Python joins them. state: for {expressions} in f-strings.
PythonValue read_strings(PythonCursor& cursor, const PythonState& state);

}  // namespace tao::commands
