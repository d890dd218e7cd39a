#include <algorithm>
#include <utility>

#include "project/engine_names.hpp"
#include "project/image_reference.hpp"
#include "project/key_functions.hpp"
#include "text/characters.hpp"
#include "text/escape.hpp"

namespace tao::project {

namespace {

constexpr std::string_view image_files[] = {".sif", ".simg", ".sqsh"};

bool is_file(std::string_view text) {
    if (text.find("://") != std::string_view::npos) return false;
    return text.starts_with('/') || text.starts_with("./") || text.starts_with("../") ||
           text.starts_with('~') ||
           std::any_of(std::begin(image_files), std::end(image_files),
                       [&](std::string_view ending) { return text.ends_with(ending); });
}

std::optional<Located<std::string>> read_one_image(const Reading& reading, const yaml::Node& node,
                                                   std::string_view path) {
    if (is_no_text(node)) {
        report_wrong_type(reading, node, path, "for a release of TAO there is the key release");
        return std::nullopt;
    }
    const auto text = read_path(reading, node, path);
    if (!text) return std::nullopt;
    if (is_file(*text)) {
        auto file = absolute_path(reading, node, *text);
        if (!file) return std::nullopt;
        return Located<std::string>{std::move(*file), node.where};
    }
    if (auto fault = reference_fault(*text)) {
        report_wrong_type(reading, node, path, std::move(*fault));
        return std::nullopt;
    }
    return Located<std::string>{std::string(without_transport(*text)), node.where};
}
// What NVIDIA itself publishes for TAO is what runs without the key, too.
bool is_nvidias(std::string_view image) {
    return image.starts_with("nvcr.io/nvidia/tao/") && image.find("..") == std::string_view::npos;
}

void widen_by_image(const Located<std::string>& image, std::vector<Widening>& found) {
    if (is_nvidias(image.value)) return;
    found.push_back(
        {.value = image.value,
         .where = image.where,
         .meaning = "the image " + text::quoted(image.value) +
                    " is a program of somebody's, which would run with your mounts and variables"});
}

}  // namespace

void read_engine(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project) {
    const std::string called = node.is_scalar() ? engine_called(node.text) : "";
    if (!called.empty()) return report_wrong_type(reading, node, path, called);
    const auto choice = read_choice(reading, node, path, words_of_engines);
    if (choice) project.engine = {static_cast<Engine>(*choice), node.where};
}

void read_image(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project) {
    if (node.kind != yaml::Node::Kind::map) {
        project.images.of_all = read_one_image(reading, node, path);
        return;
    }
    for (const yaml::Entry& entry : node.entries) {
        if (auto image = read_one_image(reading, entry.value, "image[]"))
            project.images.of_task.emplace(entry.key, std::move(*image));
        project.images.names.emplace_back(Located<std::string>{entry.key, entry.key_where});
    }
}

void read_release(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project) {
    const auto text = read_text(reading, node, path);
    if (!text) return;
    const bool numbers =
        !text->empty() && text::is_digit(text->front()) && text::is_digit(text->back()) &&
        std::all_of(text->begin(), text->end(), [](char one) { return text::is_digit(one) || one == '.'; });
    if (numbers) {
        project.release = {*text, node.where};
    } else {
        const bool has_v = text->size() > 1 && (text->front() == 'v' || text->front() == 'V');
        report_wrong_type(reading, node, path,
                          *text == "latest" ? "without this key it is the newest that has the task"
                          : has_v           ? "write " + text::visible(text->substr(1))
                                            : std::string());
    }
}

void show_engine(const Project& project, std::vector<Shown>& shown) {
    if (!project.engine) return;
    shown.push_back({{},
                     std::string(words_of_engines.at(static_cast<std::size_t>(project.engine->value))),
                     project.engine->where});
}

void show_images(const Project& project, std::vector<Shown>& shown) {
    const Images& images = project.images;
    if (images.of_all) shown.push_back({{}, images.of_all->value, images.of_all->where});
    for (const auto& [task, image] : images.of_task)
        shown.push_back({task, image.value, image.where});
}

void widen_by_engine(const Project& project, const RealPaths& /*real*/, std::vector<Widening>& found) {
    if (!project.engine || project.engine->value != Engine::apptainer || has_no_network(project)) return;
    found.push_back({.value = "apptainer",
                     .where = project.engine->where,
                     .meaning = "engine 'apptainer' puts the container into this computer's own network"});
}

void widen_by_images(const Project& project, const RealPaths& /*real*/, std::vector<Widening>& found) {
    if (project.images.of_all) widen_by_image(*project.images.of_all, found);
    for (const auto& [task, image] : project.images.of_task)
        widen_by_image(image, found);
}

}  // namespace tao::project
