#include "commands/init/drafts.hpp"

#include "commands/init/mounts_file.hpp"
#include "commands/init/notebook_cells.hpp"
#include "commands/init/notebook_setup.hpp"
#include "project/find.hpp"
#include "project/layouts.hpp"
#include "project/user.hpp"
#include "text/escape.hpp"
#include "text/path.hpp"
#include "text/suggest.hpp"

namespace tao::commands {

namespace {

constexpr std::size_t largest_original = std::size_t{64} << 20U;  // notebooks hold their pictures

class Maker {
  public:
    Maker(const InitRequest& request, const plan::Invocation& invocation, const os::FileSystem& files)
        : request_(request),
          invocation_(invocation),
          files_(files),
          user_(project::user_of(invocation.environment, invocation.user, invocation.group, files)) {}

    InitDraft make() {
        if (!request_.from.empty()) {
            from_file();
        } else if (!request_.layout.empty()) {
            from_layout(request_.layout, request_.task);
        } else {
            from_directory();
        }
        if (made_.fault.empty()) {
            const project::Context context{.environment = invocation_.environment,
                                           .user = user_,
                                           .file = request_.directory + "/" + project::file_name,
                                           .directory = request_.directory};
            settle(made_.draft, context, files_);
        }
        return std::move(made_);
    }

  private:
    void fail(std::string fault, std::string hint) {
        made_.fault = std::move(fault);
        made_.hint = std::move(hint);
    }

    void head(const std::string& from) {
        made_.draft.head = {"What tao does in this directory and below it" + from + ".",
                            "To see what it comes to: tao-shim check, tao-shim explain -- tao ..."};
    }

    void setting(const char* key, const std::string& value) {
        if (!value.empty())
            made_.draft.settings.push_back({.lines = {std::string(key) + ": " + yaml_scalar(value)}});
    }

    void from_file() {
        if (!request_.layout.empty()) {
            return fail("--from and --layout are two ways to begin: choose one", "tao-shim init --from FILE");
        }
        std::string path = request_.from;
        if (!text::is_absolute(path)) path = text::join(request_.directory, path);
        path = text::normalised(path);
        os::ReadFailure failure;
        const auto content = files_.read(path, largest_original, failure);
        if (!content) {
            return fail(
                text::quoted(path) + " cannot be read: " +
                    (failure.too_large ? "it is too large" : std::generic_category().message(failure.error)),
                "name a mounts file or a notebook: tao-shim init --from ~/.tao_mounts.json");
        }
        const auto json = text::parse_json(*content);
        if (!json || !json->is_object()) {
            return fail(text::quoted(path) + " is neither a mounts file nor a notebook: it is no JSON object",
                        "the launcher cannot read it either, if it is its mounts file");
        }
        setting("task", request_.task);
        head(" (from " + path + ")");
        if (json->contains("Mounts")) {
            add_mounts_file(made_.draft, *json, place(request_.directory));
        } else if (const auto cells = code_cells(*content)) {
            from_notebook(*cells, std::string(text::parent(path)));
        } else {
            fail(text::quoted(path) +
                     " is neither a mounts file nor a notebook: it has no \"Mounts\" and no \"cells\"",
                 "name a mounts file or a notebook: tao-shim init --from ~/.tao_mounts.json");
        }
    }

    DraftPlace place(const std::string& start) const {
        return {.directory = request_.directory, .home = user_.home, .start = start, .files = files_};
    }

    void from_notebook(const std::vector<std::string>& cells, const std::string& directory) {
        const std::string project = asked_project(cells, directory);
        NotebookSetup setup = follow_cells(cells, directory, project);
        for (const auto& [name, taken] : setup.open_places) {
            made_.remarks.push_back(name + " is left open in the notebook; it was taken for " +
                                    text::quoted(taken));
            made_.draft.head.push_back("FIXME: the notebook leaves " + name + " open; taken for " + taken);
        }
        for (const std::string& remark : setup.remarks)
            made_.draft.head.push_back(remark);
        if (setup.mounts_file) {
            add_mounts_file(made_.draft, *setup.mounts_file, place(directory));
        } else {
            made_.remarks.push_back(
                "the notebook writes no mounts file that could be followed; this directory was "
                "mounted at /workspace/tao-experiments");
            mount_everything();
        }
        add_variables(made_.draft, setup.variables, place(directory));
    }

