#include "os/processes_with.hpp"

#include <algorithm>
#include <charconv>
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

}  // namespace

std::vector<FoundProcess> processes_with(std::string_view variable) {
    const HostFileSystem files;
    const std::string entry = std::string(variable) + "=";
    std::vector<FoundProcess> found;
    for (const std::string& name : files.list("/proc")) {
        FoundProcess process;
        const char* end = name.data() + name.size();
        if (const auto [stopped, error] = std::from_chars(name.data(), end, process.id);
            error != std::errc{} || stopped != end)
            continue;
        const std::string directory = "/proc/" + name;
        const auto environment = files.read_start(directory + "/environ", most_bytes);
        if (!environment) continue;
        auto value = value_in(*environment, entry);
        if (!value) continue;
        process.value = std::move(*value);
        process.words = split(files.read_start(directory + "/cmdline", most_bytes).value_or(""));
        process.name = files.read_start(directory + "/comm", most_bytes).value_or("");
        while (process.name.ends_with('\n'))
            process.name.pop_back();
        if (const auto status = files.status(directory)) process.started = status->modified;
        found.push_back(std::move(process));
    }
    return found;
}

}  // namespace tao::os
