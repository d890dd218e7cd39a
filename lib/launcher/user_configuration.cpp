#include "launcher/user_configuration.hpp"

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <vector>

#include "os/base_directory.hpp"
#include "project/engine_names.hpp"
#include "project/owners.hpp"
#include "project/user.hpp"
#include "project/values.hpp"
#include "project/yaml.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"

namespace tao::launcher {

namespace {

using project::Reading;
using project::yaml::Node;

constexpr std::size_t largest_file = std::size_t{64} << 10U;
constexpr char whole_path[] = "write the whole path, or ~/ for your home directory";

// A path as written: it is the user's own, and nothing is put in but the home directory.
std::optional<std::string> path_as_written(const Reading& reading, const Node& node, std::string_view path) {
    if (!node.is_scalar() || node.text.empty() || node.text.find('\0') != std::string::npos) {
        project::report_wrong_type(reading, node, path);
        return std::nullopt;
    }
    return text::with_home(node.text, reading.context.environment.get_or_empty("HOME"));
}

void read_launcher(const Reading& reading, const Node& node, std::string_view path,
                   UserConfiguration& configuration) {
    auto text = path_as_written(reading, node, path);
    if (!text) return;
    // A relative one would be another program in each directory, a foreign one too.
    if (text::is_absolute(*text)) {
        configuration.launcher = {std::move(*text), node.where};
    } else {
        project::report_wrong_type(reading, node, path, whole_path);
    }
}

void read_engine(const Reading& reading, const Node& node, std::string_view path,
                 UserConfiguration& configuration) {
    const std::string called = node.is_scalar() ? project::engine_called(node.text) : "";
    if (!called.empty()) return project::report_wrong_type(reading, node, path, called);
    const auto choice = project::read_choice(reading, node, path, project::words_of_engines);
    if (choice) configuration.engine = {static_cast<project::Engine>(*choice), node.where};
}

void read_trusted_path(const Reading& reading, const Node& node, UserConfiguration& configuration) {
    constexpr std::string_view path = "trusted_paths[]";
    const auto text = path_as_written(reading, node, path);
    if (!text) return;
    constexpr std::string_view between[] = {":/", ":~/", ", "};
    const bool is_several = std::any_of(std::begin(between), std::end(between), [&](std::string_view one) {
        return text->find(one) != std::string::npos;
    });
    if (text::is_absolute(*text) && !is_several) {
        configuration.trusted_paths.push_back(*text);
    } else {
        project::report_wrong_type(reading, node, path,
                                   is_several ? "write each as an entry of a list: [/a, /b]" : whole_path);
    }
}

// A list, or one path.
void read_trusted_paths(const Reading& reading, const Node& node, std::string_view path,
                        UserConfiguration& configuration) {
    if (node.is_scalar()) {
        read_trusted_path(reading, node, configuration);
    } else if (project::expect_list(reading, node, path)) {
        for (const Node& item : node.items)
            read_trusted_path(reading, item, configuration);
    }
}

struct KeyRow {
    project::KeyName name;
    void (*read)(const Reading& reading, const Node& node, std::string_view path,
                 UserConfiguration& configuration) = nullptr;
};

constexpr KeyRow keys[] = {
    {.name = {"launcher", "the path of NVIDIA's launcher",
              "NVIDIA's launcher, in place of the first on PATH"},
     .read = read_launcher},
    {.name = {"engine", "auto, launcher, docker, podman, apptainer or slurm",
              "What runs tasks on this computer, whatever project files say"},
     .read = read_engine},
    {.name = {"trusted_paths", "a list of absolute paths", "Projects and mount sources there need no trust"},
     .read = read_trusted_paths},
    {.name = {"trusted_paths[]", "an absolute path", "One of them"}},
};

void read_keys(const Reading& reading, const Node& root, UserConfiguration& configuration) {
    if (!root.faulty && root.kind != Node::Kind::map && root.kind != Node::Kind::null) {
        reading.diagnostics.error("no-map", "the file must be a map of keys, one KEY: VALUE a line",
                                  root.where);
        return;
    }
    project::check_keys(reading, root, "");
    for (const project::yaml::Entry& entry : root.entries) {
        for (const KeyRow& row : keys) {
            if (row.name.path == entry.key) row.read(reading, entry.value, entry.key, configuration);
        }
    }
}

// Another user's home directory, left over from su or sudo, or an image's for root, keeps even from looking whether there is one.
std::string way_out(const os::ReadFailure& failure, const std::string& file, const os::FileSystem& files) {
    if (failure.error != EACCES || files.link_status(file))
        return "see what it is: ls -l " + text::shell_word(file);
    return "you may not enter its directory, so HOME or XDG_CONFIG_HOME is another user's\n"
           "to have your own, type: export HOME=...   (your home directory)";
}

void report_failure(const os::ReadFailure& failure, const os::FileSystem& files,
                    text::Diagnostics& diagnostics) {
    diagnostics.error("unreadable",
                      failure.too_large
                          ? "the file is larger than " + std::to_string(largest_file >> 10U) + " KiB"
                          : "the file cannot be read: " + std::generic_category().message(failure.error),
                      std::nullopt, way_out(failure, diagnostics.source().path, files));
}

// Is it, by its own rights or its directory's, everybody's word? It names a program that is run.
bool anybody_may_write(const std::string& file, const os::FileSystem& files, text::Diagnostics& diagnostics) {
    const auto real = files.real_path(file);
    std::vector<std::string> places{file};
    if (real) places.emplace_back(text::parent(*real));
    for (const std::string& place : places) {
        const auto status = files.status(place);
        if (!status || (status->mode & project::writable_by_everybody) == 0) continue;
        diagnostics.error("unsafe",
                          "every user of this computer may write to " +
                              (place == file ? "this file" : "its directory " + text::visible(place)) +
                              ", and so choose the program that runs as tao: nothing in it counts",
                          std::nullopt, "take that right away: chmod o-w " + text::shell_word(place));
        return true;
    }
    return false;
}

}  // namespace

std::string user_configuration_file(const os::Environment& environment) {
    const std::string home(environment.get_or_empty("HOME"));
    const std::string base = os::base_directory(environment, "XDG_CONFIG_HOME", home, ".config");
    return base.empty() ? base : base + "/tao-shim/config.yaml";
}

UserConfiguration read_user_configuration(const os::Environment& environment, const os::FileSystem& files) {
    UserConfiguration configuration;
    configuration.source = std::make_unique<text::SourceFile>();
    text::SourceFile& source = *configuration.source;
    source.path = user_configuration_file(environment);
    if (source.path.empty()) return configuration;
    os::ReadFailure failure;
    auto content = files.read(source.path, largest_file, failure);
    if (!content && (failure.error == ENOENT || failure.error == ENOTDIR)) return configuration;
    text::Diagnostics& diagnostics = configuration.diagnostics.emplace(source);
    if (!content) {
        report_failure(failure, files, diagnostics);
        return configuration;
    }
    if (anybody_may_write(source.path, files, diagnostics)) return configuration;
    source.content = std::move(*content);
    const project::User nobody;
    const project::Context context{
        .environment = environment, .user = nobody, .file = source.path, .directory = {}};
    const Reading reading{.context = context,
                          .diagnostics = diagnostics,
                          .table = {},
                          .names = user_configuration_keys(),
                          .file_is = "your configuration"};
    if (const auto root = project::yaml::parse(diagnostics)) read_keys(reading, *root, configuration);
    return configuration;
}

project::KeyNames user_configuration_keys() {
    return project::KeyNames(std::span<const KeyRow>(keys));
}

}  // namespace tao::launcher
