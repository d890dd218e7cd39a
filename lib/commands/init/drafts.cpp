#include "commands/init/drafts.hpp"

#include <algorithm>
#include <utility>

#include "commands/init/compose_file.hpp"
#include "commands/init/engine_limits.hpp"
#include "commands/init/json_fault.hpp"
#include "commands/init/mounts_file.hpp"
#include "commands/init/notebook_draft.hpp"
#include "commands/init/questions.hpp"
#include "commands/init/refused_original.hpp"
#include "paths/check_mount.hpp"
#include "paths/real_path.hpp"
#include "project/find_project.hpp"
#include "project/layouts.hpp"
#include "project/user.hpp"
#include "text/escape.hpp"
#include "text/json_value.hpp"
#include "text/list.hpp"
#include "text/path.hpp"
#include "text/suggest.hpp"

namespace tao::commands {

namespace {

constexpr std::size_t largest_original = std::size_t{64} << 20U;  // notebooks hold their pictures

// Where layouts and guides have data, and the variables that say so.
constexpr const char* workspace = "/workspace/tao-experiments";
constexpr const char* data_here = "LOCAL_DATA_DIR";
constexpr const char* data_in_container = "DATA_DOWNLOAD_DIR";

class Maker {
  public:
    Maker(const InitRequest& request, const plan::Invocation& invocation, const os::FileSystem& files)
        : request_(request),
          invocation_(invocation),
          files_(files),
          user_(project::user_of(invocation.environment, invocation.user, invocation.group, files)),
          memlock_(memlock_may_be_raised(files)) {}

    InitDraft make() {
        if (!request_.schema.empty())
            made_.draft.head.push_back("yaml-language-server: $schema=" + request_.schema);
        const std::string unknown = why_unknown(request_.task, request_.tasks);
        if (!request_.task.empty() && !unknown.empty()) {
            const auto line = unknown.find('\n');
            fail(unknown.substr(0, line), unknown.substr(line + 1));
        } else if (!request_.from.empty()) {
            from_file();
        } else if (!request_.layout.empty()) {
            from_layout(request_.layout, request_.task);
        } else if (!from_own_mounts_file()) {
            from_directory();
        }
        if (request_.from.empty() && made_.fault.empty()) refuse_colon();
        if (made_.fault.empty()) refuse_other_bytes();
        if (made_.fault.empty()) {
            const project::Context context{.environment = invocation_.environment,
                                           .user = user_,
                                           .file = request_.directory + "/" + project::file_name,
                                           .directory = request_.directory};
            settle(made_.draft, context, files_, request_.mounted_by);
        }
        return std::move(made_);
    }

  private:
    void fail(std::string fault, std::string hint) {
        made_.fault = std::move(fault);
        made_.hint = std::move(hint);
    }

    void refuse(const RefusedOriginal& refused) { fail(refused.fault, refused.hint); }

    void head(const std::string& from) {
        made_.draft.head.push_back("What tao does in this directory and below it" + from + ".");
        made_.draft.head.emplace_back("To see what it comes to: tao-shim check, tao-shim explain -- tao ...");
    }

    void setting(const char* key, const std::string& value) {
        if (!value.empty())
            made_.draft.settings.push_back({.lines = {std::string(key) + ": " + yaml_scalar(value)}});
    }

    DraftPlace place(const std::string& start) const {
        return {.directory = request_.directory,
                .user = user_,
                .start = start,
                .files = files_,
                .memlock = memlock_,
                .mounted_by = request_.mounted_by};
    }

    // The launcher gives Docker SOURCE:DESTINATION, so nothing of such a directory could be mounted.
    void refuse_colon() {
        const std::string real = paths::real_path_of(request_.directory, files_);
        const auto colon = real.find(':');
        if (colon == std::string::npos || request_.mounted_by != paths::MountedBy::launcher) return;
        const std::string named = real.substr(0, real.find('/', colon));
        std::string renamed = named;
        std::replace(renamed.begin() + static_cast<std::ptrdiff_t>(named.rfind('/')), renamed.end(), ':',
                     '-');
        fail(text::quoted(named) +
                 " has a ':' in its name, so the launcher cannot mount it or what is in it; nothing was "
                 "written",
             "to rename it, type: mv " + text::shell_word(named) + " " + text::shell_word(renamed) +
                 "\ndocker, podman and apptainer can mount it; to run tasks without the launcher, type: "
                 "export TAO_SHIM_ENGINE=docker");
    }

