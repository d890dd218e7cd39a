#include <algorithm>
#include <array>

#include "project/key_functions.hpp"
#include "text/characters.hpp"
#include "text/escape.hpp"
#include "text/list.hpp"
#include "text/path.hpp"
#include "text/suggest.hpp"

namespace tao::project {

namespace {

constexpr long long most_gpus = 1024;

std::optional<Gpus> read_list_of_gpus(const Reading& reading, const yaml::Node& node, std::string_view path) {
    if (node.items.empty()) {
        report_wrong_type(reading, node, path, "for no GPU write gpus: none");
        return std::nullopt;
    }
    Gpus gpus{.choice = Gpus::Choice::listed, .indices = {}};
    bool complete = true;
    for (const yaml::Node& item : node.items) {
        const auto index = read_integer(reading, item, "gpus[]", 0, most_gpus);
        complete = complete && index.has_value();
        if (!index) continue;
        if (std::find(gpus.indices.begin(), gpus.indices.end(), *index) != gpus.indices.end()) {
            reading.diagnostics.error("duplicate-gpu",
                                      "GPU " + std::to_string(*index) + " is listed a second time",
                                      item.where, "keep one of the two");
            complete = false;
            continue;
        }
        gpus.indices.push_back(static_cast<int>(*index));
    }
    return complete ? std::optional(gpus) : std::nullopt;
}

// 0,1 and "0 1" are lists without their brackets.
std::string hint_for_gpus(const std::string& text) {
    if (text::is_number(text))
        return "for the GPU with that index write [" + text +
               "]; a number of GPUs is given as a list, [0, 1] for two";
    const bool is_list = !text.empty() && std::all_of(text.begin(), text.end(), [](char byte) {
        return text::is_digit(byte) || byte == ',' || byte == ' ';
    });
    if (!is_list) {
        const auto near = text::closest(text, {"all", "none"});
        return near ? "did you mean " + *near + "?" : "";
    }
    std::string list;
    for (std::size_t at = text.find_first_of("0123456789"); at != std::string::npos;) {
        const std::size_t end = std::min(text.find_first_of(", ", at), text.size());
        list += (list.empty() ? "" : ", ") + text.substr(at, end - at);
        at = text.find_first_of("0123456789", end);
    }
    return list.empty() ? "" : "write [" + list + "]";
}

std::optional<Gpus> read_choice_of_gpus(const Reading& reading, const yaml::Node& node,
                                        std::string_view path) {
    const auto text = read_text(reading, node, path);
    if (!text) return std::nullopt;
    if (*text == "all") return Gpus{};
    if (*text == "none") return Gpus{.choice = Gpus::Choice::none, .indices = {}};
    // docker and tao both read --gpus 2 as a count, a list holds indices: a single number could be either.
    report_wrong_type(reading, node, path, hint_for_gpus(*text));
    return std::nullopt;
}

std::optional<Located<std::string>> read_name(const Reading& reading, const yaml::Node& node,
                                              std::string_view path) {
    // A number is a name as well.
    if (node.is_plain("true") || node.is_plain("false")) {
        report_wrong_type(reading, node, path, "in quotes it is a name");
        return std::nullopt;
    }
    const auto text = read_text(reading, node, path);
    if (!text) return std::nullopt;
    const auto allowed = [](char one) {
        return text::is_letter(one) || text::is_digit(one) || one == '_' || one == '-';
    };
    if (!text->empty() && std::all_of(text->begin(), text->end(), allowed)) {
        return Located<std::string>{*text, node.where};
    }
    report_wrong_type(reading, node, path, "letters, digits, _ and - only");
    return std::nullopt;
}

// The words of specs and unmapped, in the order of their enumerations.
constexpr std::array<std::string_view, 3> words_of_specs = {"check", "rewrite", "off"};
constexpr std::array<std::string_view, 3> words_of_unmapped = {"warn", "error", "mount"};
constexpr std::array<std::string_view, 2> words_of_switches = {"on", "off"};

}  // namespace

void read_layout_name(const Reading& reading, const yaml::Node& node, std::string_view path,
                      Project& project) {
    project.layout = read_name(reading, node, path);
}

void read_task(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project) {
    project.task = read_name(reading, node, path);
}

void read_gpus(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project) {
    const auto gpus = node.kind == yaml::Node::Kind::list ? read_list_of_gpus(reading, node, path)
                                                          : read_choice_of_gpus(reading, node, path);
    if (gpus) project.gpus = {*gpus, node.where};
}

void read_workdir(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project) {
    const auto text = read_path(reading, node, path);
    if (!text) return;
    Located<Workdir> workdir{{}, node.where};
    if (*text == "image") {
        workdir.value.choice = Workdir::Choice::image;
    } else if ((*text)[0] == '/') {
        workdir.value = {.choice = Workdir::Choice::path, .path = *text};
    } else if (*text != "auto") {
        report_wrong_type(reading, node, path, "a path in the container begins with /");
        return;
    }
    project.workdir = workdir;
}

void read_translate(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project) {
    if (node.kind == yaml::Node::Kind::map) {
        project.translate.where = node.where;
        read_keys(reading, node, path, project);
    } else if (const auto choice = read_choice(reading, node, path, words_of_switches)) {
        project.translate = {{.on = *choice == 0, .never = {}}, node.where};
    }
}

void read_never(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project) {
    if (!expect_list(reading, node, path)) return;
    for (const yaml::Node& item : node.items) {
        const auto option = read_text(reading, item, "translate.never[]");
        if (!option) continue;
        if (option->empty() || option->find('=') != std::string::npos) {
            report_wrong_type(reading, item, "translate.never[]",
                              "the option alone, as typed, without a value");
            continue;
        }
        project.translate.value.never.push_back(*option);
    }
}

void read_specs(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project) {
    if (node.is_scalar() && node.text.find('/') != std::string::npos) {
        return report_wrong_type(
            reading, node, path,
            "it says what becomes of paths in spec files; for their directory write below "
            "mounts: - " +
                text::visible(node.text) + ":/specs");
    }
    const auto choice = read_choice(reading, node, path, words_of_specs);
    if (choice) project.specs = {static_cast<Specs>(*choice), node.where};
}

void read_unmapped(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project) {
    const auto choice = read_choice(reading, node, path, words_of_unmapped);
    if (choice) project.unmapped = {static_cast<Unmapped>(*choice), node.where};
}

// Whoever types the name of a variable means what it says, and that may be the file's word.
void widen_by_unmapped(const Project& project, const RealPaths& real, std::vector<Widening>& found) {
    if (project.unmapped.value != Unmapped::mount) return;
    for (const RealPaths::Named& named : real.named) {
        if (text::is_under(named.path, real.directory)) continue;
        found.push_back(
            {.value = named.path,
             .where = named.where,
             .meaning = "variables " + named.variable + " leads to " + text::quoted(named.path) +
                        ", outside the project directory, and unmapped: mount would show it to the "
                        "container"});
    }
}

void show_gpus(const Project& project, std::vector<Shown>& shown) {
    if (!project.gpus) return;
    const auto& [gpus, where] = *project.gpus;
    std::vector<std::string> indices;
    for (const int index : gpus.indices)
        indices.push_back(std::to_string(index));
    const bool none = gpus.choice == Gpus::Choice::none;
    const bool listed = gpus.choice == Gpus::Choice::listed;
    shown.push_back({{}, listed ? "[" + text::joined(indices) + "]" : (none ? "none" : "all"), where});
}

void show_workdir(const Project& project, std::vector<Shown>& shown) {
    const auto& [workdir, where] = project.workdir;
    const bool image = workdir.choice == Workdir::Choice::image;
    const bool path = workdir.choice == Workdir::Choice::path;
    shown.push_back({{}, path ? workdir.path : (image ? "image" : "auto"), where});
}

void show_translate(const Project& project, std::vector<Shown>& shown) {
    const auto& [translate, where] = project.translate;
    const std::string never =
        translate.never.empty() ? "" : ", never [" + text::joined(translate.never) + "]";
    shown.push_back({{}, translate.on ? "on" + never : "off", where});
}

void show_specs(const Project& project, std::vector<Shown>& shown) {
    const auto& [specs, where] = project.specs;
    shown.push_back({{}, std::string(words_of_specs.at(static_cast<std::size_t>(specs))), where});
}

void show_unmapped(const Project& project, std::vector<Shown>& shown) {
    const auto& [unmapped, where] = project.unmapped;
    shown.push_back({{}, std::string(words_of_unmapped.at(static_cast<std::size_t>(unmapped))), where});
}

}  // namespace tao::project
