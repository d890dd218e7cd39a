#include <algorithm>
#include <iterator>

#include "project/key_functions.hpp"
#include "project/names.hpp"
#include "text/escape.hpp"
#include "text/secrets.hpp"

namespace tao::project {

namespace {

class Variables {
  public:
    Variables(const Reading& reading, std::string_view path) : reading_(reading), path_(path) {}

    void add(const std::string& name, text::Span where, const yaml::Node* value) {
        if (!is_variable_name(name)) {
            error("bad-name", text::quoted(name) + " cannot be the name of a variable", where,
                  "letters, digits and _ only, no digit first");
            return;
        }
        const auto same = [&](const ContainerVariable& one) { return one.name == name; };
        if (std::any_of(found_.begin(), found_.end(), same)) {
            error("duplicate-key", text::quoted(name) + " is set a second time", where,
                  "keep one of the two");
            return;
        }
        ContainerVariable variable{.name = name, .value = std::nullopt, .where = where};
        if (value != nullptr && value->kind != yaml::Node::Kind::null) {
            if (!value->is_scalar()) {
                if (!value->faulty) {
                    error("wrong-type",
                          "the value of " + name + " must be a text or a number, not a " +
                              (value->kind == yaml::Node::Kind::list ? "list" : "map"),
                          value->where, "");
                }
                return;
            }
            variable.value = read_value(*value, variable);
            if (!variable.value) return;
            if (variable.value->find('\0') != std::string::npos) {
                error("bad-value",
                      "the value of " + name + " has a NUL character in it, which no variable can have",
                      value->where, "");
                return;
            }
        }
        if (value != nullptr && value->faulty) return;
        found_.push_back(std::move(variable));
    }

    // {variable: NAME, value: VALUE}, an entry of NVIDIA's Envs.
    void add_entry(const yaml::Node& item) {
        const yaml::Node* name = item.find("variable");
        const yaml::Node* value = item.find("value");
        if (name == nullptr || value == nullptr || !name->is_scalar() || item.entries.size() != 2) {
            if (!item.faulty) {
                error(
                    "wrong-type",
                    std::string(path_) + " must be NAME: VALUE lines, or NVIDIA's list of {variable, value}",
                    item.where, hint_for(item));
            }
            return;
        }
        add(name->text, name->where, value);
    }

    std::vector<ContainerVariable> take() { return std::move(found_); }

  private:
    std::optional<std::string> read_value(const yaml::Node& node, ContainerVariable& variable) {
        std::vector<EnvironmentUse> uses;
        Reading reading = reading_;
        reading.uses = &uses;
        auto value = read_text(reading, node, path_);
        variable.written = node.text;
        variable.uses = std::move(uses);
        return value;
    }

    // Compose writes "- NAME=VALUE".
    static std::string hint_for(const yaml::Node& item) {
        const auto equals = item.text.find('=');
        if (!item.is_scalar() || equals == std::string::npos) return "";
        return "write " + text::visible(item.text.substr(0, equals)) + ": " +
               text::visible(item.text.substr(equals + 1));
    }

    void error(const char* id, std::string message, text::Span where, std::string hint) {
        reading_.diagnostics.error(id, std::move(message), where, std::move(hint));
    }

    const Reading& reading_;
    std::string_view path_;
    std::vector<ContainerVariable> found_;
};

// NVIDIA's container hook, which runs as root on this computer, is started with the container's variables, and has loaded
// what these name (CVE-2025-23266).
bool steers_the_gpu_hook(std::string_view variable) {
    return variable.starts_with("LD_") || variable == "GLIBC_TUNABLES";
}

}  // namespace

std::vector<ContainerVariable> read_variables(const Reading& reading, const yaml::Node& node,
                                              std::string_view path) {
    Variables variables(reading, path);
    if (node.kind == yaml::Node::Kind::list) {
        for (const yaml::Node& item : node.items)
            variables.add_entry(item);
    } else if (expect_map(reading, node, path)) {
        for (const yaml::Entry& entry : node.entries)
            variables.add(entry.key, entry.key_where, &entry.value);
    }
    return variables.take();
}

void show_variables(const std::vector<ContainerVariable>& variables, std::vector<Shown>& shown) {
    for (const ContainerVariable& variable : variables) {
        shown.push_back({.name = variable.name,
                         .value = variable.value ? text::masked(variable.name, *variable.value)
                                                 : "from the environment of the run",
                         .where = variable.where});
    }
}

void take_named(std::vector<ContainerVariable>& own, std::vector<ContainerVariable> added,
                const Where& where) {
    std::erase_if(added, [&](const ContainerVariable& one) {
        return std::any_of(own.begin(), own.end(),
                           [&](const ContainerVariable& entry) { return entry.name == one.name; });
    });
    for (ContainerVariable& one : added)
        one.where = where;
    own.insert(own.begin(), std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
}

void read_envs(const Reading& reading, const yaml::Node& node, std::string_view path, Project& project) {
    project.envs = read_variables(reading, node, path);
}

void show_envs(const Project& project, std::vector<Shown>& shown) {
    show_variables(project.envs, shown);
}

void widen_by_envs(const Project& project, const RealPaths& /*real*/, std::vector<Widening>& found) {
    for (const ContainerVariable& variable : project.envs) {
        // Without a value it is the user's own, whatever it is at the time.
        if (!steers_the_gpu_hook(variable.name) || !variable.value) continue;
        const std::string value = variable.name + ": " + *variable.value;
        found.push_back(
            {.value = value,
             .where = variable.where,
             .meaning = "envs " + text::quoted(value) +
                        " is obeyed by programs of this computer while they start the container"});
    }
}

void take_envs(Project& project, Project& layout, const Where& where) {
    take_named(project.envs, std::move(layout.envs), where);
}

}  // namespace tao::project
