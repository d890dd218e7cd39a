#include "commands/init/notebook_mounts_file.hpp"

#include <algorithm>

#include "commands/init/notebook_text.hpp"
#include "text/json_value.hpp"

namespace tao::commands {

namespace {

bool names_mounts_file(std::string_view path) {
    return path.find("_mounts.json") != std::string_view::npos;
}

void take_object(const std::optional<PythonValue>& written, std::optional<PythonValue>& content) {
    if (written && written->is_object()) content = *written;
}

void here_documents(const std::string& text, std::optional<PythonValue>& content) {
    const auto mark = text.find("<<");
    if (mark == std::string::npos) return;
    const auto line_end = text.find('\n', mark);
    if (line_end == std::string::npos) return;
    const auto line_start = text.rfind('\n', mark) == std::string::npos ? 0 : text.rfind('\n', mark) + 1;
    std::string end = trimmed(text.substr(mark + 2, line_end - mark - 2));
    end = trimmed(end.substr(0, end.find_first_of(" >|;")));
    std::erase_if(end, [](char byte) { return byte == '\'' || byte == '"' || byte == '-' || byte == '\\'; });
    const auto stop = end.empty() ? std::string::npos : text.find("\n" + end, line_end);
    if (stop == std::string::npos) return;
    if (names_mounts_file(text.substr(line_start, line_end - line_start))) {
        take_object(text::parse_json(text.substr(line_end + 1, stop - line_end - 1)), content);
    }
    here_documents(text.substr(stop + 1 + end.size()), content);
}

}  // namespace

std::optional<PythonValue> mounts_file_of_shell_cell(const std::string& head, const std::string& rest) {
    std::optional<PythonValue> content;
    if (head.starts_with("%%writefile") && names_mounts_file(head))
        take_object(text::parse_json(rest), content);
    if (head.starts_with("%%bash") || head.starts_with("%%sh") || head.starts_with("%%script"))
        here_documents(rest, content);
    return content;
}

void MountsFileWriting::follow_with(const std::string& text, const PythonState& state) {
    const auto as = text.rfind(" as ");
    const auto open = text.find("open(");
    if (as == std::string::npos || open == std::string::npos) return;
    const auto end = find_outside(text.substr(open + 5), ")");
    std::string argument = text.substr(open + 5, end);
    argument = argument.substr(0, std::min(find_outside(argument, ","), argument.size()));
    const PythonValue file = evaluate(argument, state);
    const std::string handle = trimmed(text.substr(as + 4, text.rfind(':') - as - 4));
    if (file.is_string() && names_mounts_file(file.get<std::string>())) {
        handles_.insert(handle);
    } else {
        handles_.erase(handle);
    }
}

bool MountsFileWriting::follow_dump(const std::string& text, const PythonState& state,
                                    std::optional<PythonValue>& content) {
    const auto dump_at = text.find("json.dump(");
    const auto dumps_at = text.find("json.dumps(");
    if (dump_at == std::string::npos && dumps_at == std::string::npos) return false;
    const bool to_handle = dump_at != std::string::npos;
    const std::size_t start = to_handle ? dump_at + 10 : dumps_at + 11;
    const std::string inside = text.substr(start, find_outside(text.substr(start), ")"));
    const auto comma = find_outside(inside, ",");
    const PythonValue value = evaluate(inside.substr(0, comma), state);
    bool mounts = false;
    if (to_handle && comma != std::string::npos) {
        std::string target = trimmed(inside.substr(comma + 1));
        const auto next = find_outside(target, ",");
        target = trimmed(target.substr(0, next));
        mounts =
            handles_.count(target) != 0 || (target.starts_with("open(") && opens_mounts_file(target, state));
    } else if (!to_handle) {
        const auto write = text.find(".write");
        if (write == std::string::npos) return false;  // an assignment of text
        const std::string target = trimmed(text.substr(0, write));
        mounts = handles_.count(target) != 0 || opens_mounts_file(target, state);
    }
    if (mounts) take_object(value, content);
    return true;
}

bool MountsFileWriting::seems_to_dump(const std::string& text) const {
    return text.find("json.dump") != std::string::npos &&
           std::any_of(handles_.begin(), handles_.end(),
                       [&](const std::string& handle) { return text.find(handle) != std::string::npos; });
}

bool MountsFileWriting::opens_mounts_file(const std::string& target, const PythonState& state) const {
    if (names_mounts_file(target)) return true;
    const auto open = target.find('(');
    if (open == std::string::npos) return false;
    std::string argument = target.substr(open + 1);
    argument = argument.substr(0, std::min(find_outside(argument, ","), find_outside(argument, ")")));
    const PythonValue file = evaluate(argument, state);
    return file.is_string() && names_mounts_file(file.get<std::string>());
}

}  // namespace tao::commands
