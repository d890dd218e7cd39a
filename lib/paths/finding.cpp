#include "paths/finding.hpp"

namespace tao::paths {

const char* name(Rule rule) {
    switch (rule) {
        case Rule::leading_word:
            return "group, task or subtask";
        case Rule::launcher_option:
            return "the launcher's own option";
        case Rule::after_double_dash:
            return "behind --";
        case Rule::secret:
            return "value that is never translated";
        case Rule::url:
            return "URL";
        case Rule::special_file:
            return "special file";
        case Rule::container_path:
            return "container path";
        case Rule::dropped_path:
            return "container path, by the destination that the launcher keeps";
        case Rule::host_path:
            return "host path under a mount";
        case Rule::host_link:
            return "path that leads under a mount by a link";
        case Rule::relative:
            return "relative: the same inside";
        case Rule::unmapped:
            return "host path that no mount covers";
        case Rule::unprovided:
            return "path that nothing provides";
        case Rule::image_path:
            return "path of the image";
        case Rule::not_a_path:
            return "no path";
        case Rule::translation_off:
            return "translation is off";
        case Rule::spec_copy:
            return "spec file: the task gets a translated copy";
        case Rule::node_copy:
            return "spec file: each node's task gets a copy of its own, since TAO writes to it";
    }
    return "no path";
}

const char* name(Finding::Kind kind) {
    switch (kind) {
        case Finding::Kind::unmapped:
            return "unmapped";
        case Finding::Kind::unprovided:
            return "unprovided";
        case Finding::Kind::misspelt_destination:
            return "misspelt-destination";
        case Finding::Kind::ambiguous_container:
            return "ambiguous-container";
        case Finding::Kind::two_readings:
            return "two-readings";
        case Finding::Kind::hidden:
            return "hidden";
        case Finding::Kind::bare_directory:
            return "bare-directory";
        case Finding::Kind::named_directory:
            return "named-directory";
        case Finding::Kind::relative_output:
            return "relative-output";
        case Finding::Kind::read_only:
            return "read-only";
        case Finding::Kind::not_writable:
            return "not-writable";
        case Finding::Kind::url_of_host:
            return "url-of-host";
        case Finding::Kind::foreign:
            return "foreign";
        case Finding::Kind::unexpanded:
            return "unexpanded";
        case Finding::Kind::kept_quotes:
            return "kept-quotes";
        case Finding::Kind::misprinted:
            return "misprinted";
    }
    return "";
}

}  // namespace tao::paths