    // What stands for a place that the notebook's author leaves open.
    std::string asked_project(const std::vector<std::string>& cells, const std::string& directory) const {
        if (request_.ask == nullptr) return request_.directory;
        const auto open = follow_cells(cells, directory, request_.directory).open_places;
        if (open.empty()) return request_.directory;
        const std::string answer = request_.ask("Which directory is " + open.front().first + "? [" +
                                                text::visible(request_.directory) + "] ");
        if (answer.empty()) return request_.directory;
        if (answer.starts_with("~/")) return text::normalised(user_.home + answer.substr(1));
        return text::normalised(text::is_absolute(answer) ? answer : text::join(request_.directory, answer));
    }

    void from_layout(const std::string& layout, const std::string& task) {
        const auto found = project::find_layout(layout, invocation_.environment, user_, files_);
        if (!found) {
            const auto names = project::layout_names(invocation_.environment, user_, files_);
            std::string all;
            for (const std::string& name : names)
                all += (all.empty() ? "" : ", ") + name;
            const auto near = text::closest(layout, names);
            return fail("there is no layout " + text::quoted(layout),
                        (near ? "did you mean " + *near + "?\n" : "") + "the layouts are " + all);
        }
        if (task.empty() && found->content.find("${task}") != std::string::npos) {
            return fail("the layout " + layout + " needs to know the task",
                        "tao-shim init --layout " + layout + " --task detectnet_v2");
        }
        head("");
        setting("layout", layout);
        setting("task", task);
        results_belong_to_the_user();
    }

    // The launcher's default is root, which owns every result then.
    void results_belong_to_the_user() {
        made_.draft.section("docker").entries.push_back(
            {.lines = {"  user: host"}, .remarks = {"results belong to you, not to root"}});
    }

    void mount_everything() {
        made_.draft.section("mounts").entries.push_back(
            {.lines = {"  - source: .", "    destination: /workspace/tao-experiments"}});
    }

    bool has(const char* name) const {
        const auto status = files_.status(text::join(request_.directory, name));
        return status && status->is_directory();
    }

    // From the tree, and the questions that a beginner can answer.
    void from_directory() {
        std::string task = request_.task;
        if (task.empty() && request_.ask != nullptr) {
            task = request_.ask("Which task is it about, such as detectnet_v2? [several, or not known yet] ");
        }
        if (has("data") && has("specs") && has("results")) {
            from_layout(has("model") ? "data-specs-results-model" : "data-specs-results", task);
        } else if (!task.empty() && has("specs")) {
            from_layout("tao-experiments", task);
        } else {
            head("");
            setting("task", task);
            mount_everything();
            results_belong_to_the_user();
        }
        add_data_set();
    }

    void add_data_set() {
        if (request_.ask == nullptr || has("data")) return;
        const std::string answer =
            request_.ask("Where are your data, if not in this directory? [in this directory] ");
        if (answer.empty()) return;
        made_.draft.section("mounts").entries.push_back(
            {.lines = {"  - " + yaml_scalar(in_project_file(answer))},
             .remarks = {"the same path inside and outside"}});
    }

    const InitRequest& request_;
    const plan::Invocation& invocation_;
    const os::FileSystem& files_;
    project::User user_;
    InitDraft made_;
};

}  // namespace

InitDraft make_draft(const InitRequest& request, const plan::Invocation& invocation,
                     const os::FileSystem& files) {
    return Maker(request, invocation, files).make();
}

}  // namespace tao::commands
