#include "run/engine_command.hpp"

#include <csignal>
#include <ctime>

#include "os/pipe.hpp"
#include "os/process.hpp"
#include "run/engine_answer.hpp"
#include "run/engine_event.hpp"

namespace tao::run {

namespace {

struct Result {
    bool success = false;
    std::string output;
};

// A docker command whose output is read.
struct Running {
    os::ChildProcess process;
    os::Descriptor output;
};

class EngineCommand final : public Engine {
  public:
    EngineCommand(std::string docker, os::Environment environment)
        : docker_(std::move(docker)), environment_(std::move(environment)) {}

    ~EngineCommand() override { end_events(); }

    bool subscribe(os::Deadline, std::string& failure) override {
        end_events();
        if (docker_.empty()) {
            failure = "docker: command not found";
            return false;
        }
        // The command does not say when it listens; from now on it reports what happened before that, too. By a clock
        // that is not the engine's: at worst old events of others come as well.
        std::vector<std::string> words = {"events",        "--since",    std::to_string(std::time(nullptr)),
                                          "--format",      "{{json .}}", "--filter",
                                          "type=container"};
        for (const std::string_view event : wanted_events) {
            words.insert(words.end(), {"--filter", "event=" + std::string(event)});
        }
        std::error_code error;
        events_ = start(words, error);
        if (error) failure = error.message();
        return events_.has_value();
    }

    int event_descriptor() const override { return events_ ? events_->output.get() : -1; }

    std::optional<EngineEvent> next_event() override {
        if (std::optional<EngineEvent> event = take_event(text_)) return event;
        if (!events_) return std::nullopt;
        const bool more = os::read_available(events_->output.get(), text_);
        std::optional<EngineEvent> event = take_event(text_);
        if (!event && !more) end_events();
        return event;
    }

    void signal(const std::string& container_id, int number, os::Deadline deadline) override {
        run({"kill", "--signal", std::to_string(number), container_id}, deadline);
    }

    bool remove(const std::string& container_id, os::Deadline deadline) override {
        run({"rm", "--force", "--volumes", container_id}, deadline);
        return !exists(container_id, deadline);
    }

    bool exists(const std::string& container_id, os::Deadline deadline) override {
        const Result result = run({"ps", "--all", "--quiet", "--filter", "id=" + container_id}, deadline);
        return !result.success || !result.output.empty();
    }

    std::vector<std::string> list(os::Deadline deadline) override {
        std::vector<std::string> ids;
        std::string output = run({"ps", "--all", "--quiet", "--no-trunc"}, deadline).output;
        for (auto end = output.find('\n'); end != std::string::npos; end = output.find('\n')) {
            ids.push_back(output.substr(0, end));
            output.erase(0, end + 1);
        }
        return ids;
    }

    std::optional<std::string> variable(const std::string& container_id, const std::string& name,
                                        os::Deadline deadline) override {
        const Result result = run(
            {"inspect", "--type", "container", "--format", "{{json .Config.Env}}", container_id}, deadline);
        if (!result.success) return std::nullopt;
        return container_variable(answer_of(result.output), name);
    }

    EngineAnswer ask(const std::string& path, os::Deadline) override {
        return {.status = 0, .body = {}, .failure = "the docker command cannot be asked for " + path};
    }

  private:
    std::optional<Running> start(const std::vector<std::string>& words, std::error_code& error) {
        os::Pipe pipe = os::make_pipe(error);
        if (error) return std::nullopt;
        os::Program program = {.path = docker_, .argv = {"docker"}, .environment = environment_};
        program.argv.insert(program.argv.end(), words.begin(), words.end());
        os::StartOptions options;
        options.parent_death_signal = SIGKILL;
        options.output = pipe.write.get();
        std::optional<os::ChildProcess> process = os::start(program, options, error);
        if (!process) return std::nullopt;
        return Running{std::move(*process), std::move(pipe.read)};
    }

    Result run(const std::vector<std::string>& words, os::Deadline deadline) {
        std::error_code error;
        std::optional<Running> running = start(words, error);
        if (!running) return {};
        Result result;
        while (os::wait_readable({running->output.get()}, deadline)) {
            if (!os::read_available(running->output.get(), result.output)) break;
        }
        if (os::passed(deadline)) running->process.handle().send(SIGKILL);
        result.success = running->process.wait().success();
        return result;
    }

    void end_events() {
        text_.clear();
        if (!events_) return;
        events_->process.handle().send(SIGKILL);
        events_->process.wait();
        events_.reset();
    }

    std::string docker_;
    os::Environment environment_;
    std::optional<Running> events_;
    std::string text_;
};

}  // namespace

std::unique_ptr<Engine> make_engine_command(std::string docker, os::Environment environment) {
    return std::make_unique<EngineCommand>(std::move(docker), std::move(environment));
}

}  // namespace tao::run
