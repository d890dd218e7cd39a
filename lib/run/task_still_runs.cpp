#include "run/task_still_runs.hpp"

#include "engines/api_answer.hpp"
#include "text/json_value.hpp"

namespace tao::run {

namespace {

using text::Json;

Json ask(engines::ContainerEngine& engine, const std::string& path, os::Deadline deadline) {
    return engines::answer_of(engine.ask(path, deadline).body);
}

// The words of a command in the container, as the engine keeps them apart.
Json words_of(const Json& command) {
    Json words = Json::array({engines::value_at(command, "/ProcessConfig/entrypoint")});
    for (const Json& word : engines::value_at(command, "/ProcessConfig/arguments")) {
        words.push_back(word);
    }
    return words;
}

}  // namespace

bool task_still_runs(engines::ContainerEngine& engine, const TaskCommand& command, os::Deadline deadline) {
    const Json container = ask(engine, "/containers/" + command.container_id + "/json", deadline);
    for (const Json& id : engines::value_at(container, "/ExecIDs")) {
        if (!id.is_string()) continue;
        const Json running = ask(engine, "/exec/" + id.get<std::string>() + "/json", deadline);
        if (engines::value_at(running, "/Running") == true && words_of(running) == Json(command.words))
            return true;
    }
    return false;
}

}  // namespace tao::run
