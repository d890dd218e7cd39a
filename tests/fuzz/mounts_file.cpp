// The mounts file written: whatever values it is given (five a mount and a variable), it is JSON with exactly these.

#include "launcher/mounts_file.hpp"

#include "fuzz/fuzzing.hpp"
#include "launcher/foreign_mounts.hpp"
#include "support/memory_file_system.hpp"
#include "text/json_value.hpp"

using namespace tao;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto words = fuzz::words_of(fuzz::text_of(data, size));
    launcher::MountsFile file;
    bool is_utf8 = true;
    for (std::size_t index = 0; index + 4 < words.size(); index += 5) {
        file.mounts.push_back({.source = words[index], .real_source = {}, .destination = words[index + 1]});
        file.envs.emplace_back(words[index + 2], words[index + 3]);
        file.docker.network = project::Located<std::string>{.value = words[index + 4], .where = {}};
    }
    for (const auto& mount : file.mounts)
        is_utf8 &= text::find_invalid(mount.source + '\n' + mount.destination) == std::string_view::npos;
    for (const auto& [name, value] : file.envs)
        is_utf8 &= text::find_invalid(name + '\n' + value) == std::string_view::npos;
    if (file.docker.network)
        is_utf8 &= text::find_invalid(file.docker.network->value) == std::string_view::npos;

    const auto written = launcher::render(file, false);
    fuzz::require(written.has_value() == is_utf8, "only what is not UTF-8 cannot be written");
    if (!written) return 0;
    const auto read = text::parse_json(*written);
    fuzz::require(read.has_value() && read->at("Mounts").size() == file.mounts.size(), "it is read again",
                  *written);
    for (std::size_t index = 0; index < file.mounts.size(); ++index) {
        const auto& mount = read->at("Mounts").at(index);
        fuzz::require(mount.at("source") == file.mounts[index].source, "the source is the one given",
                      *written);
        fuzz::require(mount.at("destination") == file.mounts[index].destination, "so is the destination",
                      *written);
        const auto& entry = read->at("Envs").at(index);
        fuzz::require(entry.at("variable") == file.envs[index].first, "so is the variable", *written);
        fuzz::require(entry.at("value") == file.envs[index].second, "so is its value", *written);
    }
    const auto masked = launcher::render(file, true);
    fuzz::require(masked.has_value(), "what can be written can be shown");
    launcher::difference(paths::MountTable(file.mounts), *written, "/home/user", tests::MemoryFileSystem());
    return 0;
}
