#include "engines/event.hpp"

#include <charconv>

#include "engines/markers.hpp"
#include "text/json_value.hpp"

namespace tao::engines {

using text::Json;

std::optional<EngineEvent> parse_event(std::string_view line) try {
    const auto json = text::parse_json(line);
    if (!json || !json->is_object()) return std::nullopt;
    const Json actor = json->value("Actor", Json::object());
    if (!actor.is_object()) return std::nullopt;
    EngineEvent event;
    event.container_id = actor.value("ID", "");
    Json attributes = actor.value("Attributes", Json::object());
    if (!attributes.is_object()) attributes = Json::object();
    event.run = attributes.value(run_label, "");
    const std::string action = json->value("Action", "");
    if (action == "create") {
        event.kind = EngineEvent::Kind::created;
    } else if (action == "start") {
        event.kind = EngineEvent::Kind::started;
    } else if (action == "die") {
        event.kind = EngineEvent::Kind::died;
    } else if (action == "destroy") {
        event.kind = EngineEvent::Kind::removed;
    } else if (action == "kill") {
        event.kind = EngineEvent::Kind::signalled;
        const std::string number = attributes.value("signal", "");
        std::from_chars(number.data(), number.data() + number.size(), event.signal);
    } else {
        return std::nullopt;
    }
    return event;
} catch (const Json::exception&) {
    return std::nullopt;  // a member of another type than the documented one
}

std::optional<EngineEvent> take_event(std::string& text) {
    for (;;) {
        const auto end = text.find('\n');
        if (end == std::string::npos) return std::nullopt;
        const std::optional<EngineEvent> event = parse_event(std::string_view(text).substr(0, end));
        text.erase(0, end + 1);
        if (event) return event;
    }
}

}  // namespace tao::engines
