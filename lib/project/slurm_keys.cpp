#include <charconv>

#include "project/engine_names.hpp"
#include "project/key_functions.hpp"
#include "project/srun_entries.hpp"
#include "project/srun_options.hpp"
#include "text/escape.hpp"
#include "text/secret_names.hpp"
#include "text/yaml.hpp"

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

// What is to be written in place of a word that is no option. before: the entry in front of it, if there is one.
std::string in_place_of(const std::string& word, const Located<std::string>* before) {
    using Kind = SrunOption::Kind;
    const auto is_resource = [](const std::string& written) {
        return srun_option(written).kind == Kind::resource && near_srun_option(srun_option(written)).empty();
    };
    if (word.find('=') != std::string::npos && is_resource("--" + word)) return "write --" + word;
    std::string hint = "write each option as one word: --partition=gpu";
    // [--nodelist=a,b] is two entries for YAML.
    if (before != nullptr && srun_option(before->value).has_value && is_resource(before->value)) {
        hint += "\nif it belongs to the value of the entry before: " +
                text::quoted_scalar(before->value + "," + word);
    }
    return hint;
}

// Is it an option that a project file may have?
bool is_allowed(const Reading& reading, const Located<std::string>& word, const SrunOption& option,
                const Located<std::string>* before) {
    if (const auto fault = fault_of_srun_entry(word.value)) {
        reading.diagnostics.error("srun-option", fault->message, word.where, fault->hint);
    } else if (option.kind == SrunOption::Kind::none) {
        reading.diagnostics.error(
            "srun-option",
            text::quoted(word.value) + " is no option of srun: srun would take it for the program",
            word.where, in_place_of(word.value, before));
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

// Each option with its value: a value may be the next word. Nothing: it needs one, and what comes next is another option, or
// what a run says itself.
template <typename Use>
void for_each_option(const std::vector<Located<std::string>>& words, const Use& use) {
    for (std::size_t index = 0; index < words.size(); ++index) {
        const SrunOption option = srun_option(words[index].value);
        const bool wants_next = option.takes_value && !option.has_value;
        const bool has_next = index + 1 < words.size() && !words[index + 1].value.starts_with('-');
        std::optional<std::string> value;
        if (!wants_next) value = option.value;
        if (wants_next && has_next) value = words[index + 1].value;
        use(index, option, value);
        if (wants_next && has_next) ++index;
    }
}

// The words of srun are in its arguments and, a job's name for example, in what squeue shows to everybody.
void check_for_secrets(const Reading& reading, std::size_t first_use) {
    if (reading.uses == nullptr) return;
    for (std::size_t index = first_use; index < reading.uses->size(); ++index) {
        const EnvironmentUse& use = (*reading.uses)[index];
        if (!text::is_secret_name(use.name)) continue;
        reading.diagnostics.error("srun-secret",
                                  "everybody on the cluster may read srun's options, and " +
                                      text::visible(use.name) + " looks like the name of a secret",
                                  use.where, "leave it out; a task has the variables that envs: names");
    }
}

}  // namespace

void read_slurm(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project) {
    if (expect_map(reading, node, path)) read_keys(reading, node, path, project);
}

void read_slurm_options(const Reading& reading, const yaml::Node& node, std::string_view path,
                        Project& project) {
    constexpr const char* path_of_entry = "slurm.options[]";
    const std::string instead = srun_entries_for(node);
    if (!instead.empty()) return report_wrong_type(reading, node, path, instead);
    if (!expect_list(reading, node, path)) return;
    std::vector<Located<std::string>> words;
    for (const yaml::Node& item : node.items) {
        const std::size_t uses = reading.uses == nullptr ? 0 : reading.uses->size();
        if (item.kind == yaml::Node::Kind::map) {
            report_wrong_type(reading, item, path_of_entry, srun_entries_for(item));
        } else if (const auto word = read_text(reading, item, path_of_entry)) {
            words.push_back({*word, item.where});
        }
        check_for_secrets(reading, uses);
    }
    for_each_option(words, [&](std::size_t index, const SrunOption& option, const auto& value) {
        const Located<std::string>& word = words[index];
        if (!is_allowed(reading, word, option, index == 0 ? nullptr : &words[index - 1])) return;
        if (!value) {
            reading.diagnostics.error("srun-option",
                                      option.name + " has no value, and srun would take the next word for it",
                                      word.where, "write " + option.name + "=VALUE");
        } else if (option.name == "--nodes") {
            read_nodes(reading, word, *value, project);
        }
    });
    project.slurm.options = std::move(words);
}

void read_slurm_container(const Reading& reading, const yaml::Node& node, std::string_view path,
                          Project& project) {
    const std::string called = node.is_scalar() ? container_called(node.text) : "";
    if (!called.empty()) return report_wrong_type(reading, node, path, called);
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
    const auto& words = project.slurm.options;
    for_each_option(words, [&](std::size_t index, const SrunOption& option, const auto& value) {
        if (option.kind != SrunOption::Kind::other) return;
        const std::string near = near_srun_option(option);
        found.push_back(
            {.value = option.name + (value.value_or("").empty() ? "" : "=" + *value),
             .where = words[index].where,
             .meaning = "srun's option " + text::quoted(words[index].value) +
                        (near.empty() ? " does more than choose where a task runs"
                                      : " is none that is known here; did you mean " + near + "?")});
    });
}

void widen_by_slurm_container(const Project& project, const RealPaths& /*real*/,
                              std::vector<Widening>& found) {
    const auto& container = project.slurm.container;
    const bool by_apptainer = container.value == Slurm::Container::apptainer && !has_no_network(project);
    if (!by_apptainer && container.value != Slurm::Container::pyxis) return;
    const std::string name(words_of_containers.at(static_cast<std::size_t>(container.value)));
    found.push_back(
        {.value = name,
         .where = container.where,
         .meaning = "slurm.container '" + name + "' puts the container into the node's own network"});
}

}  // namespace tao::project
