#pragma once

#include <map>
#include <string>
#include <vector>

#include "engines/engine.hpp"

namespace tao::tests {

// An engine that answers questions from a table, by their path, and of which nothing else is to be had: no events, no
// containers. Where a test needs more, it overrides that.
class AnsweringEngine : public engines::ContainerEngine {
  public:
    std::map<std::string, std::string> answers;

    bool subscribe(os::Deadline /*deadline*/, std::string& /*failure*/) override { return false; }
    int event_descriptor() const override { return -1; }
    std::optional<engines::EngineEvent> next_event() override { return std::nullopt; }
    void signal(const std::string& /*id*/, int /*number*/, os::Deadline /*deadline*/) override {}
    bool remove(const std::string& /*id*/, os::Deadline /*deadline*/) override { return false; }
    bool exists(const std::string& /*id*/, os::Deadline /*deadline*/) override { return false; }
    std::optional<std::vector<std::string>> list(os::Deadline /*deadline*/) override {
        return std::vector<std::string>();
    }
    std::optional<std::string> variable(const std::string& /*id*/, const std::string& /*name*/,
                                        os::Deadline /*deadline*/) override {
        return "";
    }
    engines::EngineAnswer ask(const std::string& path, os::Deadline /*deadline*/) override {
        const auto found = answers.find(path);
        if (found == answers.end())
            return {.status = 404, .body = R"({"message":"no such thing"})", .failure = {}};
        return {.status = 200, .body = found->second, .failure = {}};
    }
};

}  // namespace tao::tests
