#include "commands/init/python_operators.hpp"

#include <algorithm>

#include "commands/init/python_cursor.hpp"

namespace tao::commands {

bool is_true(const PythonValue& value) {
    if (value.is_null()) return false;
    if (value.is_boolean()) return value.get<bool>();
    if (value.is_string()) return !value.get_ref<const std::string&>().empty();
    if (value.is_number()) return value != 0;
    return !value.empty();
}

bool contains(const PythonValue& whole, const PythonValue& part) {
    if (whole.is_object()) return part.is_string() && whole.contains(part.get<std::string>());
    if (whole.is_array()) return std::find(whole.begin(), whole.end(), part) != whole.end();
    if (!whole.is_string() || !part.is_string()) throw NotUnderstood{};
    return whole.get<std::string>().find(part.get<std::string>()) != std::string::npos;
}

PythonValue sum_of(const PythonValue& left, const PythonValue& right) {
    if (left.is_string() && right.is_string()) return left.get<std::string>() + right.get<std::string>();
    if (left.is_number_integer() && right.is_number_integer()) {
        return left.get<long long>() + right.get<long long>();
    }
    if (!left.is_array() || !right.is_array()) throw NotUnderstood{};
    PythonValue whole = left;
    whole.insert(whole.end(), right.begin(), right.end());
    return whole;
}

PythonValue element_of(const PythonValue& value, const PythonValue& index) {
    if (value.is_object() && index.is_string() && value.contains(index.get<std::string>()))
        return value[index.get<std::string>()];
    if (value.is_array() && index.is_number_integer()) {
        const auto size = static_cast<long long>(value.size());
        const long long at =
            index.get<long long>() < 0 ? size + index.get<long long>() : index.get<long long>();
        if (at >= 0 && at < size) return value[static_cast<std::size_t>(at)];
    }
    throw NotUnderstood{};
}

}  // namespace tao::commands
