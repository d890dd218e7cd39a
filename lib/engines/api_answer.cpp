#include "engines/api_answer.hpp"

#include "text/json_value.hpp"

namespace tao::engines {

text::Json answer_of(const std::string& body) {
    return text::parse_json(body).value_or(text::Json());
}

text::Json value_at(const text::Json& answer, const char* path) {
    const text::Json::json_pointer pointer(path);
    return answer.is_object() && answer.contains(pointer) ? answer.at(pointer) : text::Json();
}

std::string text_at(const text::Json& answer, const char* path) {
    const text::Json value = value_at(answer, path);
    return value.is_string() ? value.get<std::string>() : std::string();
}

pid_t first_process(const std::string& description) {
    const text::Json process = value_at(answer_of(description), "/State/Pid");
    return process.is_number_integer() ? process.get<pid_t>() : 0;
}

std::string container_variable(const text::Json& environment, const std::string& name) {
    if (!environment.is_array()) return {};
    for (const text::Json& entry : environment) {
        if (!entry.is_string()) continue;
        const auto& text = entry.get_ref<const std::string&>();
        if (text.starts_with(name + "=")) return text.substr(name.size() + 1);
    }
    return {};
}

}  // namespace tao::engines
