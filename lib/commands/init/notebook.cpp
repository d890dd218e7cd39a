#include "commands/init/notebook.hpp"

#include "commands/init/python.hpp"
#include "text/embedded.hpp"
#include "text/json_value.hpp"

namespace tao::commands {

namespace {

// In the order of their imports.
constexpr text::EmbeddedFile modules[] = {
#include "notebook.inc"
};

constexpr std::chrono::seconds longest_reading{20};

// Each module under its own name, then main() of the last one.
std::string script() {
    text::Json all = text::Json::array();
    for (const text::EmbeddedFile& module : modules)
        all.push_back({module.name, module.content});
    // JSON without anything beyond ASCII is Python as well.
    return "import types\nfor name, text in " + all.dump(-1, ' ', true) +
           ":\n"
           "    module = sys.modules[name] = types.ModuleType(name)\n"
           "    exec(compile(text, name + '.py', 'exec'), module.__dict__)\n"
           "sys.modules['notebook'].main()\n";
}

std::vector<NotebookSetup::Remark> remarks_of(const text::Json& all, const char* key) {
    std::vector<NotebookSetup::Remark> found;
    for (const text::Json& one : all)
        found.push_back({one.value(key, ""), NotebookPlace::of(one.contains("place") ? one["place"] : one)});
    return found;
}

// What the script promises is not asked again, key by key; of a Python that breaks its promise there is the exception.
NotebookSetup setup_of(const text::Json& answer) {
    NotebookSetup setup;
    if (answer["mounts_file"].is_object()) setup.mounts_file = answer["mounts_file"];
    setup.image = answer.value("image", "");
    setup.gpus = answer.value("gpus", std::vector<int>());
    setup.language = answer.value("language", "");
    for (const text::Json& one : answer["variables"])
        setup.variables.push_back({one["name"], one["value"], NotebookPlace::of(one["place"])});
    for (const char* key : {"open_places", "left_open"}) {
        for (const text::Json& one : answer[key])
            setup.open.push_back(
                {one["name"], one["was"], one.value("taken", ""), NotebookPlace::of(one["place"])});
    }
    setup.missing = remarks_of(answer["missing"], "name");
    setup.installs = remarks_of(answer["installs"], "name");
    setup.only_on_colab = remarks_of(answer["only_on_colab"], "name");
    setup.remarks = remarks_of(answer["remarks"], "text");
    return setup;
}

}  // namespace

NotebookAnswer read_notebook(std::string_view notebook, const std::string& directory,
                             const std::string& project, const project::User& user,
                             const std::vector<std::string>& interpreters,
                             const os::Environment& environment) {
    const std::vector<std::string> words = {
        directory, project, user.home, user.name, std::to_string(user.uid), std::to_string(user.gid)};
    const PythonAnswer answer =
        run_python(interpreters, script(), notebook, words, environment, longest_reading);
    if (answer.no_python) {
        return {std::nullopt, "reading a notebook needs Python 3.6 or newer, and none was found on PATH",
                "to install it on Debian or Ubuntu, type: sudo apt install python3\n"
                "or begin without the notebook: tao-shim init --layout tao-experiments --task detectnet_v2"};
    }
    const auto json = answer.output ? text::parse_json(*answer.output) : std::nullopt;
    if (!json || !json->is_object())
        return {std::nullopt, answer.fault.empty() ? "its reader gave no answer" : answer.fault, ""};
    if (json->contains("fault")) return {std::nullopt, json->value("fault", ""), ""};
    return {setup_of(*json), "", ""};
}

}  // namespace tao::commands
