// The reader of tao-project.yaml: whatever the bytes, it ends with a project or with errors that point into the file.

#include "fuzz/fuzzing.hpp"
#include "project/read.hpp"

using namespace tao;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const text::SourceFile source{.path = "/p/tao-project.yaml",
                                  .content = std::string(fuzz::text_of(data, size))};
    text::Diagnostics diagnostics(source);
    const os::Environment environment({"HOME=/home/user", "DATA=/data $x", "EMPTY=", "ESCAPE=\x1b[31m"});
    const project::User user{.name = "user", .home = "/home/user", .uid = 1000, .gid = 1000};

    const auto project = project::read(
        {.environment = environment, .user = user, .file = source.path, .directory = "/p"}, diagnostics);

    for (const text::Diagnostic& found : diagnostics.all()) {
        fuzz::require(!found.id.empty() && !found.message.empty(), "every finding is worded");
        if (!found.where) continue;
        fuzz::require(found.where->begin <= found.where->end && found.where->end <= size,
                      "a finding points into the file", found.message);
    }
    fuzz::require(project.has_value() || diagnostics.has_errors(), "no project without a reason");
    fuzz::require_harmless(text::render(diagnostics, false));
    text::render(diagnostics, true);
    if (!project || diagnostics.has_errors()) return 0;
    for (const project::Mount& mount : project->mounts) {
        fuzz::require(mount.source.value.starts_with('/'), "a source is absolute", mount.source.value);
        fuzz::require(mount.source.value.find_first_of(std::string_view("\0\n", 2)) == std::string::npos,
                      "a source has no NUL and no newline", mount.source.value);
    }
    return 0;
}
