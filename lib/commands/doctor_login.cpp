#include "commands/doctor_checks.hpp"
#include "text/escape.hpp"
#include "text/json.hpp"

namespace tao::commands {

namespace {

using text::visible;

constexpr std::size_t largest_file = std::size_t{1} << 20U;
constexpr const char* log_in = "docker login nvcr.io   (user $oauthtoken, password: your NGC API key)";

}  // namespace

// The launcher asserts that ~/.docker/config.json has auths["nvcr.io"], before anything else; since 5.0
// OVERRIDE_REGISTRY=nvcr.io skips that. It does not look where DOCKER_CONFIG says.
Symptoms check_login(const Patient& patient) {
    if (!patient.launcher.found || patient.launcher.launcher.kind != launcher::ProgramKind::launcher ||
        patient.user.home.empty()) {
        return {};
    }
    const bool skipped = patient.launcher.launcher.grammar == launcher::Grammar::group_first &&
                         patient.environment().get_or_empty("OVERRIDE_REGISTRY") == "nvcr.io";
    if (skipped) return {{Symptom::Level::fine, "not asked for (OVERRIDE_REGISTRY=nvcr.io)", ""}};
    const std::string file = patient.user.home + "/.docker/config.json";
    os::ReadFailure failure;
    const auto content = patient.files().read(file, largest_file, failure);
    if (!content) {
        return {
            {Symptom::Level::problem,
             "you are not logged in to nvcr.io: there is no readable " + visible(file),
             patient.environment().get("DOCKER_CONFIG") ? "DOCKER_CONFIG= " + std::string(log_in) : log_in}};
    }
    const auto json = text::parse_json(*content);
    if (!json) {
        return {{Symptom::Level::problem, visible(file) + " is not JSON",
                 "mv " + text::shell_word(file) + " " + text::shell_word(file + ".old") + "\n" + log_in}};
    }
    const text::Json::json_pointer auths("/auths");
    if (json->contains(auths) && json->at(auths).is_object() && json->at(auths).contains("nvcr.io")) {
        return {{Symptom::Level::fine, "logged in to nvcr.io", ""}};
    }
    return {{Symptom::Level::problem,
             "you are not logged in to nvcr.io: " + visible(file) + " does not mention it", log_in}};
}

}  // namespace tao::commands
