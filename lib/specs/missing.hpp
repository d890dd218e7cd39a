#pragma once

#include <string>
#include <vector>

#include "paths/translate.hpp"
#include "specs/path_finder.hpp"

namespace tao::specs {

// A spec file that a line asks for and that no task can read.
struct MissingSpec {
    enum class Fault {
        not_there,
        directory,
        below_file,  // a file, with a slash at its end
        unreadable,  // for this user
        no_name,     // the option has no value; `typed` is the option
        pattern,     // of names, which nobody puts in; `fitting` has them
        url,
    };
    Fault fault = Fault::not_there;
    std::size_t word = 0;  // index into the words
    std::string typed{};   // its name in the word as typed
    std::string file{};    // of the host
    std::string link{};    // what the file holds if it is a link that leads nowhere; else empty
    std::string meant{};   // the name of one that is there, which is nearly that one; empty: there is none
    std::vector<std::string> fitting{};  // as typed with the names in place of the pattern
};

// The files behind -e and the options that are called after spec files, where the host or a mount should have them. By the
// option, since a name alone may as well be one of a file to be written; and only with a spec file's name (form.hpp), or one
// without any suffix, since -e is another thing in some tasks: tao converter writes an engine to it. Behind another option
// that reads a configuration (--config), only one with a spec file's name in a directory that the task sees.
std::vector<MissingSpec> missing_specs(const std::vector<paths::Word>& words,
                                       const SpecSurroundings& surroundings);

}  // namespace tao::specs
