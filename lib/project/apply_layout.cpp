#include "project/apply_layout.hpp"

#include <utility>

#include "project/layouts.hpp"
#include "text/escape.hpp"
#include "text/list.hpp"
#include "text/suggest.hpp"

namespace tao::project {

namespace {

class Application {
  public:
    Application(Project& project, const Context& context, const os::FileSystem& files,
                text::Diagnostics& diagnostics, Keys table)
        : project_(project), context_(context), files_(files), diagnostics_(diagnostics), table_(table) {}

    void apply() {
        const auto layout = find();
        if (!layout) return;
        if (!layout->is_safe) {
            diagnostics_.error("unusable-layout",
                               "the layout " + text::quoted(layout->file) +
                                   " belongs to another user, or everybody may write to it",
                               where(), "see whose it is: ls -lL " + text::shell_word(layout->file));
            return;
        }
        auto content = read(*layout);
        if (!content) return;
        for (const Key& key : table_) {
            if (key.take != nullptr) key.take(project_, *content, where());
        }
        for (EnvironmentUse& use : content->environment_uses) {
            use.where = where();
            project_.environment_uses.push_back(std::move(use));
        }
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
                (near ? "did you mean " + *near + "?\n" : "") + "the layouts are " + text::joined(names));
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
        auto content = read_layout(context, found, table_);
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

    Project& project_;
    const Context& context_;
    const os::FileSystem& files_;
    text::Diagnostics& diagnostics_;
    Keys table_;
};

}  // namespace

void apply_layout(Project& project, const Context& context, const os::FileSystem& files,
                  text::Diagnostics& diagnostics, Keys table) {
    if (project.layout) Application(project, context, files, diagnostics, table).apply();
}

}  // namespace tao::project
