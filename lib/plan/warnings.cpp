#include "plan/warnings.hpp"

#include <string_view>

#include "plan/split_words.hpp"
#include "text/escape.hpp"
#include "text/message.hpp"

namespace tao::plan {

namespace {

using text::visible;

// What to mount so that the path is there: a directory itself, of everything else the directory that holds it.
std::string worth_mounting(const std::string& path, const os::FileSystem& files) {
    const auto status = files.status(path);
    if (status && status->is_directory()) return path;
    const auto slash = path.rfind('/');
    return slash == 0 || slash == std::string::npos ? path : path.substr(0, slash);
}

// A path as a value in YAML: quoted where a plain scalar would end early.
std::string yaml_value(const std::string& path) {
    const bool plain = path.find(": ") == std::string::npos && path.find(" #") == std::string::npos &&
                       !path.ends_with(' ') && !path.ends_with(':');
    return plain ? visible(path) : "\"" + visible(path) + "\"";
}

std::string advice_to_mount(const std::string& path, const FindingContext& context) {
    return "to mount it, add this line under mounts: in " + visible(context.project.file) + "\n    - " +
           yaml_value(worth_mounting(path, context.files));
}

std::string describe_unmapped(const paths::Finding& finding, const FindingContext& context) {
    const std::string whole =
        split_path(context.translation.words, finding.word, context.mounts, context.files);
    if (!whole.empty()) {
        return "the shell has split " + text::quoted(whole) +
               " at its blanks\nput the path into double quotes: \"" + visible(whole) + "\"";
    }
    const bool exists = context.files.exists(finding.path);
    return text::quoted(finding.path) +
           (exists ? " is on this machine, but no mount covers it: the task will not see it\n"
                   : " is under no mount: what the task writes there is lost when it ends\n") +
           advice_to_mount(finding.path, context);
}

}  // namespace

std::string describe(const paths::Finding& finding, const FindingContext& context, const char* severity) {
    const paths::Word& word = context.translation.words.at(finding.word);
    std::string lines;
    switch (finding.kind) {
        case paths::Finding::Kind::unmapped:
            lines = describe_unmapped(finding, context);
            break;
        case paths::Finding::Kind::ambiguous_container:
            lines = text::quoted(word.after) +
                    " was read as a path of the container, where it does not exist, and " +
                    text::quoted(finding.path) + " on this machine does\n" +
                    "to use that one, mount it at a destination of another name";
            break;
        case paths::Finding::Kind::relative_link:
            lines = text::quoted(word.before) + " leads to " + text::quoted(finding.path) +
                    ", which is not there in the container\n" + advice_to_mount(finding.path, context);
            break;
        case paths::Finding::Kind::misspelt_destination:
            lines = "no mount provides " + text::quoted(word.before) + "\ndid you mean " +
                    text::quoted(finding.path) + "?";
            break;
    }
    return text::message(std::string(severity) + ": " + lines);
}

}  // namespace tao::plan
