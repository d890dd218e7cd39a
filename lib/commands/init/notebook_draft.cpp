#include "commands/init/notebook_draft.hpp"

#include <algorithm>

#include "text/escape.hpp"
#include "text/json_value.hpp"
#include "text/path.hpp"

namespace tao::commands {

namespace {

// What stands for a place that the notebook's author leaves open.
std::string asked_project(const NotebookSetup& setup, const InitRequest& request, const DraftPlace& place) {
    const auto open = std::find_if(setup.open.begin(), setup.open.end(),
                                   [](const NotebookSetup::Open& one) { return !one.taken.empty(); });
    if (request.ask == nullptr || open == setup.open.end()) return request.directory;
    const std::string question =
        "Which directory is " + text::visible(open->name) + "? [" + text::visible(request.directory) + "] ";
    const std::string answer =
        ask_for_directory(request.ask, question, question,
                          {.directory = request.directory, .user = place.user, .files = place.files});
    return answer.empty() ? request.directory : answer;
}

std::string line_of(const NotebookPlace& place) {
    return "\n    " + show(place) + ": " + text::visible(place.text);
}

bool same_line(const NotebookPlace& left, const NotebookPlace& right) {
    return left.cell == right.cell && left.line == right.line;
}

// Set by cells that most people leave out; a kernel with tao-shim's start-up file has it as False
// (config/jupyter/startup.py).
bool is_switched_off(const std::string& name) {
    return name == "CLEARML_LOGGED_IN" || name == "WANDB_LOGGED_IN";
}

// A cell to look at, with what to do about it.
struct Cell {
    NotebookPlace place;
    std::string what;
    bool in_kernel = false;  // the start-up file of tao-shim does it
};

std::vector<Cell> cells_to_look_at(const NotebookSetup& setup, const std::string& project) {
    std::vector<Cell> cells;
    for (const NotebookSetup::Open& open : setup.open) {
        if (open.taken.empty()) {
            cells.push_back(
                {open.place, text::visible(open.name) + " is left open: write yours in, or skip the cell"});
        } else {
            cells.push_back({open.place, "left open: write in " + text::quoted(open.taken), true});
        }
    }
    const std::size_t open_ones = cells.size();
    for (const NotebookSetup::Remark& missing : setup.missing) {
        const bool said = std::any_of(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(open_ones),
                                      [&](const Cell& cell) { return same_line(cell.place, missing.place); });
        if (said) continue;
        const bool off = is_switched_off(missing.text);
        const std::string what = "no cell sets " + text::visible(missing.text) + ": ";
        cells.push_back(
            {missing.place,
             what + (off ? "write before it: " + missing.text + " = False" : "write it in, or skip the cell"),
             off});
    }
    for (const NotebookSetup::Remark& install : setup.installs)
        cells.push_back({install.place, "skip the cell where the launcher is installed"});
    for (const NotebookSetup::Remark& import : setup.only_on_colab)
        cells.push_back({import.place, "only Colab has google.colab: skip the cell"});
    for (const NotebookSetup::Variable& variable : setup.variables) {
        if (variable.name != "LOCAL_PROJECT_DIR" || !variable.value.is_string()) continue;
        const auto value = variable.value.get<std::string>();
        if (text::is_absolute(value) && text::normalised(value) != project)
            cells.push_back({variable.place, "that is not " + text::quoted(project)});
    }
    std::stable_sort(cells.begin(), cells.end(), [](const Cell& left, const Cell& right) {
        return std::pair(left.place.cell, left.place.line) < std::pair(right.place.cell, right.place.line);
    });
    return cells;
}

// What a notebook as it was published needs before all its cells can run in their order.
std::string before_run_all(const std::vector<Cell>& cells, const std::string& path) {
    std::string all;
    for (const bool in_kernel : {false, true}) {
        std::string some;
        for (const Cell& cell : cells) {
            if (cell.in_kernel == in_kernel) some += line_of(cell.place) + "\n        " + cell.what;
        }
        if (some.empty()) continue;
        all +=
            in_kernel
                ? "\n  done by a kernel with tao-shim's start-up file (tao-shim enable jupyter), else by you:"
                : "\n  yours to change or to skip:";
        all += some;
    }
    return all.empty() ? all : "before all cells of " + text::quoted(path) + " can run:" + all;
}

}  // namespace

std::string script_kind(const std::string& path, std::string_view content) {
    for (const char* kind : {"py", "sh", "md"}) {
        if (path.ends_with(std::string(".") + kind)) return kind;
    }
    const std::string_view name = text::last_component(path);
    if (name == "Makefile" || name == "makefile" || name == "GNUmakefile" || name.ends_with(".mk"))
        return "make";
    // By any other name: #!/usr/bin/env bash
    const std::string_view first = content.substr(0, content.find('\n'));
    if (!first.starts_with("#!")) return {};
    return first.find("python") != std::string_view::npos ? "py" : first.ends_with("sh") ? "sh" : "";
}

std::string notebook_of(const std::string& script, const std::string& kind, const std::string& shown) {
    const text::Json cell = {{"cell_type", "code"}, {"source", script}};
    text::Json notebook{{"cells", text::Json::array({cell})}, {"script", kind}};
    if (!shown.empty()) notebook["shown"] = shown;
    if (kind == "sh" || kind == "make") notebook["metadata"]["kernelspec"]["language"] = "bash";
    return notebook.dump(-1, ' ', true, text::Json::error_handler_t::replace);
}

void draft_from_notebook(InitDraft& made, const std::string& notebook, const std::string& path,
                         const InitRequest& request, const DraftPlace& place,
                         const os::Environment& environment) {
    const auto read = [&](const std::string& project) {
        return read_notebook(notebook, place.start, project, place.user, request.interpreters, environment);
    };
    NotebookAnswer answer = read(request.directory);
    std::string project = request.directory;
    if (answer.setup) project = asked_project(*answer.setup, request, place);
    if (project != request.directory) answer = read(project);
    if (!answer.setup) {
        made.fault = text::quoted(path) + " cannot be read: " + text::visible(answer.fault);
        made.hint = answer.hint;
        return;
    }
    const NotebookSetup& setup = *answer.setup;
    Draft& draft = made.draft;
    for (const NotebookSetup::Open& open : setup.open) {
        if (open.taken.empty()) continue;
        draft.head.push_back("FIXME: " + show(open.place) + " leaves " + open.name + " open, as " + open.was +
                             "; taken for " + open.taken);
    }
    for (const NotebookSetup::Remark& remark : setup.remarks)
        draft.head.push_back(fixme(remark.place, remark.text));
    if (!setup.image.empty())
        draft.settings.push_back({.lines = {"image: " + yaml_scalar(in_project_file(setup.image))}});
    std::string gpus;
    for (const int index : setup.gpus)
        gpus += (gpus.empty() ? "" : ", ") + std::to_string(index);
    if (!gpus.empty()) draft.settings.push_back({.lines = {"gpus: [" + gpus + "]"}});
    if (setup.mounts_file) {
        add_mounts_file(draft, *setup.mounts_file, place);
    } else if (!setup.language.empty()) {
        draft.section("mounts").entries.push_back(
            {.lines = {"  - source: FIXME", "    destination: FIXME"}, .out = true});
    } else {
        made.remarks.emplace_back(
            "it sets up no mounts that could be followed; this directory was mounted at "
            "/workspace/tao-experiments");
        draft.section("mounts").entries.push_back(
            {.lines = {"  - source: .", "    destination: /workspace/tao-experiments"}});
    }
    add_variables(draft, setup, place);
    const std::string cells = before_run_all(cells_to_look_at(setup, project), path);
    if (!cells.empty()) made.remarks.push_back(cells);
}

}  // namespace tao::commands
