#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engines/engine.hpp"

namespace tao::engines {

// The events a guardian wants, as the engine's API and `docker events --filter event=...` name them.
inline constexpr std::string_view wanted_events[] = {"create", "start", "kill", "die", "destroy"};

// Reads one event as the engine writes it, a line of JSON. Nothing: not a wanted one, or not an event.
std::optional<EngineEvent> parse_event(std::string_view line);

// Takes lines from the front of `text` up to the first wanted event, which is returned. Nothing: what is left has no
// whole line.
std::optional<EngineEvent> take_event(std::string& text);

}  // namespace tao::engines
