#include "run/task_still_runs.hpp"

#include <nlohmann/json.hpp>

namespace tao::run {

namespace {

using nlohmann::json;

// The value at a path below an answer; null if there is none.
json value_at(const json& answer, const char* path) {
    const json::json_pointer pointer(path);
    return answer.is_object() && answer.contains(pointer) ? answer.at(pointer) : json();
}

json ask(Engine& engine, const std::string& path, os::Deadline deadline) {
    return json::parse(engine.ask(path, deadline).body, nullptr, false);
}

// The words of a command in the container, as the engine keeps them apart.
json words_of(const json& command) {
    json words = json::array({value_at(command, "/ProcessConfig/entrypoint")});
    for (const json& word : value_at(command, "/ProcessConfig/arguments")) {
        words.push_back(word);
    }
    return words;
}

}  // namespace

bool task_still_runs(Engine& engine, const TaskCommand& command, os::Deadline deadline) {
    const json container = ask(engine, "/containers/" + command.container_id + "/json", deadline);
    for (const json& id : value_at(container, "/ExecIDs")) {
        if (!id.is_string()) continue;
        const json running = ask(engine, "/exec/" + id.get<std::string>() + "/json", deadline);
        if (value_at(running, "/Running") == true && words_of(running) == json(command.words)) return true;
    }
    return false;
}

}  // namespace tao::run
