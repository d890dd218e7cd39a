#include "plan/trust.hpp"

#include "launcher/user_configuration.hpp"
#include "paths/real_path.hpp"
#include "project/user.hpp"
#include "project/yaml.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"
#include "text/path.hpp"

namespace tao::plan {

namespace {

constexpr std::size_t largest_configuration = std::size_t{64} << 10U;

void add(std::string_view path, const os::FileSystem& files, std::vector<std::string>& paths) {
    if (text::is_absolute(path)) paths.push_back(paths::real_path_of(path, files));
}

// trusted_paths: a list of paths, or one.
void add_configured(const os::Environment& environment, const os::FileSystem& files,
                    std::vector<std::string>& paths) {
    const std::string file = launcher::user_configuration_file(environment);
    if (file.empty()) return;
    os::ReadFailure failure;
    const auto content = files.read(file, largest_configuration, failure);
    if (!content) return;
    const text::SourceFile source{.path = file, .content = *content};
    text::Diagnostics diagnostics(source);
    const auto root = project::yaml::parse(diagnostics);
    if (!root || diagnostics.has_errors()) return;
    const project::yaml::Node* node = root->find("trusted_paths");
    if (node == nullptr) return;
    const auto add_one = [&](const project::yaml::Node& item) {
        const std::string home(environment.get_or_empty("HOME"));
        add(item.text.starts_with("~/") ? home + item.text.substr(1) : item.text, files, paths);
    };
    if (node->is_scalar()) add_one(*node);
    for (const project::yaml::Node& item : node->items)
        add_one(item);
}

}  // namespace

TrustedAs trusted_as(const project::Project& project, const os::FileSystem& files) {
    TrustedAs result;
    result.directory = paths::real_path_of(project.directory, files);
    result.file = text::join(result.directory, project.file.substr(project.file.rfind('/') + 1));
    project::RealPaths real{.directory = result.directory, .sources = {}};
    for (const project::Mount& mount : project.mounts) {
        real.sources.push_back(paths::real_path_of(mount.source.value, files));
    }
    result.widenings = project::widenings(project, real);
    return result;
}

project::TrustStore trust_store(const Invocation& invocation, const os::FileSystem& files) {
    const project::User user =
        project::user_of(invocation.environment, invocation.user, invocation.group, files);
    return {project::trust_directory(invocation.environment, user), invocation.user, files};
}

std::vector<std::string> trusted_paths(const os::Environment& environment, const os::FileSystem& files) {
    std::vector<std::string> paths;
    for (std::string_view rest = environment.get_or_empty("TAO_SHIM_TRUSTED_PATHS"); !rest.empty();) {
        const auto end = std::min(rest.find(':'), rest.size());
        add(rest.substr(0, end), files, paths);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    add_configured(environment, files, paths);
    return paths;
}

std::vector<project::Widening> untrusted(const project::Project& project, const Invocation& invocation,
                                         const os::FileSystem& files) {
    const TrustedAs known = trusted_as(project, files);
    if (known.widenings.empty()) return {};
    const project::Trust trust{.granted = trust_store(invocation, files).granted(known.file),
                               .trusted_paths = trusted_paths(invocation.environment, files)};
    return project::untrusted(known.widenings, known.directory, trust);
}

bool report_untrusted(const project::Project& project, const Invocation& invocation,
                      const os::FileSystem& files, text::Diagnostics& diagnostics) {
    const auto found = untrusted(project, invocation, files);
    for (const project::Widening& widening : found) {
        diagnostics.error("untrusted", "not trusted yet: " + widening.meaning, widening.where);
    }
    return !found.empty();
}

std::string trust_advice() {
    return text::message(
        "nothing is started until you allow what this project file asks for beyond its own directory\n"
        "if the file is yours, or you have read these lines and agree, type: tao-shim trust\n"
        "you are asked again only when one of these values changes");
}

}  // namespace tao::plan
