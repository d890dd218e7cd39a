#include "commands/path.hpp"

#include <algorithm>

#include "commands/project_here.hpp"
#include "commands/usage.hpp"
#include "os/working_directory.hpp"
#include "paths/misspelt_destination.hpp"
#include "paths/real_path.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"
#include "text/path.hpp"

namespace tao::commands {

namespace {

using paths::Mount;
using text::visible;

constexpr int not_translatable = 1;

// What one path comes to: the translation, or why there is none.
struct Outcome {
    std::string result;
    std::string fault;
};

std::size_t shared_components(const std::string& one, const std::string& other) {
    std::size_t shared = 0;
    const std::size_t length = std::min(one.size(), other.size());
    for (std::size_t at = 1; at <= length; ++at) {
        const bool one_ends = at == one.size() || one[at] == '/';
        const bool other_ends = at == other.size() || other[at] == '/';
        if (one_ends && other_ends && one.compare(0, at, other, 0, at) == 0) ++shared;
    }
    return shared;
}

// The mount that has most of the path; the first of several.
std::string closest_mount(const std::vector<Mount>& mounts, const std::string& path,
                          std::string Mount::*side) {
    if (mounts.empty()) return "the project has no mounts";
    const auto closest = std::max_element(mounts.begin(), mounts.end(), [&](const Mount& a, const Mount& b) {
        return shared_components(a.*side, path) < shared_components(b.*side, path);
    });
    return "the closest mount is " + visible(closest->source) + " -> " + visible(closest->destination);
}

class Translator {
  public:
    Translator(const ProjectHere& here, const Surroundings& surroundings)
        : table_(here.mounts.table),
          file_(here.search.file),
          files_(surroundings.files),
          directory_(os::apparent_directory(surroundings.invocation.environment,
                                            surroundings.invocation.working_directory, files_)) {}

    Outcome to_container(const std::string& typed) const {
        const std::string path = absolute(typed);
        const std::string real = paths::real_path_of(path, files_);
        const auto as_written = table_.to_container(path);
        // A link may lead out of the mount: what the container has under the translated name is then nothing.
        if (as_written && text::is_under(real, table_.by_destination(*as_written)->real_source)) {
            return {*as_written, {}};
        }
        if (const auto by_real_path = table_.to_container({}, real)) return {*by_real_path, {}};
        std::string fault = text::quoted(path) + " is not in the container: ";
        fault += as_written ? "it leads through a link to " + text::quoted(real) + ", which no mount provides"
                            : "no mount covers it";
        return {{},
                fault + "\n" + closest_mount(table_.mounts(), real, &Mount::real_source) +
                    "\nto mount it, add this line under 'mounts:' in " + visible(file_) + ":\n    - " +
                    visible(as_written ? real : path)};
    }

    Outcome to_host(const std::string& typed) const {
        if (!text::is_absolute(typed)) {
            return {{}, text::quoted(typed) + " is no path of the container: those begin with /"};
        }
        if (const auto path = table_.to_host(typed)) return {*path, {}};
        return {{},
                text::quoted(typed) +
                    " is not on this machine: no mount provides it, so it is the image's own\n" +
                    suggestion(text::normalised(typed))};
    }

  private:
    std::string suggestion(const std::string& container_path) const {
        const std::string meant = paths::misspelt_destination(container_path, table_);
        if (!meant.empty()) return "did you mean " + text::quoted(meant) + "?";
        return closest_mount(table_.mounts(), container_path, &Mount::destination);
    }

    std::string absolute(const std::string& typed) const {
        if (text::is_absolute(typed)) return typed;
        return typed == "." ? directory_ : text::join(directory_, typed);
    }

    const paths::MountTable& table_;
    const std::string& file_;
    const os::FileSystem& files_;
    std::string directory_;
};

int path(const Arguments& arguments, const Surroundings& surroundings) {
    const bool to_container = arguments.has("--to-container");
    if (to_container == arguments.has("--to-host") || arguments.words.empty()) {
        return usage_fault("name one direction and one path at least",
                           "tao-shim path --to-container specs/train.txt");
    }
    const ProjectHere here = project_here(surroundings, {});
    if (here.search.outcome == project::Search::Outcome::none) {
        complain(no_project_message());
        return not_translatable;
    }
    if (here.has_errors() && !here.untrusted) {
        complain(render(here, surroundings.invocation.colour));
        return here.exit_code();
    }
    const Translator translator(here, surroundings);
    int exit_code = 0;
    for (const std::string& word : arguments.words) {
        const Outcome outcome = to_container ? translator.to_container(word) : translator.to_host(word);
        if (outcome.fault.empty()) {
            print(outcome.result + "\n");
        } else {
            complain(text::message("error: " + outcome.fault));
            exit_code = not_translatable;
        }
    }
    return exit_code;
}

}  // namespace

Subcommand path_subcommand() {
    return {.name = "path",
            .words = "PATH...",
            .summary = "Translate single paths by the mounts of the project",
            .options = {{"--to-container", "", "Paths of this machine, as the task sees them"},
                        {"--to-host", "", "Paths of the container, as this machine sees them"}},
            .run = path};
}

}  // namespace tao::commands
