#include "run/source_watch.hpp"

#include <charconv>
#include <csignal>
#include <utility>

#include "engines/api_answer.hpp"
#include "os/file_system.hpp"
#include "run/held_sources.hpp"
#include "run/waits.hpp"
#include "text/json_value.hpp"
#include "text/path.hpp"

namespace tao::run {

namespace {

constexpr unsigned not_found = 404;

}  // namespace

SourceWatch::SourceWatch(std::string list, std::string process_file)
    : list_(std::move(list)), process_file_(std::move(process_file)) {
    if (list_.empty()) return;
    changes_ = os::NameChanges::create();
    for (const std::string& source : sources_in(list_))
        watch_names_of(source);
    if (!process_file_.empty()) changes_.watch(std::string(text::parent(process_file_)));
    // From now on nothing is missed; what was before is seen by the names.
    changed_ = !replaced_mount(list_, 0).empty();
}

void SourceWatch::watch_names_of(const std::string& source) {
    for (std::string path = source; path.size() > 1; path = text::parent(path)) {
        const int directory = changes_.watch(std::string(text::parent(path)));
        if (directory >= 0) names_.emplace(directory, text::last_component(path));
    }
}

void SourceWatch::read_changes() {
    for (os::NameChanges::Change& change : changes_.read()) {
        if (change.directory < 0 || names_.contains({change.directory, std::move(change.name)}))
            changed_ = true;
    }
}

std::string SourceWatch::moved() {
    read_changes();
    return changed_ && !list_.empty() ? replaced_mount(list_, 0) : std::string();
}

pid_t SourceWatch::process_in_file() const {
    constexpr std::size_t enough = 32;
    if (list_.empty() || process_file_.empty()) return 0;
    os::ReadFailure failure;
    const std::string text = os::HostFileSystem().read(process_file_, enough, failure).value_or("");
    pid_t process = 0;
    std::from_chars(text.data(), text.data() + text.size(), process);
    return process;
}

std::string SourceWatch::fault_of(pid_t process) {
    if (list_.empty()) return {};
    read_changes();
    std::string fault = replaced_mount(list_, process, changed_);
    end();
    return fault;
}

void SourceWatch::end() {
    list_.clear();
    changes_ = {};
}

std::string SourceCheck::look(const os::ProcessHandle& command) {
    std::string fault = watch_.moved();
    if (fault.empty()) return {};
    command.send(SIGSTOP);
    const auto answer = engine_.ask("/containers/" + container_ + "/json", clock_.in(waits::engine_call));
    const std::string state = engines::text_at(engines::answer_of(answer.body), "/State/Status");
    const bool is_to_come = answer.status == not_found || state == "created";
    if (answer.status == 0) fault.clear();  // what becomes of the container nobody can say, or hinder
    if (!fault.empty() && !is_to_come) fault = watch_.fault_of(engines::first_process(answer.body));
    watch_.end();
    if (fault.empty()) command.send(SIGCONT);
    return fault;
}

std::string SourceCheck::compare() {
    if (!watch_.looks()) return {};
    const auto answer = engine_.ask("/containers/" + container_ + "/json", clock_.in(waits::engine_call));
    return watch_.fault_of(engines::first_process(answer.body));
}

}  // namespace tao::run
