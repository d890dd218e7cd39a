#include "engines/task_line.hpp"

#include <algorithm>
#include <utility>

#include "engines/image_table.hpp"
#include "launcher/asked_task.hpp"
#include "launcher/renamed_tasks.hpp"
#include "text/escape.hpp"
#include "text/suggest.hpp"

namespace tao::engines {

namespace {

using launcher::TaskTable;

struct CommandRow {
    std::string_view release;
    std::string_view task;
    std::string_view subtask;
    std::string_view group;
    std::string_view words;
};
constexpr CommandRow other_commands[] = {
#include "../../config/task_commands.inc"
};

// Where a table has the task.
struct Place {
    std::string group;
    std::string task;
};

// A table of 4.x and earlier has no groups: its tasks are the models.
bool has(const TaskTable& table, std::string_view group, std::string_view task) {
    return table.has(group, task) || (group == "model" && table.has("", task));
}

std::optional<Place> find(const TaskTable& table, const launcher::CommandLine& line,
                          const launcher::Version& version) {
    std::vector<std::string> names{line.task};
    if (const auto other = launcher::other_name_of(line.task, version); other && other->same_arguments)
        names.emplace_back(other->name);
    for (const std::string& name : names) {
        if (!line.group.empty()) {
            if (has(table, line.group, name)) return Place{line.group, name};
            continue;
        }
        if (auto group = launcher::group_of(table, name, line.subtask)) return Place{*group, name};
        if (table.has("", name)) return Place{"", name};
    }
    return std::nullopt;
}

std::string image_of(const TaskTable& table, const Place& place) {
    std::string image = table.image_of(place.group, place.task);
    return image.empty() ? table.image_of("", place.task) : image;
}

// The newest release that has the task, from `newest` on.
std::optional<std::string_view> newest_with(const launcher::CommandLine& line, std::string_view newest) {
    bool reached = false;
    for (const std::string_view release : releases()) {
        reached = reached || release == newest;
        if (reached && find(table_of(release), line, version_of(release))) return release;
    }
    return std::nullopt;
}

std::string_view first_word(std::string_view words) {
    return words.substr(0, words.find(' '));
}

std::vector<std::string> split(std::string_view words) {
    std::vector<std::string> result;
    while (!words.empty()) {
        result.emplace_back(first_word(words));
        words.remove_prefix(std::min(result.back().size() + 1, words.size()));
    }
    return result;
}

std::string typed_form(const launcher::CommandLine& line) {
    return text::quoted(line.group.empty() ? line.task : line.group + " " + line.task);
}

std::string closest_task(const std::string& task, const std::vector<TaskTable>& tables) {
    std::vector<std::string> names;
    for (const TaskTable& table : tables) {
        for (const TaskTable::Group& group : table.groups)
            names.insert(names.end(), group.tasks.begin(), group.tasks.end());
    }
    const auto closest = text::closest(task, names);
    return closest ? "the closest is " + text::quoted(*closest) + "\n"
                   : "to see the tasks, type: tao --help\n";
}

// What is answered without any task, and a group in front of one: `tao inof`, `tao modle detectnet_v2 train`. What was
// probably meant, for typing; empty if it is nearer to a task, or to nothing.
std::string meant_besides_tasks(const launcher::CommandLine& line, const std::vector<TaskTable>& tables) {
    if (!line.group.empty()) return {};
    const auto is_task = [&](const std::string& word) {
        return std::any_of(tables.begin(), tables.end(), [&](const TaskTable& table) {
            return std::any_of(table.groups.begin(), table.groups.end(),
                               [&](const auto& group) { return table.has(group.name, word); });
        });
    };
    if (line.task == "help" || line.task == "version") return "tao --" + line.task;
    const std::vector<std::string> groups{"model", "dataset", "deploy"};
    if (is_task(line.subtask)) {
        const auto group = text::closest(line.task, groups);
        return group ? "tao " + *group + " " + line.subtask : "";
    }
    if (!line.subtask.empty()) return {};
    std::vector<std::string> names{"info", "list", "stop", "help", "version"};
    names.insert(names.end(), groups.begin(), groups.end());
    for (const TaskTable& table : tables) {
        for (const TaskTable::Group& group : table.groups)
            names.insert(names.end(), group.tasks.begin(), group.tasks.end());
    }
    const auto closest = text::closest(line.task, names);
    if (!closest || is_task(*closest)) return {};
    const bool is_option = *closest == "help" || *closest == "version";
    return (is_option ? "tao --" : "tao ") + *closest + (launcher::is_group(*closest) ? " --help" : "");
}

std::string name_an_image(const std::string& task) {
    return "to run it all the same, name its image in the project file: image: {" + task +
           ": REGISTRY/IMAGE:TAG}";
}

std::string hint_for(const launcher::CommandLine& line, const std::vector<TaskTable>& tables) {
    const std::string meant = meant_besides_tasks(line, tables);
    if (!meant.empty()) return "the closest is `" + meant + "`";
    return closest_task(line.task, tables) + name_an_image(line.task);
}

class Reader {
  public:
    Reader(const ImageSources& sources, const os::Environment& environment)
        : sources_(sources), environment_(environment) {}

