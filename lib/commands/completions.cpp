#include "commands/completions.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace tao::commands {

namespace {

// The subtasks that tasks have in common. No launcher knows them: they are in the images, which answer
// `tao model TASK --help` only once they are downloaded. Every other one can be typed as well.
struct Subtask {
    std::string_view group;  // empty: of every group
    std::string_view name;
    std::string_view meaning;
};
constexpr std::array subtasks = {
    Subtask{"model", "train", "Train a model"},
    Subtask{"", "evaluate", "Measure a model on labelled data"},
    Subtask{"", "inference", "Apply a model to data"},
    Subtask{"model", "export", "Write a model for deployment"},
    Subtask{"model", "prune", "Take unimportant weights out of a model"},
    Subtask{"model", "dataset_convert", "Convert a dataset for training"},
    Subtask{"model", "distill", "Train a small model by a large one"},
    Subtask{"model", "quantize", "Make a model's numbers smaller"},
    Subtask{"deploy", "gen_trt_engine", "Build a TensorRT engine"},
    Subtask{"dataset", "convert", "Convert annotations"},
    Subtask{"dataset", "analyze", "Analyze a dataset"},
    Subtask{"dataset", "validate", "Validate a dataset"},
    Subtask{"dataset", "generate", "Generate data"},
    Subtask{"", "run", "Run any command in the task's container"},
};

Completions instance_words() {
    return {{"list", "Running containers of the launcher"},
            {"stop", "Stop containers of the launcher"},
            {"info", "What the launcher has"}};
}

Completions subtasks_of(std::string_view group) {
    Completions found;
    for (const Subtask& subtask : subtasks) {
        // The images of 4.x and earlier have all of them, without groups.
        if (!group.empty() && !subtask.group.empty() && subtask.group != group) continue;
        found.push_back({std::string(subtask.name), std::string(subtask.meaning)});
    }
    return found;
}

// Of that group, or of all.
Completions tasks_of(const launcher::TaskTable& table, std::optional<std::string_view> group) {
    Completions found;
    for (const launcher::TaskTable::Group& entry : table.groups) {
        if (group && entry.name != *group) continue;
        for (const std::string& task : entry.tasks)
            found.push_back({task, ""});
    }
    return found;
}

bool has_task(const launcher::TaskTable& table, const std::string& word) {
    for (const launcher::TaskTable::Group& group : table.groups) {
        if (table.has(group.name, word)) return true;
    }
    return false;
}

// Those that begin with what was typed, each once: a task has images in several groups. The shells sort and choose.
Completions beginning_with(const std::string& typed, const Completions& all) {
    Completions found;
    for (const Completion& one : all) {
        const bool is_new = std::none_of(found.begin(), found.end(),
                                         [&](const Completion& other) { return other.word == one.word; });
        if (is_new && one.word.starts_with(typed)) found.push_back(one);
    }
    return found;
}

void append(Completions& all, const Completions& more) {
    all.insert(all.end(), more.begin(), more.end());
}

const Subcommand* find(const std::vector<Subcommand>& subcommands, const std::string& name) {
    for (const Subcommand& subcommand : subcommands) {
        if (subcommand.name == name) return &subcommand;
    }
    return nullptr;
}

// The option of that name, if it takes a value, else null.
const Option* with_a_value(const Subcommand& subcommand, std::string_view name) {
    const Option* const option = subcommand.option(name);
    return option != nullptr && *option->value != '\0' ? option : nullptr;
}

// Where the last of the words behind the subcommand's name stands.
struct Place {
    const Option* option = nullptr;     // whose value it is; null: it is one of the subcommand's words
    std::vector<std::string> before{};  // of these words
};

// bash gives --format=j as three words.
Place place_of(const std::vector<std::string>& words, const Subcommand& subcommand) {
    Place place;
    for (std::size_t at = 0; at + 1 < words.size(); ++at) {
        const std::string& word = words[at];
        if (const Option* const option = with_a_value(subcommand, word)) {
            const bool has_sign = words[at + 1] == "=";
            if (at + (has_sign ? 3 : 2) >= words.size()) {
                place.option = option;
                return place;
            }
            at += has_sign ? 2 : 1;
        } else if (!word.starts_with('-') || word == "-") {
            place.before.push_back(word);
        }
    }
    return place;
}

Completions values_of(const Option& option, const Surroundings& surroundings) {
    return option.complete == nullptr ? Completions{} : option.complete(surroundings);
}

Completions words_of(const Subcommand& subcommand, const std::vector<std::string>& before,
                     const Surroundings& surroundings) {
    if (subcommand.words_are == Subcommand::Words::launcher_line && before.empty())
        return {{"tao", "A line of the launcher"}, {"tao-deploy", ""}, {"tlt", ""}};
    return subcommand.complete == nullptr ? Completions{} : subcommand.complete(before, surroundings);
}

// --format=j, where the shell leaves it one word.
std::optional<Completions> with_sign(const Subcommand& subcommand, const std::string& typed,
                                     const Surroundings& surroundings) {
    const auto sign = typed.find('=');
    if (!typed.starts_with("--") || sign == std::string::npos) return std::nullopt;
    const std::string name = typed.substr(0, sign);
    const Option* const option = with_a_value(subcommand, name);
    if (option == nullptr) return std::nullopt;
    Completions all = values_of(*option, surroundings);
    for (Completion& one : all)
        one.word.insert(0, name + "=");
    return all;
}

}  // namespace

