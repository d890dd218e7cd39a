#include <array>

#include "launcher/mounts_file.hpp"

namespace tao::launcher {

namespace {

// VALID_DOCKER_ARGS in components/docker_handler/docker_handler.py, compared over all public versions: any
// other key is an AssertionError of the launcher, after it has pulled the image.
struct DockerOptionRule {
    std::string_view key;
    Version since;
    bool (*present)(const project::DockerOptions&);
    std::optional<text::Span> (*where)(const project::DockerOptions&);
};

template <auto member>
constexpr DockerOptionRule rule(std::string_view key, Version since) {
    return {key, since, [](const project::DockerOptions& options) { return (options.*member).has_value(); },
            [](const project::DockerOptions& options) { return (options.*member)->where; }};
}

constexpr Version first_release{0, 1, 21};
constexpr std::array rules = {
    rule<&project::DockerOptions::user>("user", first_release),
    rule<&project::DockerOptions::ports>("ports", first_release),
    rule<&project::DockerOptions::shm_size>("shm_size", first_release),
    rule<&project::DockerOptions::ulimits>("ulimits", first_release),
    rule<&project::DockerOptions::privileged>("privileged", first_release),
    rule<&project::DockerOptions::network>("network", first_release),
    rule<&project::DockerOptions::tty>("tty", {5, 0, 0}),
};

std::string text_of(const Version& version) {
    return std::to_string(version.major) + "." + std::to_string(version.minor) + "." +
           std::to_string(version.patch);
}

// Where no version could be read, the grammar still tells 4.x and earlier from 5.x and later.
bool accepts(const Launcher& launcher, const Version& since) {
    if (launcher.version.known()) return launcher.version >= since;
    return launcher.grammar == Grammar::group_first || since < Version{5, 0, 0};
}

}  // namespace

void check_docker_options(const project::DockerOptions& options, const Launcher& launcher,
                          text::Diagnostics& diagnostics) {
    if (launcher.kind != ProgramKind::launcher) return;
    for (const DockerOptionRule& row : rules) {
        if (!row.present(options) || accepts(launcher, row.since)) continue;
        const std::string found =
            launcher.version_text.empty() ? std::string("before 5.0.0") : launcher.version_text;
        diagnostics.error(
            "unsupported-docker-option",
            "the launcher found (" + found + ") has no docker option '" + std::string(row.key) + "'",
            row.where(options), "remove the line, or install nvidia-tao " + text_of(row.since) + " or later");
    }
}

}  // namespace tao::launcher