    TaskLine read(const std::string& program, const std::vector<std::string>& typed) {
        result_.words = typed;
        result_.line = parse(typed);
        group_typed_ = !result_.line.group.empty();
        if (!group_typed_ && program == "tao-deploy") result_.line.group = launcher::deploy_group;
        look_up();
        use_image_key(typed);
        result_.front = task_at() + (result_.line.subtask == "run" ? 2 : 0);
        return std::move(result_);
    }

  private:
    // The first word may be a group of the user's own table.
    launcher::CommandLine parse(std::vector<std::string> words) const {
        const std::string first = words.at(0);
        if (sources_.table && !launcher::is_group(first) && sources_.table->has_group(first))
            words[0] = launcher::deploy_group;
        auto line = launcher::parse_command_line(words, launcher::Grammar::group_first);
        if (!line.group.empty()) line.group = first;
        return line;
    }

    std::size_t task_at() const { return group_typed_ ? 1 : 0; }

    void look_up() {
        const launcher::CommandLine& line = result_.line;
        if (sources_.release) {
            const auto release = release_named(sources_.release->value);
            if (!release) return release_unknown();
            take(table_of(*release), *release, "TAO " + std::string(*release));
            if (result_.image.empty()) release_lacks(*release);
            return;
        }
        if (sources_.table) {
            take(*sources_.table, "", sources_.table_name);
            if (result_.image.empty()) {
                result_.fault = sources_.table_name + " has no task " + typed_form(line);
                result_.hint = hint_for(line, {*sources_.table});
            }
            return;
        }
        const auto release =
            newest_with(line, group_typed_ ? last_release_with_groups() : releases().front());
        if (release) return take(table_of(*release), *release, "TAO " + std::string(*release));
        std::vector<TaskTable> all;
        for (const std::string_view each : releases())
            all.push_back(table_of(each));
        result_.fault = "no release of TAO has a task " + typed_form(line);
        result_.hint = hint_for(line, all);
    }

    void take(const TaskTable& table, std::string_view release, std::string from) {
        const launcher::Version version = release.empty() ? sources_.table_version : version_of(release);
        const auto place = find(table, result_.line, version);
        if (!place) return;
        result_.image = launcher::with_registry(image_of(table, *place), environment_);
        result_.release = release;
        result_.from = std::move(from);
        if (result_.line.group.empty()) result_.line.group = place->group;
        result_.words.at(task_at()) = place->task;
        result_.line.task = place->task;
        use_other_command(table);
    }

    void use_other_command(const TaskTable& table) {
        launcher::CommandLine& line = result_.line;
        for (const CommandRow& row : other_commands) {
            if (row.release != result_.release || row.task != line.task || line.subtask == "run") continue;
            if (!row.subtask.empty() && row.subtask != line.subtask) continue;
            result_.image =
                launcher::with_registry(table.image_of(row.group, first_word(row.words)), environment_);
            if (result_.image.empty())
                result_.image = launcher::with_registry(table.image_of(row.group, line.task), environment_);
            const std::vector<std::string> command = split(row.words);
            const auto at = result_.words.begin() + static_cast<std::ptrdiff_t>(task_at());
            const auto behind = result_.words.erase(at, at + (row.subtask.empty() ? 1 : 2));
            result_.words.insert(behind, command.begin(), command.end());
            line.leading_words += command.size() - (row.subtask.empty() ? 1 : 2);
            return;
        }
    }

    // The task by the name that was typed, or by the one that the table has for it.
    void use_image_key(const std::vector<std::string>& typed) {
        const project::Images& images = sources_.images;
        const project::Located<std::string>* chosen = images.of_all ? &*images.of_all : nullptr;
        for (const std::string& name : {result_.line.task, typed.at(task_at())}) {
            if (const auto found = images.of_task.find(name); found != images.of_task.end())
                chosen = &found->second;
        }
        if (chosen == nullptr) return;
        result_.image = chosen->value;
        result_.from = "image: in the project file";
        result_.fault.clear();
        result_.hint.clear();
        result_.where = chosen->where;
    }

    void release_unknown() {
        result_.fault =
            "there is no release " + text::quoted(sources_.release->value) + " of TAO in the table of images";
        result_.hint = names_of_releases();
        result_.where = sources_.release->where;
    }

    void release_lacks(std::string_view release) {
        const launcher::CommandLine& line = result_.line;
        result_.fault = "TAO " + std::string(release) + " has no task " + typed_form(line);
        if (const auto newest = newest_with(line, releases().front())) {
            result_.where = sources_.release->where;  // else the typed line is at fault
            result_.hint = "the newest release that has it is " + std::string(*newest) +
                           ": write release: " + std::string(*newest) + "\n" + name_an_image(line.task);
        } else {
            result_.hint = hint_for(line, {table_of(release)});
        }
    }

    const ImageSources& sources_;
    const os::Environment& environment_;
    TaskLine result_;
    bool group_typed_ = false;
};

}  // namespace

TaskLine read_task_line(const std::string& program, const std::vector<std::string>& typed,
                        const ImageSources& sources, const os::Environment& environment) {
    return Reader(sources, environment).read(program, typed);
}

}  // namespace tao::engines
