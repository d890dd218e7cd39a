#include <algorithm>
#include <iterator>

#include "project/key_functions.hpp"
#include "project/known_names.hpp"
#include "text/characters.hpp"
#include "text/escape.hpp"
#include "text/secrets.hpp"

namespace tao::project {

namespace {

// Compose and shells write NAME=VALUE.
std::string hint_for_setting(const yaml::Node& item) {
    const auto equals = item.text.find('=');
    if (!item.is_scalar() || equals == std::string::npos) return "";
    const std::string name = item.text.substr(0, equals);
    return "write " + text::visible(name) + ": " +
           text::visible(text::masked(name, item.text.substr(equals + 1)));
}

class Variables {
  public:
    Variables(const Reading& reading, std::string_view path, std::vector<VariableFault>* unset)
        : reading_(reading), path_(path), unset_(unset) {}

    void add(const std::string& name, text::Span where, const yaml::Node* value) {
        if (!text::is_variable_name(name)) {
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
            if (reading_.secrets != nullptr && text::is_secret_name(name) &&
                !text::is_reference(value->text)) {
                reading_.secrets->push_back(value->where);
            }
            if (!read_value(*value, variable)) return;
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
                    item.where, hint_for_setting(item));
            }
            return;
        }
        add(name->text, name->where, value);
    }

    std::vector<ContainerVariable> take() { return std::move(found_); }

  private:
    bool read_value(const yaml::Node& node, ContainerVariable& variable) {
        text::Diagnostics found(reading_.diagnostics.source());
        const Reading reading{.context = reading_.context,
                              .diagnostics = found,
                              .table = reading_.table,
                              .uses = &variable.uses,
                              .secrets = reading_.secrets};
        variable.written = node.text;
        variable.value = read_text(reading, node, path_);
        for (const text::Diagnostic& one : found.all()) {
            if (unset_ != nullptr && one.id == "unset-variable") {
                unset_->push_back({.variable = variable, .fault = one});
            } else {
                reading_.diagnostics.error(one.id, one.message, one.where, one.hint);
            }
        }
        return variable.value.has_value();
    }

    void error(const char* id, std::string message, text::Span where, std::string hint) {
        reading_.diagnostics.error(id, std::move(message), where, std::move(hint));
    }

    const Reading& reading_;
    std::string_view path_;
    std::vector<VariableFault>* unset_;
    std::vector<ContainerVariable> found_;
};

}  // namespace

std::vector<ContainerVariable> read_variables(const Reading& reading, const yaml::Node& node,
                                              std::string_view path, std::vector<VariableFault>* unset) {
    Variables variables(reading, path, unset);
    if (node.kind == yaml::Node::Kind::list) {
        for (const yaml::Node& item : node.items)
            variables.add_entry(item);
    } else if (node.is_scalar()) {
        report_wrong_type(reading, node, path, hint_for_setting(node));
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
        if (!variable.value && !is_free_environment(variable.name)) {
            found.push_back(from_environment("envs", variable.name, variable.where));
        }
        for (const EnvironmentUse& use : variable.uses) {
            if (!is_free_environment(use.name))
                found.push_back(from_environment("envs", use.name, use.where));
        }
        if (!steers_this_computer(variable.name) || !variable.value) continue;
        found.push_back(
            {.value = variable.name + ": " + variable.written,
             .where = variable.where,
             .meaning = "envs " +
                        text::quoted(variable.name + ": " + text::masked(variable.name, variable.written)) +
                        " is obeyed by programs of this computer while they start the container"});
    }
}

void take_envs(Project& project, Project& layout, const Where& where) {
    take_named(project.envs, std::move(layout.envs), where);
}

}  // namespace tao::project
