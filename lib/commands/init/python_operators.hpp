#pragma once

#include "commands/init/python_value.hpp"

// What Python's operators make of values that are known. NotUnderstood (python_cursor.hpp) where Python would raise an
// exception, or notebooks have no use for the answer.
namespace tao::commands {

// bool(value).
bool is_true(const PythonValue& value);

// part in whole.
bool contains(const PythonValue& whole, const PythonValue& part);

// left + right: texts, integers and lists.
PythonValue sum_of(const PythonValue& left, const PythonValue& right);

// value[index]: of a dict or list; a negative index counts from the end.
PythonValue element_of(const PythonValue& value, const PythonValue& index);

}  // namespace tao::commands
