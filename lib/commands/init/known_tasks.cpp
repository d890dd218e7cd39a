#include "commands/init/known_tasks.hpp"

#include <algorithm>

#include "commands/project_here.hpp"
#include "engines/image_table.hpp"
#include "launcher/identify.hpp"
#include "launcher/renamed_tasks.hpp"
#include "launcher/task_table.hpp"
#include "text/escape.hpp"
#include "text/suggest.hpp"

namespace tao::commands {

namespace {

void sort(std::vector<std::string>& names) {
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
}

void add(const launcher::TaskTable& table, std::vector<std::string>& names) {
    for (const auto& group : table.groups)
        names.insert(names.end(), group.tasks.begin(), group.tasks.end());
}

// The names that they had before, or have since: lines with those are carried over.
void add_other_names(std::vector<std::string>& names) {
    constexpr launcher::Version first{0, 1, 21};
    constexpr launcher::Version newest{99, 0, 0};
    const std::vector<std::string> own = names;
    for (const std::string& name : own) {
        for (const launcher::Version& version : {first, newest}) {
            if (const auto other = launcher::other_name_of(name, version)) names.emplace_back(other->name);
        }
    }
}

}  // namespace

KnownTasks known_tasks(const Surroundings& surroundings) {
    KnownTasks known;
    launcher::Found found = launcher_here(surroundings, "tao", false);
    if (found.found && found.launcher.kind == launcher::ProgramKind::launcher) {
        launcher::complete(found.launcher, surroundings.files);
        const auto table = launcher::read_task_table(found.launcher, surroundings.invocation.environment,
                                                     surroundings.files);
        if (table) add(*table, known.here);
        known.launcher =
            text::visible(found.launcher.path) + " " + text::visible(found.launcher.version_text);
    }
    for (const std::string_view release : engines::releases())
        add(engines::table_of(release), known.every);
    add_other_names(known.here);
    known.every.insert(known.every.end(), known.here.begin(), known.here.end());
    sort(known.here);
    sort(known.every);
    return known;
}

Completions tasks_to_choose(const Surroundings& surroundings) {
    const KnownTasks known = known_tasks(surroundings);
    Completions found;
    for (const std::string& name : known.here.empty() ? known.every : known.here)
        found.push_back({name, ""});
    return found;
}

std::string layout_of_task(const std::string& task) {
    const launcher::TaskTable table = engines::table_of_every_release();
    const auto image_of = [&](const std::string& name) {
        for (const auto& group : table.groups) {
            const std::string image = table.image_of(group.name, name);
            if (!image.empty()) return image;
        }
        return std::string();
    };
    std::string image = image_of(task);
    for (const launcher::Version& version : {launcher::Version{0, 1, 21}, launcher::Version{99, 0, 0}}) {
        const auto other = image.empty() ? launcher::other_name_of(task, version) : std::nullopt;
        if (other) image = image_of(std::string(other->name));
    }
    const std::string tag = image.substr(std::min(image.rfind(':'), image.size()));
    const bool tensorflow = tag.empty() || tag.find("tf") != std::string::npos;
    return tensorflow ? "tao-experiments" : "data-specs-results";
}

std::string why_unknown(const std::string& task, const KnownTasks& known) {
    if (known.every.empty() || std::binary_search(known.every.begin(), known.every.end(), task)) return {};
    const auto near = text::closest(task, known.here.empty() ? known.every : known.here);
    const auto elsewhere = near ? near : text::closest(task, known.every);
    std::string why = "there is no task " + text::quoted(task) + " in TAO";
    if (elsewhere) return why + "\ndid you mean " + *elsewhere + "?";
    std::string all;
    for (const std::string& name : known.here.empty() ? known.every : known.here)
        all += (all.empty() ? "" : " ") + name;
    return why + "\nthe tasks are " + all;
}

std::string task_named_in(const std::string& answer) {
    constexpr std::string_view in_front[] = {"tao", "tlt", "tao-deploy", "model", "dataset", "deploy"};
    constexpr const char* blanks = " \t\r";
    for (auto at = answer.find_first_not_of(blanks); at != std::string::npos;) {
        const auto end = std::min(answer.find_first_of(blanks, at), answer.size());
        std::string word = answer.substr(at, end - at);
        if (std::find(std::begin(in_front), std::end(in_front), word) == std::end(in_front)) return word;
        at = answer.find_first_not_of(blanks, end);
    }
    return {};
}

}  // namespace tao::commands
