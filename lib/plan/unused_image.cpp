#include "plan/unused_image.hpp"

#include <algorithm>
#include <optional>

#include "engines/task_line.hpp"
#include "plan/typed_line.hpp"
#include "text/diagnostic.hpp"
#include "text/escape.hpp"

namespace tao::plan {

namespace {

engines::ImageSources launchers_sources(const Plan& plan, const Invocation& invocation,
                                        const os::FileSystem& files) {
    return image_sources(plan, std::nullopt, invocation.environment, files);
}

std::string image_by(const engines::ImageSources& sources, const Invocation& invocation,
                     const std::vector<std::string>& words) {
    return engines::read_task_line(program_of(invocation), words, sources, invocation.environment).image;
}

// What `image:` says of this task, by the name that the launcher has for it or by the one that was typed.
const project::Located<std::string>* named_image(const Plan& plan, const Invocation& invocation) {
    const project::Images& images = plan.project->images;
    const auto& argv = invocation.argv;
    for (const auto& [task, image] : images.of_task) {
        if (task == plan.command.task || std::find(argv.begin(), argv.end(), task) != argv.end())
            return &image;
    }
    return images.of_all ? &*images.of_all : nullptr;
}

}  // namespace

std::string launchers_image(const Plan& plan, const Invocation& invocation,
                            const std::vector<std::string>& words, const os::FileSystem& files) {
    return image_by(launchers_sources(plan, invocation, files), invocation, words);
}

std::string warn_of_unused_image(const Plan& plan, const Invocation& invocation,
                                 const std::vector<std::string>& words, const os::FileSystem& files,
                                 const text::SourceFile& source) {
    const auto* const named = named_image(plan, invocation);
    if (named == nullptr) return {};
    const engines::ImageSources sources = launchers_sources(plan, invocation, files);
    const std::string own = sources.table ? image_by(sources, invocation, words) : "";
    if (named->value == own) return {};
    text::Diagnostics diagnostics(source);
    diagnostics.warning("unused-image",
                        "NVIDIA's launcher runs " +
                            (own.empty() ? "the image of its own table" : text::quoted(own)) + ", not " +
                            text::quoted(named->value),
                        named->where, "to run this one, write engine: docker; else remove the line");
    return text::render(diagnostics, invocation.colour);
}

}  // namespace tao::plan