    void refuse_other_bytes() {
        const auto fault = paths::check_source(request_.directory, false, request_.mounted_by, files_);
        if (fault && fault->id == "not-utf8") fail(fault->message + "; nothing was written", fault->hint);
    }

    AnswerPlace here() const { return {.directory = request_.directory, .user = user_, .files = files_}; }

    std::string absolute(const std::string& path) const { return absolute_path(path, here()); }

    void from_file() {
        if (!request_.layout.empty()) {
            return fail("--from and --layout are two ways to begin: choose one", "tao-shim init --from FILE");
        }
        const std::string path = absolute(request_.from);
        os::ReadFailure failure;
        const auto content = files_.read(path, largest_original, failure);
        if (!content) {
            return refuse(unread_original(request_.from, path, request_.directory, failure, files_));
        }
        if (const RefusedOriginal none = no_original(path, *content); !none.fault.empty())
            return refuse(none);
        const std::string script = script_kind(path, *content);
        const bool notebook = !script.empty() || path.ends_with(".ipynb");
        const auto json = notebook ? std::nullopt : text::parse_json(*content);
        made_.foreign = !is_own_mounts_file(path);
        if (const auto compose = script_of_compose(path, *content)) {
            from_compose(*compose, path, *content);
        } else if (json && json->is_object() && json->contains("Mounts")) {
            from_mounts_file(path, *json, request_.directory);
        } else if (notebook ||
                   (json && json->is_object() && (json->contains("cells") || json->contains("worksheets")))) {
            begin_from(path);
            draft_from_notebook(made_, script.empty() ? *content : notebook_of(*content, script), path,
                                request_, place(std::string(text::parent(path))), invocation_.environment);
        } else if (!json || !json->is_object()) {
            refuse(no_json_original(path, *content));
        } else {
            refuse(other_json_original(path, *json));
        }
    }

    void from_compose(const ComposeScript& compose, const std::string& path, const std::string& content) {
        if (!compose.fault.empty()) {
            return fail(text::quoted(path) + " cannot be read: " + compose.fault,
                        "to have it written out plainly, type: docker compose -f " + text::shell_word(path) +
                            " config > compose.plain.yml\nthen: tao-shim init --from compose.plain.yml");
        }
        begin_from(path);
        draft_from_notebook(made_, notebook_of(compose.script, "sh", content), path, request_,
                            place(std::string(text::parent(path))), invocation_.environment);
    }

    void begin_from(const std::string& path) {
        setting("task", request_.task);
        head(" (from " + path + ")");
        made_.from = path;
    }

    void from_mounts_file(const std::string& path, const text::Json& json, const std::string& start) {
        begin_from(path);
        add_mounts_file(made_.draft, without_marks(json), place(start));
    }

    // The launcher's own file in the user's home, which nobody else could write, or the one that the user names to it; one of
    // the directory's came with that.
    bool is_own_mounts_file(const std::string& path) const {
        const std::string_view of_variable = invocation_.environment.get_or_empty("LAUNCHER_MOUNTS");
        const bool named = path == user_.home + "/.tao_mounts.json" ||
                           path == user_.home + "/.tlt_mounts.json" ||
                           (!of_variable.empty() && path == absolute(std::string(of_variable)) &&
                            !text::is_under(paths::real_path_of(path, files_),
                                            paths::real_path_of(request_.directory, files_)));
        const auto status = named ? files_.status(path) : std::nullopt;
        constexpr mode_t others_may_write = 02;
        return status && (status->owner == invocation_.user || status->owner == 0) &&
               (status->mode & others_may_write) == 0;
    }

