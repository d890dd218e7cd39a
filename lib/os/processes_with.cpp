#include "os/processes_with.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <optional>

#include "os/file_system.hpp"

namespace tao::os {

namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 18U;

// The value of NAME= in a block of entries that end with a NUL each.
std::optional<std::string> value_in(const std::string& block, const std::string& entry) {
    std::size_t at = 0;
    if (!block.starts_with(entry)) {
        at = block.find(std::string(1, '\0') + entry);
        if (at == std::string::npos) return std::nullopt;
        ++at;
    }
    at += entry.size();
    return block.substr(at, block.find('\0', at) - at);
}

std::vector<std::string> split(const std::string& block) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < block.size();) {
        const auto end = std::min(block.find('\0', at), block.size());
        words.push_back(block.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

// Calls `look` with the directory and the number of each process there is.
void for_each_process(const HostFileSystem& files,
                      const std::function<void(const std::string& directory, pid_t id)>& look) {
    for (const std::string& name : files.list("/proc")) {
        pid_t id = 0;
        const char* end = name.data() + name.size();
        const auto [stopped, error] = std::from_chars(name.data(), end, id);
        if (error == std::errc{} && stopped == end) look("/proc/" + name, id);
    }
}

std::vector<std::string> words_of(const HostFileSystem& files, const std::string& directory) {
    return split(files.read_start(directory + "/cmdline", most_bytes).value_or(""));
}

FoundProcess describe(const HostFileSystem& files, const std::string& directory, pid_t id) {
    FoundProcess process;
    process.id = id;
    process.words = words_of(files, directory);
    process.name = files.read_start(directory + "/comm", most_bytes).value_or("");
    while (process.name.ends_with('\n'))
        process.name.pop_back();
    if (const auto status = files.status(directory)) process.started = status->modified;
    return process;
}

}  // namespace

std::vector<FoundProcess> processes_with(std::string_view variable) {
    const HostFileSystem files;
    const std::string entry = std::string(variable) + "=";
    std::vector<FoundProcess> found;
    for_each_process(files, [&](const std::string& directory, pid_t id) {
        const auto environment = files.read_start(directory + "/environ", most_bytes);
        if (!environment) return;
        auto value = value_in(*environment, entry);
        if (!value) return;
        found.push_back(describe(files, directory, id));
        found.back().value = std::move(*value);
    });
    return found;
}

std::vector<FoundProcess> processes_with_word(std::string_view word) {
    const HostFileSystem files;
    std::vector<FoundProcess> found;
    for_each_process(files, [&](const std::string& directory, pid_t id) {
        const auto words = words_of(files, directory);
        if (std::find(words.begin(), words.end(), word) != words.end())
            found.push_back(describe(files, directory, id));
    });
    return found;
}

}  // namespace tao::os
