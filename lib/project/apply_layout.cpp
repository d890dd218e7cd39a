#include "project/apply_layout.hpp"

#include <algorithm>
#include <utility>

#include "project/layouts.hpp"
#include "text/escape.hpp"
#include "text/suggest.hpp"

namespace tao::project {

namespace {

std::string joined(const std::vector<std::string>& names) {
    std::string result;
    for (const std::string& name : names)
        result += (result.empty() ? "" : ", ") + name;
    return result;
}

std::string without_slashes(std::string path) {
    while (path.size() > 1 && path.ends_with('/'))
        path.pop_back();
    return path;
}

class Application {
  public:
    Application(Project& project, const Context& context, const os::FileSystem& files,
                text::Diagnostics& diagnostics)
        : project_(project), context_(context), files_(files), diagnostics_(diagnostics) {}

    void apply() {
        const auto layout = find();
        if (!layout) return;
        auto content = read(*layout);
        if (!content) return;
        merge_mounts(std::move(content->mounts));
        merge_named(project_.envs, std::move(content->envs));
        merge_variables(*content);
        merge_docker(content->docker);
    }

  private:
    const std::string& name() const { return project_.layout->value; }
    std::optional<text::Span> where() const { return project_.layout->where; }

    std::optional<Layout> find() {
        auto layout = find_layout(name(), context_.environment, context_.user, files_);
        if (!layout) {
            const auto names = layout_names(context_.environment, context_.user, files_);
            const auto near = text::closest(name(), names);
            diagnostics_.error(
                "unknown-layout", "there is no layout " + text::quoted(name()), where(),
                (near ? "did you mean " + *near + "?\n" : "") + "the layouts are " + joined(names));
        }
        return layout;
    }

    std::optional<Project> read(const Layout& layout) {
        if (!project_.task && layout.content.find("${task}") != std::string::npos) {
            diagnostics_.error("no-task", "the layout " + name() + " needs to know the task", where(),
                               "add a line such as task: detectnet_v2");
            return std::nullopt;
        }
        const text::SourceFile source{.path = layout.file, .content = layout.content};
        text::Diagnostics found(source);
        const Context context{.environment = context_.environment,
                              .user = context_.user,
                              .file = layout.file,
                              .directory = context_.directory,
                              .task = project_.task ? project_.task->value : ""};
        auto content = read_layout(context, found);
        for (const text::Diagnostic& one : found.all())
            report(one, source);
        if (found.has_errors()) return std::nullopt;
        for (VariableFault& one : content->unset_variables) {
            one.fault = here(one.fault, source);
        }
        return content;
    }

    // A finding in the layout, as one about the line of the project file that names it.
    text::Diagnostic here(const text::Diagnostic& one, const text::SourceFile& source) const {
        std::string place = text::visible(source.path);
        if (one.where) place += ":" + std::to_string(source.position(one.where->begin).line);
        text::Diagnostic result = one;
        result.message = "in the layout " + place + ": " + one.message;
        result.where = where();
        return result;
    }

    void report(const text::Diagnostic& one, const text::SourceFile& source) {
        text::Diagnostic result = here(one, source);
        diagnostics_.error(std::move(result.id), std::move(result.message), result.where,
                           std::move(result.hint));
    }

    void merge_mounts(std::vector<Mount> mounts) {
        const auto replaced = [&](const Mount& mount) {
            return std::any_of(project_.mounts.begin(), project_.mounts.end(), [&](const Mount& own) {
                return without_slashes(own.destination.value) == without_slashes(mount.destination.value);
            });
        };
        std::erase_if(mounts, replaced);
        for (Mount& mount : mounts) {
            mount.source.where = where();
            mount.destination.where = where();
        }
        project_.mounts.insert(project_.mounts.begin(), std::make_move_iterator(mounts.begin()),
                               std::make_move_iterator(mounts.end()));
    }

    template <typename Entry>
    static bool has(const std::vector<Entry>& entries, const std::string& wanted) {
        return std::any_of(entries.begin(), entries.end(),
                           [&](const Entry& entry) { return entry.name == wanted; });
    }

    void merge_named(std::vector<ContainerVariable>& own, std::vector<ContainerVariable> added) {
        std::erase_if(added, [&](const ContainerVariable& one) { return has(own, one.name); });
        for (ContainerVariable& one : added)
            one.where = where();
        own.insert(own.begin(), std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
    }

    void merge_variables(Project& layout) {
        std::erase_if(layout.unset_variables,
                      [&](const VariableFault& one) { return has(project_.variables, one.name); });
        // One that has no value here must not get the layout's instead.
        std::erase_if(layout.variables,
                      [&](const Variable& one) { return has(project_.unset_variables, one.name); });
        merge_named(project_.variables, std::move(layout.variables));
        project_.unset_variables.insert(project_.unset_variables.end(), layout.unset_variables.begin(),
                                        layout.unset_variables.end());
    }

    void merge_docker(const DockerOptions& layout) {
        const auto merge = [&](auto& own, const auto& other) {
            if (own || !other) return;
            own = other;
            own->where = where();
        };
        merge(project_.docker.user, layout.user);
        merge(project_.docker.shm_size, layout.shm_size);
        merge(project_.docker.ulimits, layout.ulimits);
        merge(project_.docker.network, layout.network);
        merge(project_.docker.ports, layout.ports);
        merge(project_.docker.privileged, layout.privileged);
        merge(project_.docker.tty, layout.tty);
    }

    Project& project_;
    const Context& context_;
    const os::FileSystem& files_;
    text::Diagnostics& diagnostics_;
};

}  // namespace

void apply_layout(Project& project, const Context& context, const os::FileSystem& files,
                  text::Diagnostics& diagnostics) {
    if (project.layout) Application(project, context, files, diagnostics).apply();
}

}  // namespace tao::project