    // Is the directory in a source of the file, or a source in it?
    bool covers(const text::Json& json) const {
        const std::string here = paths::real_path_of(request_.directory, files_);
        if (!json.is_object() || !json.contains("Mounts") || !json["Mounts"].is_array()) return false;
        for (const text::Json& mount : json["Mounts"]) {
            if (!mount.is_object() || !mount.contains("source") || !mount["source"].is_string()) continue;
            const std::string source =
                paths::real_path_of(absolute(mount["source"].get<std::string>()), files_);
            if (text::is_under(here, source) || text::is_under(source, here)) return true;
        }
        return false;
    }

    // shown: the file's name as somebody would type it.
    static std::string unread(const std::string& shown, const std::optional<std::string>& content) {
        return shown + (content ? " is no JSON" : " cannot be read") + ", and nothing was taken from it\n" +
               (content ? json_fault(*content) : "to see what is wrong, type: ls -l " + shown);
    }

    // What the launcher has gone by so far.
    bool from_own_mounts_file() {
        const std::string_view named = invocation_.environment.get_or_empty("LAUNCHER_MOUNTS");
        if (!named.empty()) {
            const std::string path = absolute(std::string(named));
            if (from_covering(path, text::shell_word(path), " (LAUNCHER_MOUNTS)")) return true;
        }
        for (const char* name : {".tao_mounts.json", ".tlt_mounts.json"}) {
            const std::string path = user_.home + "/" + name;
            if (is_own_mounts_file(path) && from_covering(path, std::string("~/") + name, "")) return true;
        }
        return false;
    }

    // From a mounts file, if it has to do with this directory.
    bool from_covering(const std::string& path, const std::string& shown, const char* named_by) {
        os::ReadFailure failure;
        const auto content = files_.read(path, largest_original, failure);
        const auto json = content ? text::parse_json(*content) : std::nullopt;
        if (!json) made_.remarks.push_back(unread(shown, content));
        if (!json || !covers(*json)) return false;
        made_.foreign = !is_own_mounts_file(path);
        from_mounts_file(path, *json, request_.directory);
        made_.remarks.push_back("it was made from " + shown + named_by +
                                ", which is about this directory\nto begin without that file: rm " +
                                project::file_name + "; tao-shim init --layout tao-experiments --task TASK");
        return true;
    }

    std::optional<project::Layout> layout_named(const std::string& layout) {
        auto found = project::find_layout(layout, invocation_.environment, user_, files_);
        if (found) return found;
        const auto names = project::layout_names(invocation_.environment, user_, files_);
        const auto near = text::closest(layout, names);
        fail("there is no layout " + text::quoted(layout),
             (near ? "did you mean " + *near + "?\n" : "") + "the layouts are " + text::joined(names));
        return std::nullopt;
    }

    void from_layout(const std::string& layout, const std::string& task) {
        const auto found = layout_named(layout);
        if (!found) return;
        look_at_tree();
        layout_ = layout;
        if (task.empty() && found->content.find("${task}") != std::string::npos) {
            return fail("the layout " + layout + " needs to know the task",
                        "tao-shim init --layout " + layout + " --task detectnet_v2");
        }
        head("");
        setting("layout", layout);
        setting("task", task);
        docker_options(found->content.find("shm_size:") != std::string::npos);
    }

    // The launcher's default is root, which owns every result then; and data loaders need what NVIDIA's notebooks have.
    void docker_options(bool layout_has_limits) {
        auto& entries = made_.draft.section("docker").entries;
        entries.push_back({.lines = {"  user: host"}, .remarks = {"results belong to you, not to root"}});
        if (!layout_has_limits) {
            entries.push_back(
                {.lines = {"  shm_size: 16G"},
                 .remarks = {"as in NVIDIA's notebooks: data loaders need more than Docker's 64 MB"}});
        }
        if (!memlock_) {
            entries.push_back({.lines = {"  ulimits:", "    stack: 67108864"}, .remarks = {no_memlock}});
        } else if (!layout_has_limits) {
            entries.push_back({.lines = {"  ulimits:", "    memlock: -1", "    stack: 67108864"}});
        }
    }

