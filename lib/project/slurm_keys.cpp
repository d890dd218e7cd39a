#include <charconv>

#include "project/key_functions.hpp"
#include "project/srun_options.hpp"
#include "text/escape.hpp"

namespace tao::project {

namespace {

constexpr int most_nodes = 65536;

// --nodes=2. A range leaves open how many nodes the trainers are to wait for.
void read_nodes(const Reading& reading, const Located<std::string>& word, std::string_view value,
                Project& project) {
    int nodes = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), nodes);
    if (error == std::errc() && end == value.data() + value.size() && nodes > 0 && nodes <= most_nodes) {
        project.slurm.nodes = nodes;
        return;
    }
    reading.diagnostics.error("srun-nodes", "a run needs to know how many nodes it has, one number",
                              word.where, "write --nodes=2");
}

// Is it an option that a project file may have?
bool is_allowed(const Reading& reading, const Located<std::string>& word, const SrunOption& option) {
    if (option.kind == SrunOption::Kind::none) {
        reading.diagnostics.error(
            "srun-option",
            text::quoted(word.value) + " is no option of srun: srun would take it for the program",
            word.where, "write each option as one word: --partition=gpu");
    } else if (option.kind == SrunOption::Kind::ours) {
        reading.diagnostics.error(
            "srun-option",
            "srun's option " + option.name + " is not for a project file: " + std::string(option.why),
            word.where, "remove it");
    } else if (word.value.find('\0') != std::string::npos || word.value.find('\n') != std::string::npos) {
        reading.diagnostics.error("srun-option", "an option of srun has no newline", word.where, "");
    } else {
        return true;
    }
    return false;
}

// Each option with its value: a value may be the next word.
template <typename Use>
void for_each_option(const std::vector<Located<std::string>>& words, const Use& use) {
    for (std::size_t index = 0; index < words.size(); ++index) {
        const SrunOption option = srun_option(words[index].value);
        const bool next = option.takes_value && !option.has_value && index + 1 < words.size();
        use(words[index], option, next ? words[index + 1].value : option.value);
        if (next) ++index;
    }
}

}  // namespace

void read_slurm(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project) {
    if (expect_map(reading, node, path)) read_keys(reading, node, path, project);
}

void read_slurm_options(const Reading& reading, const yaml::Node& node, std::string_view path,
                        Project& project) {
    if (!expect_list(reading, node, path)) return;
    std::vector<Located<std::string>> words;
    for (const yaml::Node& item : node.items) {
        if (const auto word = read_text(reading, item, "slurm.options[]"))
            words.push_back({*word, item.where});
    }
    for_each_option(words, [&](const auto& word, const SrunOption& option, std::string_view value) {
        if (is_allowed(reading, word, option) && option.name == "--nodes")
            read_nodes(reading, word, value, project);
    });
    project.slurm.options = std::move(words);
}

void read_slurm_container(const Reading& reading, const yaml::Node& node, std::string_view path,
                          Project& project) {
    if (const auto choice = read_choice(reading, node, path, words_of_containers))
        project.slurm.container = {static_cast<Slurm::Container>(*choice), node.where};
}

void show_slurm_options(const Project& project, std::vector<Shown>& shown) {
    for (const auto& option : project.slurm.options)
        shown.push_back({{}, option.value, option.where});
}

void show_slurm_container(const Project& project, std::vector<Shown>& shown) {
    const auto& container = project.slurm.container;
    if (!container.where) return;
    shown.push_back({{},
                     std::string(words_of_containers.at(static_cast<std::size_t>(container.value))),
                     container.where});
}

void widen_by_slurm_options(const Project& project, const RealPaths& /*real*/, std::vector<Widening>& found) {
    for_each_option(
        project.slurm.options, [&](const auto& word, const SrunOption& option, std::string_view value) {
            if (option.kind != SrunOption::Kind::other) return;
            found.push_back({.value = option.name + (value.empty() ? "" : "=" + std::string(value)),
                             .where = word.where,
                             .meaning = "srun's option " + text::quoted(word.value) +
                                        " does more than choose where a task runs"});
        });
}

void widen_by_slurm_container(const Project& project, const RealPaths& /*real*/,
                              std::vector<Widening>& found) {
    const auto& container = project.slurm.container;
    if (container.value != Slurm::Container::apptainer && container.value != Slurm::Container::pyxis) return;
    const std::string name(words_of_containers.at(static_cast<std::size_t>(container.value)));
    found.push_back(
        {.value = name,
         .where = container.where,
         .meaning = "slurm.container '" + name + "' puts the container into the node's own network"});
}

}  // namespace tao::project
