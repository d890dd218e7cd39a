#pragma once

#include <vector>

#include "engines/runs.hpp"

namespace tao::run {

// A run and the engine that it is in.
struct RunInEngine {
    engines::KnownEngine* engine = nullptr;
    engines::Run run;
};

// Ends runs: their tasks are asked to end, and after a while (waits.hpp) their containers are removed, whatever they do. One
// answer for each, in their order: is nothing left of it?
std::vector<bool> end_runs(const std::vector<RunInEngine>& runs);

}  // namespace tao::run