Completions complete_tools(const std::vector<std::string>& words, const std::vector<Subcommand>& subcommands,
                           const Surroundings& surroundings) {
    if (words.empty()) return {};
    Completions all;
    if (words.size() == 1) {
        for (const Subcommand& subcommand : subcommands) {
            if (!subcommand.hidden) all.push_back({subcommand.name, subcommand.summary});
        }
        all.push_back({"--help", "Show the commands"});
        all.push_back({"--version", "Show the version"});
    } else if (const Subcommand* subcommand = find(subcommands, words[0])) {
        const Place place = place_of({words.begin() + 1, words.end()}, *subcommand);
        if (place.option != nullptr) {
            all = values_of(*place.option, surroundings);
        } else if (auto behind_sign = with_sign(*subcommand, words.back(), surroundings)) {
            all = std::move(*behind_sign);
        } else if (words.back().starts_with('-')) {
            for (const Option& option : subcommand->options)
                all.push_back({option.name, option.meaning});
            all.push_back({"--help", "Show the options"});
        } else {
            all = words_of(*subcommand, place.before, surroundings);
        }
    }
    return beginning_with(words.back() == "=" ? "" : words.back(), all);
}

Completions complete_launcher(const std::vector<std::string>& words, const launcher::Launcher& launcher,
                              const launcher::TaskTable& table, bool is_carried_over) {
    if (words.empty() || launcher.kind != launcher::ProgramKind::launcher) return {};
    Completions all;
    const bool groups = launcher.grammar == launcher::Grammar::group_first;
    if (words.size() == 1) {
        if (groups) {
            for (const launcher::TaskTable::Group& group : table.groups) {
                all.push_back({group.name, std::to_string(group.tasks.size()) + " tasks"});
            }
        } else {
            all = tasks_of(table, "");
        }
        append(all, instance_words());
        if (groups && is_carried_over) append(all, tasks_of(table, std::nullopt));
    } else if (words.size() == 2) {
        if (groups && table.has_group(words[0])) {
            all = tasks_of(table, words[0]);
        } else if (has_task(table, words[0])) {
            all = subtasks_of("");  // a line of the other grammar, which is carried over in a project
        }
    } else if (words.size() == 3 && groups && table.has(words[0], words[1])) {
        all = subtasks_of(words[0]);
    }
    return beginning_with(words.back(), all);
}

Completions complete_without_launcher(const std::vector<std::string>& words, const std::string& program,
                                      const launcher::TaskTable& table) {
    launcher::Launcher as_launcher;
    as_launcher.kind = launcher::ProgramKind::launcher;
    as_launcher.grammar = launcher::Grammar::group_first;
    if (program != "tao-deploy") return complete_launcher(words, as_launcher, table, true);
    std::vector<std::string> behind_group = words;
    behind_group.insert(behind_group.begin(), "deploy");
    return complete_launcher(behind_group, as_launcher, table, true);
}

}  // namespace tao::commands
