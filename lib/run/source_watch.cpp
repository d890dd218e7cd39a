#include "run/source_watch.hpp"

#include <charconv>
#include <utility>

#include "os/file_system.hpp"
#include "run/held_sources.hpp"
#include "text/path.hpp"

namespace tao::run {

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

}  // namespace tao::run