    bool has(const char* name) const {
        const auto status = files_.status(text::join(request_.directory, name));
        return status && status->is_directory();
    }

    // From the tree, and the questions that a beginner can answer.
    void from_directory() {
        std::string task = request_.task;
        if (task.empty() && request_.ask != nullptr) {
            TaskAnswer answer = ask_for_task(request_.ask, request_.tasks);
            task = std::move(answer.task);
            if (!answer.remark.empty()) made_.remarks.push_back(std::move(answer.remark));
        }
        look_at_tree();
        if (has("data") && has("specs") && has("results")) {
            from_layout(has("model") ? "data-specs-results-model" : "data-specs-results", task);
        } else if (!task.empty()) {
            from_layout(layout_of_task(task), task);
        } else {
            head("");
            made_.draft.section("mounts").entries.push_back(
                {.lines = {"  - source: .", std::string("    destination: ") + workspace}});
            docker_options(false);
        }
        if (request_.ask != nullptr && !has("data")) add_data_set();
        name_notebooks();
    }

    void look_at_tree() {
        made_.from_tree = true;
        const std::string here = paths::real_path_of(request_.directory, files_);
        for (const std::string& name : files_.list(request_.directory)) {
            const std::string path = text::join(request_.directory, name);
            if (files_.link_target(path) && !text::is_under(paths::real_path_of(path, files_), here))
                made_.has_link_out = true;
        }
    }

    // What a notebook sets up is not taken over unasked.
    void name_notebooks() {
        for (const std::string& name : files_.list(request_.directory)) {
            if (!name.ends_with(".ipynb")) continue;
            made_.remarks.push_back(text::quoted(name) +
                                    " was not read; to begin with what it sets up, type: rm " +
                                    project::file_name + "; tao-shim init --from " + text::shell_word(name));
            return;
        }
    }

    // Mounts and variables agree on where data are.
    void add_data_set() {
        const std::string data = ask_for_directory(
            request_.ask, "Where are your data, if not in this directory? [in this directory] ",
            "Where are your data? [in this directory] ", here());
        if (data.empty() || data == request_.directory) return;
        made_.named.push_back(paths::real_path_of(data, files_));
        const bool by_data = layout_.starts_with("data-");
        const std::string at = by_data ? "" : workspace;
        std::string inside = at + "/data";
        std::string written = data;
        std::string here = data;
        const auto shortened = [&](const std::string& directory, const char* in_mount,
                                   const char* in_variable) {
            if (directory.empty() || directory == "/" || !text::is_under(data, directory)) return false;
            const std::string rest = data.substr(directory.size());
            written = in_mount + rest;
            here = reference(in_variable) + rest;
            return true;
        };
        if (shortened(request_.directory, "", "project_dir")) {
            inside = workspace + data.substr(request_.directory.size());  // which every layout mounts
        } else {
            shortened(user_.home, "~", "home");
            made_.draft.section("mounts").entries.push_back(
                {.lines = {"  - source: " + yaml_scalar(in_project_file(written)),
                           "    destination: " + inside},
                 .remarks = {"your data, at the place where guides and notebooks have them"}});
        }
        auto& variables = made_.draft.section("variables").entries;
        variables.push_back({.lines = {std::string("  ") + (by_data ? "HOST_DATA_DIR" : data_here) + ": " +
                                       yaml_scalar(in_project_file(here))}});
        variables.push_back({.lines = {std::string("  ") + (by_data ? "DATA_DIR" : data_in_container) + ": " +
                                       yaml_scalar(in_project_file(inside))}});
    }

    const InitRequest& request_;
    const plan::Invocation& invocation_;
    const os::FileSystem& files_;
    project::User user_;
    std::string layout_{};  // that was chosen
    bool memlock_;          // containers here may lock as much memory as they like
    InitDraft made_;
};

}  // namespace

InitDraft make_draft(const InitRequest& request, const plan::Invocation& invocation,
                     const os::FileSystem& files) {
    return Maker(request, invocation, files).make();
}

}  // namespace tao::commands
