#include "project/widening.hpp"

#include <algorithm>

#include "project/known_names.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"

namespace tao::project {

namespace {

constexpr std::string_view key_of_sources = "mounts[].source";
constexpr std::string_view key_of_read_only_sources = "mounts[].read_only";

bool is_source(const Widening& widening) {
    return widening.key == key_of_sources || widening.key == key_of_read_only_sources;
}

}  // namespace

std::vector<Widening> widenings(const Project& project, const RealPaths& real, Keys table) {
    std::vector<Widening> found;
    for (const Key& key : table) {
        if (key.widen == nullptr) continue;
        const std::size_t before = found.size();
        key.widen(project, real, found);
        for (std::size_t index = before; index < found.size(); ++index)
            found[index].key = key.name.path;
    }
    for (const EnvironmentUse& use : project.environment_uses) {
        if (!is_free_environment(use.name)) found.push_back(from_environment(use.key, use.name, use.where));
    }
    // What has no place comes first.
    std::stable_sort(found.begin(), found.end(), [](const Widening& one, const Widening& other) {
        if (!one.where || !other.where) return !one.where && other.where;
        return one.where->begin < other.where->begin;
    });
    // The same thing asked for at two places is asked for once.
    for (auto one = found.begin(); one != found.end();) {
        const bool again =
            std::any_of(found.begin(), one, [&](const Widening& first) { return first.same_as(*one); });
        one = again ? found.erase(one) : one + 1;
    }
    return found;
}

Widening from_environment(std::string_view key, const std::string& name,
                          const std::optional<text::Span>& where) {
    const std::string what_for =
        key == "envs" ? "gives it to the container" : "puts it into the project's settings";
    return {.key = std::string(key),
            .value = "${" + name + "}",
            .where = where,
            .meaning = text::visible(key) + " takes " + name + " from your environment and " + what_for};
}

std::vector<Widening> untrusted(const std::vector<Widening>& widenings, const std::string& real_directory,
                                const Trust& trust) {
    const auto covered = [&](const std::string& path) {
        return std::any_of(trust.trusted_paths.begin(), trust.trusted_paths.end(),
                           [&](const std::string& trusted) { return text::is_under(path, trusted); });
    };
    std::vector<Widening> left;
    if (covered(real_directory)) return left;
    for (const Widening& widening : widenings) {
        const bool is_path = is_source(widening) || widening.key == "unmapped";
        if (is_path && covered(widening.value)) continue;
        if (!widening.leads_to.empty() && covered(widening.leads_to)) continue;
        const bool granted =
            std::any_of(trust.granted.begin(), trust.granted.end(), [&](const Widening& one) {
                // A directory that a variable leads to was granted with what is in it.
                const bool below = widening.key == "unmapped" && one.key == "unmapped" &&
                                   text::is_under(widening.value, one.value);
                const bool mounted = !widening.leads_to.empty() && is_source(one) &&
                                     text::is_under(widening.leads_to, one.value);
                const bool writable = widening.key == key_of_read_only_sources && one.key == key_of_sources &&
                                      one.value == widening.value;
                return below || mounted || writable || one.same_as(widening);
            });
        if (!granted) left.push_back(widening);
    }
    return left;
}

}  // namespace tao::project
