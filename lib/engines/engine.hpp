#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "os/descriptor.hpp"
#include "os/environment.hpp"
#include "os/wait.hpp"

namespace tao::engines {

// Something that happened to a container.
struct EngineEvent {
    enum class Kind { created, started, signalled, died, removed };
    Kind kind = Kind::created;
    std::string container_id;
    int signal = 0;   // signalled: which one
    std::string run;  // the label run_label (markers.hpp) of the container; empty if it has none
};

// The statuses of HTTP that are looked at.
inline constexpr unsigned answer_ok = 200;
inline constexpr unsigned answer_not_found = 404;

// What the engine says to a question.
struct EngineAnswer {
    unsigned status = 0;  // of HTTP; 0: there was no answer, `failure` says why
    std::string body;     // JSON
    std::string failure;
    bool there = false;  // the engine has taken the question
};

// The Docker Engine as far as a run's guardian needs it. Every call ends by its deadline.
class ContainerEngine {
  public:
    virtual ~ContainerEngine() = default;

    // Asks for the events of containers from now on. False if that is not possible: `failure` says why.
    virtual bool subscribe(os::Deadline deadline, std::string& failure) = 0;

    // Readable when an event may be there; -1 if events are not coming (any more).
    virtual int event_descriptor() const = 0;

    // Never waits. Nothing: no whole event is there.
    virtual std::optional<EngineEvent> next_event() = 0;

    // Sends a signal to the first process of the container.
    virtual void signal(const std::string& container_id, int number, os::Deadline deadline) = 0;

    // Removes the container, running or not. True once there is no such container.
    virtual bool remove(const std::string& container_id, os::Deadline deadline) = 0;

    virtual bool exists(const std::string& container_id, os::Deadline deadline) = 0;

    // Every container, stopped ones and ones that never started included. Not only the recent ones: the engine's clock
    // may be another than ours, and either may be set while a run goes on. Nothing: the engine does not answer.
    virtual std::optional<std::vector<std::string>> list(os::Deadline deadline) = 0;

    // The requests that a program has left behind by its end and that the engine is still at work on, each by a number of
    // its own, in ascending order. Whatever was sent before the engine answered something else is among them. Nothing:
    // that cannot be told here.
    virtual std::optional<std::vector<std::uint32_t>> abandoned_requests() { return std::nullopt; }

    // Containers that were created at least so long ago, by the engine's own clock, and never started. None where that
    // cannot be asked.
    virtual std::vector<std::string> list_never_started(std::chrono::seconds /*ago*/,
                                                        os::Deadline /*deadline*/) {
        return {};
    }

    // The value of a variable in the environment that the container was created with; empty if it has none of that name.
    // Nothing: the engine does not say. It lists a container about 0.1 s before it answers questions about it.
    virtual std::optional<std::string> variable(const std::string& container_id, const std::string& name,
                                                os::Deadline deadline) = 0;

    // Starts a command in the container, as user 0 whatever `user:` says, with nothing but its standard input connected.
    // The input ends when no process holds what is returned any more. Nothing: that is not possible here.
    virtual os::Descriptor attach(const std::string& /*container_id*/,
                                  const std::vector<std::string>& /*words*/, os::Deadline /*deadline*/) {
        return {};
    }

    // Asks anything that changes nothing, by its path in the engine's API: /info, /containers/ID/json.
    virtual EngineAnswer ask(const std::string& path, os::Deadline deadline) = 0;
};

// The engine in which the launcher makes its containers: docker.from_env() of docker-py, which knows DOCKER_HOST and,
// unlike the docker command, no contexts. One that is only to be reached over ssh, with TLS or by a host's name answers
// no call: `failure` says so (address.hpp).
std::unique_ptr<ContainerEngine> connect_engine(const os::Environment& environment);

}  // namespace tao::engines
