#include "plan/warnings.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "launcher/foreign_mounts.hpp"
#include "text/characters.hpp"
#include "text/escape.hpp"
#include "text/lookalikes.hpp"
#include "text/message.hpp"
#include "text/path.hpp"
#include "text/secrets.hpp"

namespace tao::plan {

namespace {

using paths::Finding;
using text::visible;

std::string advice_to_mount(const Finding& finding, const FindingContext& context) {
    const std::string advice = context.advisor.advice_for(finding, "    ");
    return advice.empty() ? "" : "\n" + advice;
}

// 'data/x', which is '/disk/x',
std::string what(const Finding& finding) {
    if (finding.typed.empty()) return text::quoted(finding.path);
    return text::quoted(finding.typed) + ", which is " + text::quoted(finding.path) + ",";
}

// More blanks than that are in no directory's name.
constexpr std::size_t most_words = 8;

std::string describe_unmapped(const Finding& finding, const FindingContext& context) {
    const std::string whole = split_path(context.translation.words, finding, context.files);
    if (!whole.empty()) {
        return "the shell has split " + text::quoted(whole) +
               " at its blanks\nput the path into double quotes: \"" + visible(whole) + "\"";
    }
    return what(finding) +
           (context.files.exists(paths::without_pattern(finding.path, context.files))
                ? " is on this machine, but no mount covers it: the task will not see it"
                : " is under no mount: what the task writes there is lost when it ends") +
           advice_to_mount(finding, context);
}

std::string about_kept_quotes(const Finding& finding) {
    const bool has_quotes = finding.typed.find('\'') != std::string::npos;
    return "no shell takes the " + std::string(has_quotes ? "quotes" : "backslash") + " out of " +
           visible(finding.typed) + ": the task gets " + (has_quotes ? "them" : "it") +
           " as a part of the name\nif " + text::quoted(finding.path) +
           " is meant, type: " + text::shell_word(finding.other) +
           (has_quotes ? "\n%env and files of variables keep quotes: write the value there without them"
                       : "");
}

}  // namespace

std::string split_path(const std::vector<paths::Word>& words, const paths::Finding& finding,
                       const os::FileSystem& files) {
    const std::string& first = words.at(finding.word).before;
    const std::string& typed = finding.typed.empty() ? finding.path : finding.typed;
    if (!first.ends_with(typed)) return {};
    std::string joined = finding.path;
    const std::size_t end = std::min(words.size(), finding.word + 1 + most_words);
    for (std::size_t index = finding.word + 1; index < end; ++index) {
        const std::size_t blank = joined.size();
        joined += " " + words[index].before;
        // Up to the component that has the blank in it.
        if (files.exists(joined.substr(0, joined.find('/', blank)))) return joined;
    }
    return {};
}

std::string lines_about(const Finding& finding, const FindingContext& context) {
    switch (finding.kind) {
        case Finding::Kind::unmapped:
            return describe_unmapped(finding, context);
        case Finding::Kind::unprovided:
            return what(finding) + " is under no mount: what the task writes there is lost when it ends" +
                   advice_to_mount(finding, context);
        case Finding::Kind::misspelt_destination:
            return "no mount provides " + text::quoted(finding.path) + "\ndid you mean " +
                   text::quoted(finding.other) + "?";
        case Finding::Kind::ambiguous_container:
            return text::quoted(finding.path) +
                   " was read as a path of the container, where it does not exist, and " +
                   "on this machine it does" + advice_to_mount(finding, context);
        case Finding::Kind::two_readings:
            return text::quoted(finding.path) +
                   " was read as a path of the container, and this machine has one of that " + "name too" +
                   (finding.other == finding.path
                        ? ""
                        : "\nif that one is meant, type: " + text::shell_word(finding.other));
        case Finding::Kind::hidden:
            return "where the container has " + text::quoted(finding.path) +
                   " another mount is: what the task writes " + "there goes to " +
                   text::quoted(finding.other) +
                   "\nif that is meant, type: " + text::shell_word(finding.other);
        case Finding::Kind::bare_directory:
            if (finding.other.empty()) {
                return text::quoted(finding.typed) + " is a word for the task, and here also a link to " +
                       text::quoted(finding.path) + ", which no mount covers: the task will not see it" +
                       advice_to_mount(finding, context);
            }
            return text::quoted(finding.typed) +
                   " is a word for the task, and here also the name of a directory, which the " +
                   "container has as " + text::quoted(finding.other) +
                   "\nif the directory is meant, type: " + text::shell_word("./" + finding.typed);
        case Finding::Kind::named_directory:
            return "the task does not run in this directory: it looks for " + text::quoted(finding.typed) +
                   " where it runs\nif " + text::quoted(finding.path) +
                   " is meant, type: " + text::shell_word("./" + finding.typed);
        case Finding::Kind::relative_output:
            return "the task does not run in this directory: what it writes to " +
                   text::quoted(finding.typed) +
                   (finding.kept.empty() ? " is lost when it ends"
                                         : " goes to " + text::quoted(finding.kept)) +
                   "\nif " + text::quoted(finding.path) +
                   " is meant, type: " + text::shell_word("./" + finding.typed);
        case Finding::Kind::read_only:
            return what(finding) + " is in a mount that is read-only: the task cannot write there\n" +
                   "choose another directory, or mount " + text::quoted(finding.other) +
                   " without read_only (:ro)";
        case Finding::Kind::not_writable:
            return what(finding) + " cannot be written: the task runs as you, who may not write to " +
                   text::quoted(finding.other) +
                   "\nchoose another directory, or have it made yours, and see what it is: ls -ld " +
                   text::shell_word(finding.other);
        case Finding::Kind::url_of_host:
            return text::quoted(finding.typed) +
                   " is left as it is, as all URLs are: the task will not find " +
                   text::quoted(finding.path) +
                   "\nif that is meant, type: " + text::shell_word(finding.other);
        case Finding::Kind::kept_quotes:
            return about_kept_quotes(finding);
        case Finding::Kind::foreign:
            return text::quoted(finding.path) + " is a path of Windows: the task will not find it\n" +
                   (finding.other.empty() ? "type the path that it has on this computer"
                                          : "if " + text::quoted(finding.other) +
                                                " is meant, type: " + text::shell_word(finding.other));
        case Finding::Kind::misprinted:
            return text::quoted(text::masked_word(finding.typed)) + " has a character in it that " +
                   text::look_of(finding.path, 0) +
                   ", as web pages and word processors have it: the task gets it as it stands\ntype: " +
                   visible(text::masked_word(finding.other));
        case Finding::Kind::unexpanded:
            const bool of_shell = finding.path == "~+" || finding.path == "~-";
            if (finding.path.starts_with('~') && !of_shell) {
                return "no user " + text::quoted(finding.path.substr(1)) + " is known here: the task gets " +
                       text::quoted(finding.typed) + " as it stands\nwrite that directory out";
            }
            if (!text::is_variable_name(std::string_view(finding.path).substr(1))) {
                if (finding.path.starts_with("${oc.env:")) {
                    return text::quoted(finding.path) + " is the container's, not this computer's, in " +
                           text::quoted(finding.typed) +
                           "\nwrite that directory out, or set the variable under envs: in " +
                           visible(context.project_file);
                }
                return text::quoted(finding.path) +
                       " is for a shell, and none reads this word: the task gets " +
                       text::quoted(finding.typed) + " as it stands\nwrite that directory out";
            }
            return "no variable " + visible(finding.path.substr(1)) + " is set here: the task gets " +
                   text::quoted(finding.typed) +
                   " as it stands\nset it in your shell, or under variables: in " +
                   visible(context.project_file);
    }
    return {};
}

std::string describe(const Finding& finding, const FindingContext& context, const char* severity) {
    return text::message(std::string(severity) + ": " + lines_about(finding, context));
}

namespace {

bool is_newer(const os::FileStatus& one, const os::FileStatus& other) {
    return std::pair(one.modified, one.modified_nanoseconds) >
           std::pair(other.modified, other.modified_nanoseconds);
}

}  // namespace

bool loses_files(const Finding& finding) {
    switch (finding.kind) {
        case Finding::Kind::unmapped:
        case Finding::Kind::unprovided:
        case Finding::Kind::misspelt_destination:
        case Finding::Kind::read_only:
        case Finding::Kind::not_writable:
        case Finding::Kind::named_directory:
        case Finding::Kind::url_of_host:
        case Finding::Kind::foreign:
        case Finding::Kind::unexpanded:
        case Finding::Kind::kept_quotes:
        case Finding::Kind::misprinted:
            return true;
        case Finding::Kind::relative_output:
            return finding.kept.empty();
        case Finding::Kind::ambiguous_container:
        case Finding::Kind::two_readings:
        case Finding::Kind::hidden:
        case Finding::Kind::bare_directory:
            return false;
    }
    return false;
}

std::string note_about_global_mounts(const paths::MountTable& mounts, const std::string& project_file,
                                     const std::string& home, const os::FileSystem& files) {
    constexpr std::size_t largest_mounts_file = std::size_t{1} << 20U;
    const std::string file = home + "/.tao_mounts.json";
    const auto global = files.status(file);
    const auto own = files.status(project_file);
    if (!global || !own || !is_newer(*global, *own)) return {};
    os::ReadFailure failure;
    const auto content = files.read(file, largest_mounts_file, failure);
    if (!content) return {};
    const auto other = launcher::difference(mounts, *content, home, files);
    if (!other) return {};
    return text::message(
        "note: " + visible(file) + " is not in use here, and it has " +
        (other->source_here.empty()
             ? "a mount at " + text::quoted(other->destination) + " that " + visible(project_file) + " lacks"
             : text::quoted(other->source) + " at " + text::quoted(other->destination) + ", where " +
                   visible(project_file) + " has " + text::quoted(other->source_here)));
}

}  // namespace tao::plan
