#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "os/file_system.hpp"
#include "paths/judge.hpp"
#include "paths/mount_table.hpp"
#include "project/project.hpp"
#include "specs/scalar.hpp"
#include "specs/values.hpp"

namespace tao::specs {

// A spec file as it was read.
struct SpecText {
    std::string path;  // absolute, of the host
    SpecForm form = SpecForm::text;
    std::string content;
};

// Which paths are put in: the container's, or the host's.
enum class Direction { to_container, to_host };

// A path in a spec file that could be replaced.
struct SpecPath {
    paths::Place place;  // its bytes in the file
    Writing writing = Writing::bare;
    bool translated = false;
    bool relative = false;   // to the directory of the spec file
    paths::Place changed{};  // translated: the bytes to replace, never more than the part that differs,
    std::string change{};    // and what is put there, as it must be written
    std::string names{};     // the spec file of the host that it leads to; empty: none
    bool included = false;   // that one is read besides or first (names_included)
};

// Something about a spec file that the task will stumble over.
struct SpecFinding {
    enum class Kind {
        host_path,   // a path of this computer; `detail` is the container's name of it
        other_name,  // a path of the container that leads nowhere there; `detail` is one that does
        unmapped,  // it, or its directory, exists here, and no mount covers it; `detail`: the path that is missed
        lost,      // the task writes there, and nothing provides it
        read_only,     // the task writes there, and the mount does not let it; `detail`: the mount's source
        not_writable,  // the same of the caller's rights; `detail`: what the caller may not write to
        two_readings,  // of this computer and of the container, as which it is read; `detail`: the other one's name there
        not_the_hosts,  // of the container, which does not have it, while this computer does
        unprovided,  // a container path that NVIDIA's guides mount and this project does not; `detail`: that directory
        misspelt,  // nearly a destination; `detail`: the path under that one
        foreign,   // a path of some computer, but not of this one
        from_here,  // data/x is there from the caller's directory, not from the task's; `detail` as for host_path
        relative,  // ../x is there from the spec file, not from the working directory; `detail` as for host_path
        output_from_here,  // something new to write to, meant from the caller's directory; `detail` as for host_path
        placeholder,  // `detail`: the part to replace
        unexpanded,   // `detail`: the variable in front, which nothing puts a value in for
        of_task,      // `detail`: the expression in front, whose value is the container's own
        misprinted,   // in quotes that only look like such; `detail`: the one in front
    };
    Kind kind = Kind::host_path;
    paths::Place place;  // in the file
    std::string path;    // as the task reads it
    std::string detail{};
    std::string key{};  // the name that it stands under; may be empty
    bool operator==(const SpecFinding&) const = default;
};

// What a spec file says about paths, in the order of their places.
struct SpecPaths {
    std::vector<SpecPath> paths;
    std::vector<SpecFinding> findings;
    std::vector<std::string> output_directories;  // host paths of directories that the task will write to
};

struct SpecSurroundings {
    const paths::MountTable& mounts;
    const os::FileSystem& files;
    const paths::Judge& judge;         // by these mounts
    std::vector<std::string> never{};  // keys whose values stay, as in TranslateOptions
    const std::vector<project::ContainerVariable>* envs = nullptr;  // that the project sets in the container
};

// Finds and judges the paths of spec files. A value is judged by itself, as a word of the command line is (judge.hpp); the
// key in front of it, or the option in a command, only hides secrets and tells what kind of thing is meant. Where that
// differs from the command line:
//
//   absolute, and nothing has it  a finding for NVIDIA's usual destinations, /home/NAME, /mnt/..., nearly a destination,
//                                 and under a key of an output (output_names.hpp) or of a place (names.hpp); else it is
//                                 of the image, or a layer of a network
//   relative                      only of something that exists from the caller's directory, a bare name under a key of a
//                                 directory too, of something new under a key of an output or in a list with something
//                                 that exists, and of ./x as a whole value; else
//   relative to the spec file     to_container, in a file of its own directory: translated; the task would look for it in
//                                 its working directory
//
// A pattern or a reference (/data/*.tfrecord, data/${name}, data/%05d.png) is judged by the directories in front of it. URLs
// but for file:///x, regular expressions and names without a "/" are none. Of the paths of one value all are translated or
// none.
class SpecPathFinder {
  public:
    explicit SpecPathFinder(const SpecSurroundings& surroundings);

    SpecPaths find(const SpecText& spec, Direction direction) const;

  private:
    struct Reading;  // of one file

    std::size_t look_at(Reading& reading, const SpecValue& value) const;
    bool look_at_misprint(Reading& reading, const SpecValue& value, std::string_view text) const;
    bool look_at_variable(Reading& reading, const SpecValue& value, std::string_view text) const;
    void look_at_absolute(Reading& reading, const SpecValue& value, const SpecScalar& scalar,
                          paths::Place part) const;
    bool look_at_relative(Reading& reading, const SpecValue& value, const SpecScalar& scalar,
                          paths::Place part) const;
    bool look_at_from_here(Reading& reading, const SpecValue& value, const SpecScalar& scalar,
                           paths::Place part) const;
    bool look_at_from_spec(Reading& reading, const SpecValue& value, const SpecScalar& scalar,
                           paths::Place part) const;
    void look_at_output(Reading& reading, const SpecValue& value, const SpecScalar& scalar, paths::Place part,
                        paths::Spelling spelling) const;
    bool is_directory_here(const Reading& reading, const SpecValue& value, std::string_view text) const;
    bool is_new_output(const SpecValue& value, std::string_view text) const;
    void note_output(Reading& reading, const SpecValue& value, const std::string& host_path) const;
    std::string spec_named(const Reading& reading, const std::string& host_path) const;

    SpecSurroundings surroundings_;
};

}  // namespace tao::specs
