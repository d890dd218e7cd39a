#include "project/trust_store.hpp"

#include <cerrno>

#include "os/base_directory.hpp"
#include "os/held_directory.hpp"
#include "os/replace_file.hpp"
#include "text/json_value.hpp"

namespace tao::project {

namespace {

using text::Json;

constexpr const char* record_name = "/trusted.json";
constexpr std::size_t largest_record = std::size_t{1} << 20U;
constexpr mode_t others_may_write = 0022;
constexpr mode_t for_the_user_alone = 0600;
constexpr int deepest = 64;  // directories below the store that --list looks into

std::optional<std::string> text_member(const Json& object, const char* name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_string()) return std::nullopt;
    return found->get<std::string>();
}

std::optional<TrustRecord> parse(const std::string& content) {
    const auto json = text::parse_json(content);
    if (!json || !json->is_object()) return std::nullopt;
    const auto project = text_member(*json, "project");
    const auto granted = json->find("granted");
    if (!project || granted == json->end() || !granted->is_array()) return std::nullopt;
    TrustRecord record{.project_file = *project, .granted = {}};
    for (const Json& entry : *granted) {
        if (!entry.is_object()) return std::nullopt;
        const auto key = text_member(entry, "key");
        const auto value = text_member(entry, "value");
        if (!key || !value) return std::nullopt;
        record.granted.push_back({.key = *key, .value = *value, .where = {}});
    }
    return record;
}

}  // namespace

std::string trust_directory(const os::Environment& environment, const User& user) {
    const std::string base = os::base_directory(environment, "XDG_STATE_HOME", user.home, ".local/state");
    return base.empty() ? base : base + "/tao-shim/trust";
}

TrustStore::TrustStore(std::string directory, uid_t user, const os::FileSystem& files)
    : directory_(std::move(directory)), user_(user), files_(files) {}

std::string TrustStore::record_of(const std::string& project_file) const {
    return directory_ + project_file + record_name;
}

std::optional<TrustRecord> TrustStore::read(const std::string& file) const {
    const auto status = files_.link_status(file);
    if (!status || !status->is_regular()) return std::nullopt;
    if (status->owner != user_ && status->owner != 0) return std::nullopt;
    if ((status->mode & others_may_write) != 0) return std::nullopt;
    os::ReadFailure failure;
    const auto content = files_.read(file, largest_record, failure);
    if (!content) return std::nullopt;
    return parse(*content);
}

std::vector<Widening> TrustStore::granted(const std::string& project_file) const {
    if (directory_.empty()) return {};
    auto record = read(record_of(project_file));
    // A record that was moved or copied within the store is about another project.
    if (!record || record->project_file != project_file) return {};
    return std::move(record->granted);
}

std::vector<TrustRecord> TrustStore::all() const {
    std::vector<TrustRecord> found;
    if (!directory_.empty()) collect(directory_, 0, found);
    return found;
}

void TrustStore::collect(const std::string& directory, int depth, std::vector<TrustRecord>& found) const {
    if (auto record = read(directory + record_name)) {
        if (record_of(record->project_file) == directory + record_name) found.push_back(std::move(*record));
    }
    if (depth == deepest) return;
    for (const std::string& name : files_.list(directory)) {
        const std::string below = directory + "/" + name;
        const auto status = files_.link_status(below);
        if (status && status->is_directory()) collect(below, depth + 1, found);
    }
}

std::error_code TrustStore::grant(const std::string& project_file,
                                  const std::vector<Widening>& widenings) const {
    if (directory_.empty()) return {ENOENT, std::generic_category()};
    Json json = {{"project", project_file}, {"granted", Json::array()}};
    for (const Widening& widening : widenings) {
        json["granted"].push_back({{"key", widening.key}, {"value", widening.value}});
    }
    const auto content = text::write_json(json);
    if (!content) return {EILSEQ, std::generic_category()};
    const std::string record = record_of(project_file);
    const std::string around = record.substr(0, record.rfind('/'));
    if (const auto error = os::make_private_directories(around)) return error;
    return os::write_atomically(record, *content + "\n", for_the_user_alone);
}

std::error_code TrustStore::forget(const std::string& project_file) const {
    if (directory_.empty() || !files_.exists(record_of(project_file))) return {};
    return os::remove_file(record_of(project_file));
}

}  // namespace tao::project
