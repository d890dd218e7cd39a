#include "run/warnings.hpp"

#include "text/escape.hpp"

namespace tao::run {

namespace {

using text::quoted;
using text::visible;

std::string_view directory_of(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == 0 || slash == std::string_view::npos ? std::string_view("/") : path.substr(0, slash);
}

}  // namespace

std::string describe(const paths::Finding& finding, const paths::Translation& translation,
                     const project::Project& project, const char* severity) {
    const paths::Word& word = translation.words.at(finding.word);
    std::string text = std::string("tao-shim: ") + severity + ": ";
    switch (finding.kind) {
        case paths::Finding::Kind::unmapped:
            text += quoted(finding.path) + " is on this machine, but no mount covers it: the task will not see it\n";
            text += "tao-shim:   to mount it, add this line under 'mounts:' in " + visible(project.file) + ":\n";
            text += "tao-shim:     - " + visible(directory_of(finding.path)) + "\n";
            return text;
        case paths::Finding::Kind::ambiguous_container:
            text += quoted(word.after) + " was read as a path of the container, where it does not exist\n";
            text += "tao-shim:   " + quoted(finding.path) + " on this machine does; to use that one, mount it at a " +
                    "destination of another name\n";
            return text;
        case paths::Finding::Kind::relative_link:
            text += quoted(word.before) + " leads through a link to " + quoted(finding.path) +
                    ", which no mount provides there\n";
            text += "tao-shim:   to mount it, add this line under 'mounts:' in " + visible(project.file) + ":\n";
            text += "tao-shim:     - " + visible(finding.path) + "\n";
            return text;
    }
    return text;
}

}  // namespace tao::run
