#pragma once

#include <cstdint>
#include <vector>

#include "engines/engine.hpp"
#include "os/wait.hpp"

namespace tao::run {

// Tells whether a container can still come to be after the program that makes it has gone. The engine answers a request
// for one only once it is made, which takes it from a tenth of a second to minutes, and goes on with it when nobody waits
// for the answer any more. So as long as it is at work on a request that was left behind, one may come.
//
// It may look so for two minutes when nothing comes any more: dockerd 20.10 closes the connection that a killed client was
// attached by only when its garbage collector finds it.
class PendingCreation {
  public:
    explicit PendingCreation(engines::ContainerEngine& engine) : engine_(engine) {}

    // While the program lives: what others have left behind is none of its requests.
    void exclude_what_is_there();

    // What exclude_what_is_there has seen may have been the program's own: it has ended meanwhile.
    void exclude_nothing() { others_.clear(); }

    enum class State {
        under_way,  // the engine is at work on a request that was left behind
        over,       // it is not: what there is now is all there will be
        unseen,     // that cannot be told here
        no_answer,  // the engine does not answer
        no_engine,  // nobody is there
    };

    // Once the program has ended.
    State look(os::Deadline deadline);

  private:
    engines::ContainerEngine& engine_;
    std::vector<std::uint32_t> others_;
    std::vector<std::uint32_t> pending_;
    bool known_ = false;  // what pending_ holds
};

}  // namespace tao::run
