#include "commands/project_here.hpp"
#include "commands/subcommands.hpp"
#include "engines/image_table.hpp"
#include "plan/launcher_answer.hpp"
#include "text/escape.hpp"
#include "text/json_value.hpp"
#include "text/message.hpp"

namespace tao::commands {

namespace {

using text::Json;

constexpr int no_such_task = 1;

int complain_about(const std::string& fault, const std::string& hint) {
    complain(text::message("error: " + fault + (hint.empty() ? "" : "\n" + hint)));
    return no_such_task;
}

int list_images(bool json, const engines::ImageSources& sources, const os::Environment& environment) {
    std::vector<std::string> images;
    const auto catalogue = plan::catalogue_of(sources);
    if (!catalogue) {
        return complain_about("there is no release " + text::quoted(sources.release->value) + " of TAO",
                              engines::names_of_releases());
    }
    if (sources.images.of_all) {
        images.push_back(sources.images.of_all->value);
    } else {
        for (std::string& image : engines::images_of(catalogue->table))
            images.push_back(launcher::with_registry(std::move(image), environment));
    }
    if (json) {
        print(text::show_json({{"from", catalogue->from}, {"images", images}}) + "\n");
        return 0;
    }
    for (const std::string& image : images)
        print(image + "\n");
    return 0;
}

struct ImageOptions {
    std::optional<std::string> release;
    bool json = false;
};

int image(const ImageOptions& options, const std::vector<std::string>& words,
          const Surroundings& surroundings) {
    const os::Environment& environment = surroundings.invocation.environment;
    const engines::ImageSources sources = image_sources_here(surroundings, options.release);
    if (words.empty()) return list_images(options.json, sources, environment);
    const engines::TaskLine line = engines::read_task_line("tao", words, sources, environment);
    if (!line.fault.empty()) return complain_about(line.fault, line.hint);
    if (options.json) {
        print(text::show_json({{"image", line.image},
                               {"from", line.from},
                               {"group", line.line.group},
                               {"task", line.line.task}}) +
              "\n");
    } else {
        print(line.image + "\n");
    }
    return 0;
}

Completions known_releases(const Surroundings& /*surroundings*/) {
    Completions found;
    for (const std::string_view release : engines::releases())
        found.push_back({std::string(release), {}});
    return found;
}

Completions tasks_with_images(const std::vector<std::string>& before, const Surroundings& surroundings) {
    Completions found;
    if (!before.empty()) return found;
    const auto catalogue = plan::catalogue_of(image_sources_here(surroundings));
    if (!catalogue) return found;
    for (const auto& group : catalogue->table.groups) {
        for (std::size_t index = 0; index < group.tasks.size(); ++index)
            found.push_back({group.tasks[index], group.images[index]});
    }
    return found;
}

}  // namespace

Subcommand image_subcommand() {
    const auto options = std::make_shared<ImageOptions>();
    return {.name = "image",
            .words = "[TASK [SUBTASK]]",
            .summary = "Show the image of a task without the launcher, or all of a release",
            .options = {{"--release", "RELEASE", "Of this release of TAO, whatever the project says",
                         &options->release, known_releases},
                        {"--json", "", "The same as JSON", &options->json}},
            .examples = {{"tao-shim image detectnet_v2", "The image that its tasks run in"},
                         {"tao-shim image --release 6.26.3",
                          "Every image of a release, to pull them beforehand"}},
            .run = run_with(options, image),
            .complete = tasks_with_images};
}

}  // namespace tao::commands
