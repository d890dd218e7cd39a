#include "project/load.hpp"

#include <cerrno>
#include <string_view>

#include "project/apply_layout.hpp"
#include "project/read.hpp"
#include "text/escape.hpp"
#include "text/utf8.hpp"

namespace tao::project {

namespace {

void report_failure(const os::ReadFailure& failure, const std::string& file, text::Diagnostics& diagnostics) {
    if (failure.too_large) {
        diagnostics.error("too-large",
                          "the file is larger than " + std::to_string(largest_file >> 10U) + " KiB",
                          std::nullopt, "is this a project file?");
        return;
    }
    const std::string name = text::shell_word(file);
    switch (failure.error) {
        case EACCES:
        case EPERM:
            diagnostics.error("unreadable", "you may not read this file", std::nullopt,
                              "see its rights: ls -l " + name);
            return;
        case ENOENT:
            diagnostics.error("unreadable", "the file is gone", std::nullopt);
            return;
        case EISDIR:
            diagnostics.error("unreadable",
                              "this is a directory, and a project file is expected under that name",
                              std::nullopt, "rename it: mv " + name + " " + text::shell_word(file + ".old"));
            return;
        case EINVAL:
            diagnostics.error("unreadable", "this is not a regular file (a pipe, a socket or a device)",
                              std::nullopt, "remove it, or rename it");
            return;
        default:
            diagnostics.error("unreadable",
                              "the file cannot be read: " + std::generic_category().message(failure.error),
                              std::nullopt);
    }
}

}  // namespace

Loaded load(const Search& found, const os::Environment& environment, const User& user,
            const os::FileSystem& files) {
    auto source = std::make_unique<text::SourceFile>();
    source->path = found.file;
    text::Diagnostics diagnostics(*source);

    os::ReadFailure failure;
    auto content = files.read(found.file, largest_file, failure);
    if (!content) {
        report_failure(failure, found.file, diagnostics);
        return {std::move(source), std::move(diagnostics), std::nullopt};
    }
    // An editor that writes in place empties the file first: half a file must not be run.
    const auto after = files.status(found.file);
    if (!after || after->size != content->size()) {
        diagnostics.error("changed", "the file was changed while it was read", std::nullopt, "try again");
        return {std::move(source), std::move(diagnostics), std::nullopt};
    }
    return load(found, *content, environment, user, files);
}

Loaded load(const Search& found, const std::string& content, const os::Environment& environment,
            const User& user, const os::FileSystem& files) {
    auto source = std::make_unique<text::SourceFile>();
    source->path = found.file;
    // Editors do not count the byte order mark as a column.
    source->content = content.substr(text::length_of_byte_order_mark(content));
    text::Diagnostics diagnostics(*source);
    const Context context{
        .environment = environment, .user = user, .file = found.file, .directory = found.directory};
    auto project = read(context, diagnostics);
    if (project) {
        source->secrets = project->secrets;
        apply_layout(*project, context, files, diagnostics);
    }
    return {std::move(source), std::move(diagnostics), std::move(project)};
}

}  // namespace tao::project
