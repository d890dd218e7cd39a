#include <algorithm>

#include "project/readers.hpp"
#include "text/escape.hpp"

namespace tao::project {

namespace {

constexpr long long most_gpus = 1024;

}  // namespace

std::optional<Located<Gpus>> read_gpus(const Reading& reading, const yaml::Node& node) {
    Located<Gpus> gpus{{}, node.where};
    if (node.kind == yaml::Node::Kind::list) {
        gpus.value.choice = Gpus::Choice::listed;
        if (node.items.empty()) {
            report_wrong_type(reading, node, "gpus", "for no GPU write gpus: none");
            return std::nullopt;
        }
        bool complete = true;
        for (const yaml::Node& item : node.items) {
            const auto index = read_integer(reading, item, "gpus[]", 0, most_gpus);
            complete = complete && index.has_value();
            if (!index) continue;
            auto& indices = gpus.value.indices;
            if (std::find(indices.begin(), indices.end(), *index) != indices.end()) {
                reading.diagnostics.error("duplicate-gpu",
                                          "GPU " + std::to_string(*index) + " is listed a second time",
                                          item.where, "keep one of the two");
                complete = false;
                continue;
            }
            indices.push_back(static_cast<int>(*index));
        }
        return complete ? std::optional(gpus) : std::nullopt;
    }
    if (!node.is_scalar()) {
        report_wrong_type(reading, node, "gpus");
        return std::nullopt;
    }
    const auto text = read_text(reading, node, "gpus");
    if (!text) return std::nullopt;
    if (*text == "all") return gpus;
    if (*text == "none") {
        gpus.value.choice = Gpus::Choice::none;
        return gpus;
    }
    // docker and tao both read --gpus 2 as a count, a list holds indices: a single number could be either.
    const bool number = !text->empty() && std::all_of(text->begin(), text->end(),
                                                      [](char one) { return one >= '0' && one <= '9'; });
    report_wrong_type(reading, node, "gpus",
                      number ? "for the GPU with that index write [" + *text +
                                   "]; a number of GPUs is given as a list, [0, 1] for two"
                             : "");
    return std::nullopt;
}

std::optional<Located<Workdir>> read_workdir(const Reading& reading, const yaml::Node& node) {
    const auto text = read_path(reading, node, "workdir");
    if (!text) return std::nullopt;
    Located<Workdir> workdir{{}, node.where};
    if (*text == "auto") return workdir;
    if (*text == "image") {
        workdir.value.choice = Workdir::Choice::image;
        return workdir;
    }
    if ((*text)[0] == '/') {
        workdir.value = {.choice = Workdir::Choice::path, .path = *text};
        return workdir;
    }
    report_wrong_type(reading, node, "workdir", "a path in the container begins with /");
    return std::nullopt;
}

std::optional<Located<Translate>> read_translate(const Reading& reading, const yaml::Node& node) {
    Located<Translate> translate{{}, node.where};
    if (node.kind != yaml::Node::Kind::map) {
        const auto choice = read_choice(reading, node, "translate", {"on", "off"});
        if (!choice) return std::nullopt;
        translate.value.on = *choice == 0;
        return translate;
    }
    check_keys(reading, node, "translate");
    const yaml::Node* never = node.find("never");
    if (never == nullptr || !expect_list(reading, *never, "translate.never")) return translate;
    for (const yaml::Node& item : never->items) {
        const auto option = read_text(reading, item, "translate.never[]");
        if (!option) continue;
        if (option->empty() || option->find('=') != std::string::npos) {
            report_wrong_type(reading, item, "translate.never[]",
                              "the option alone, as typed, without a value");
            continue;
        }
        translate.value.never.push_back(*option);
    }
    return translate;
}

}  // namespace tao::project
