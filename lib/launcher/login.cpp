#include "launcher/login.hpp"

#include <cerrno>

#include "text/escape.hpp"
#include "text/json_value.hpp"

namespace tao::launcher {

namespace {

using text::visible;

constexpr std::size_t largest_file = std::size_t{1} << 20U;
constexpr const char* log_in = "docker login -u '$oauthtoken' nvcr.io";
constexpr const char* password = " (the password is your NGC API key)";

}  // namespace

Login look_at_login(const Launcher& launcher, const os::Environment& environment, const std::string& home,
                    const os::FileSystem& files) {
    if (launcher.grammar == Grammar::group_first &&
        environment.get_or_empty("OVERRIDE_REGISTRY") == "nvcr.io") {
        return {.asked_for = false, .fault = {}, .remedy = {}};
    }
    const std::string file = home + "/.docker/config.json";
    os::ReadFailure failure;
    const auto content = files.read(file, largest_file, failure);
    const std::string set_aside =
        "mv " + text::shell_word(file) + " " + text::shell_word(file + ".old") + "\n" + log_in;
    if (!content && failure.error == EISDIR)
        return {.fault = visible(file) + " is a directory", .remedy = set_aside};
    if (!content) {
        const bool elsewhere = environment.get("DOCKER_CONFIG").has_value();
        return {.fault = std::string("you are not logged in to nvcr.io") + password +
                         ": there is no readable " + visible(file),
                .remedy = (elsewhere ? "DOCKER_CONFIG= " : "") + std::string(log_in)};
    }
    const auto json = text::parse_json(*content);
    if (!json) return {.fault = visible(file) + " is not JSON", .remedy = set_aside};
    const text::Json::json_pointer auths("/auths");
    if (json->contains(auths) && json->at(auths).is_object() && json->at(auths).contains("nvcr.io"))
        return {};
    return {.fault = std::string("you are not logged in to nvcr.io") + password + ": " + visible(file) +
                     " does not mention it",
            .remedy = log_in};
}

}  // namespace tao::launcher
