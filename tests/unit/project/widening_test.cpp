#include "project/widening.hpp"

#include "project/keys.hpp"
#include "support/catch.hpp"

using namespace tao::project;
using tao::text::Span;

namespace {

const RealPaths no_mounts{.directory = "/home/u/cars", .sources = {}};

// The widenings as "key=value".
std::vector<std::string> found_in(const Project& project, const RealPaths& real) {
    std::vector<std::string> found;
    for (const Widening& widening : widenings(project, real))
        found.push_back(widening.key + "=" + widening.value);
    return found;
}

std::vector<std::string> values_of(const std::vector<Widening>& widenings) {
    std::vector<std::string> values;
    for (const Widening& widening : widenings)
        values.push_back(widening.value);
    return values;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("what stays in the project directory widens nothing") {
    Project project;
    project.mounts.resize(2);
    CHECK(found_in(project, {.directory = "/home/u/cars", .sources = {"/home/u/cars", "/home/u/cars/data"}})
              .empty());
}

TEST_CASE("a source outside the project directory widens, by whole components of where it really is") {
    Project project;
    project.mounts.resize(3);
    project.mounts[0].source.value = "/home/u/cars/data";  // a link in the project
    CHECK(found_in(project,
                   {.directory = "/home/u/cars", .sources = {"/mnt/kitti", "/home/u/cars2", "/home/u"}}) ==
          Strings{"mounts[].source=/mnt/kitti", "mounts[].source=/home/u/cars2", "mounts[].source=/home/u"});
}

TEST_CASE("a project at the root has everything inside") {
    Project project;
    project.mounts.resize(1);
    CHECK(found_in(project, {.directory = "/", .sources = {"/mnt"}}).empty());
}

TEST_CASE("a source for reading only widens by a key of its own, and a socket is never for reading only") {
    Project project;
    project.mounts.resize(3);
    for (Mount& mount : project.mounts)
        mount.read_only = {true, {}};
    const RealPaths real{.directory = "/p", .sources = {"/p/data", "/mnt/kitti", "/run/docker.sock"}};
    CHECK(found_in(project, real) ==
          Strings{"mounts[].source=/run/docker.sock", "mounts[].read_only=/mnt/kitti"});
    CHECK(widenings(project, real).at(1).meaning ==
          "the mount source '/mnt/kitti' is outside the project directory, and the container could read it");
}

TEST_CASE("in a project in the home directory every source widens") {
    Project project;
    project.mounts.resize(2);
    const RealPaths real{.directory = "/home/u", .sources = {"/home/u/.ssh", "/mnt"}, .home = "/home/u"};
    CHECK(found_in(project, real) == Strings{"mounts[].source=/home/u/.ssh", "mounts[].source=/mnt"});
    CHECK(widenings(project, real).at(0).meaning ==
          "the mount source '/home/u/.ssh' is in your home directory, which is this project's directory, and "
          "the container could read and change it");
    const RealPaths above{.directory = "/p", .sources = {"/p/a", "/p/b"}, .home = "/p/home"};
    CHECK(found_in(project, above).empty());
}

TEST_CASE("docker options widen unless they are no more than Docker's default") {
    Project project;
    project.docker.user = {"host", {}};
    project.docker.network = {"bridge", {}};
    project.docker.privileged = {false, {}};
    project.docker.ports = {{}, {}};
    project.docker.shm_size = {"16G", {}};
    CHECK(found_in(project, no_mounts).empty());

    project.docker.user = {"0", Span{10, 11}};
    project.docker.network = {"host", Span{20, 24}};
    project.docker.ports = {{{"8888", "8888"}, {"53/udp", "53"}}, Span{30, 31}};
    project.docker.privileged = {true, Span{40, 44}};
    CHECK(found_in(project, no_mounts) == Strings{"docker.user=0", "docker.network=host",
                                                  "docker.ports=53/udp: 53", "docker.ports=8888: 8888",
                                                  "docker.privileged=true"});
}

TEST_CASE("another container's network and no network at all are told apart") {
    Project project;
    project.docker.network = {"none", {}};
    CHECK(found_in(project, no_mounts).empty());
    project.docker.network = {"container:db", {}};
    CHECK(found_in(project, no_mounts) == Strings{"docker.network=container:db"});
}

TEST_CASE("a variable that programs of this computer obey as well widens, by how it is written") {
    Project project;
    project.envs = {
        {.name = "LD_PRELOAD", .value = "/p/x.so", .where = {}, .written = "${project_dir}/x.so"},
        {.name = "NVIDIA_VISIBLE_DEVICES", .value = "all", .where = {}, .written = "all"},
        {.name = "CUDA_DEVICE_ORDER", .value = "PCI_BUS_ID", .where = {}, .written = "PCI_BUS_ID"}};
    CHECK(found_in(project, no_mounts) ==
          Strings{"envs=LD_PRELOAD: ${project_dir}/x.so", "envs=NVIDIA_VISIBLE_DEVICES: all"});
}

TEST_CASE("what is taken from the user's environment widens by its name, each name once, unless it is free") {
    Project project;
    project.envs = {{.name = "AWS_SECRET_ACCESS_KEY", .value = {}, .where = {}},
                    {.name = "KEY", .value = {}, .where = {}},
                    {.name = "Q",
                     .value = "x",
                     .where = {},
                     .written = "${GITHUB_TOKEN}${HOME}",
                     .uses = {{.key = "envs", .name = "GITHUB_TOKEN", .where = {}},
                              {.key = "envs", .name = "HOME", .where = {}},
                              {.key = "envs", .name = "AWS_SECRET_ACCESS_KEY", .where = {}}}}};
    project.environment_uses = {{.key = "workdir", .name = "GITHUB_TOKEN", .where = {}},
                                {.key = "docker.shm_size", .name = "USER", .where = {}}};
    CHECK(found_in(project, no_mounts) ==
          Strings{"envs=${AWS_SECRET_ACCESS_KEY}", "envs=${GITHUB_TOKEN}", "workdir=${GITHUB_TOKEN}"});
}

TEST_CASE("a variable for shells widens by its name, unless a layout of NVIDIA's notebooks defines it") {
    Project project;
    project.variables = {{.name = "VIMINIT", .value = ":!x", .where = {}, .written = ":!x"},
                         {.name = "RESULTS_DIR", .value = "/r", .where = {}, .written = "/r"},
                         {.name = "EDITOR", .value = {}, .where = {}},  // left as it is in the shell
                         {.name = "NUM_GPUS",
                          .value = "secret",
                          .where = {},
                          .written = "${GITHUB_TOKEN}",
                          .uses = {{.key = "variables", .name = "GITHUB_TOKEN", .where = {}}}}};
    project.unset_variables = {
        {.variable = {.name = "MPLBACKEND", .value = {}, .where = {}, .written = "${X}"}, .fault = {}}};
    CHECK(found_in(project, no_mounts) == Strings{"variables=VIMINIT: :!x",
                                                  "variables=NUM_GPUS: ${GITHUB_TOKEN}",
                                                  "variables=MPLBACKEND: ${X}"});
}

TEST_CASE(
    "a variable for shells widens by a value that runs something where a notebook puts it into a line") {
    const auto asks = [](const std::string& written) {
        Project project;
        project.variables = {{.name = "KEY", .value = written, .where = {}, .written = written}};
        return !widenings(project, no_mounts).empty();
    };
    for (const char* value : {"x; touch y", "x&y", "x|sh", "$$(id)", "`id`", "a\nb", "a\rb", ">x", "<x",
                              "(x)", "${KEY:-; id}", "${project_dir}/$${x}"}) {
        CAPTURE(value);
        CHECK(asks(value));
    }
    for (const char* value : {"nvidia_tlt", "my key", "it's", "\"a\"", "a\\b", "${project_dir}/data",
                              "${KEY:-abc}", "#*?[]!~%=,:@", "schl\xC3\xBCssel", ""}) {
        CAPTURE(value);
        CHECK_FALSE(asks(value));
    }
    Project project;
    project.variables = {{.name = "SPECS_DIR", .value = "/w;x", .where = {}, .written = "/w;x"}};
    CHECK(
        widenings(project, no_mounts).at(0).meaning ==
        "variables 'SPECS_DIR: /w;x' has characters that a shell obeys, and notebooks put values into lines "
        "of a shell");
}

TEST_CASE("limits widen that take the processor from other programs, and no others") {
    Project project;
    project.docker.ulimits = {{{"memlock", -1}, {"stack", 67108864}, {"nofile", 9}, {"core", -1}}, {}};
    CHECK(found_in(project, no_mounts).empty());
    project.docker.ulimits->value["rtprio"] = 99;
    CHECK(found_in(project, no_mounts) == Strings{"docker.ulimits=rtprio: 99"});
}

TEST_CASE("a path outside that a variable leads to widens if it would be mounted") {
    Project project;
    const RealPaths real{.directory = "/p",
                         .sources = {},
                         .named = {{.path = "/home/u/.ssh", .variable = "RESULTS_DIR", .where = {}},
                                   {.path = "/p/results", .variable = "SPECS_DIR", .where = {}}}};
    CHECK(found_in(project, real).empty());
    project.unmapped.value = Unmapped::mount;
    CHECK(found_in(project, real) == Strings{"unmapped=/home/u/.ssh"});
}

TEST_CASE("widenings come in the order of the file") {
    Project project;
    project.mounts.resize(1);
    project.mounts[0].source.where = Span{50, 60};
    project.docker.network = {"host", Span{20, 24}};
    CHECK(found_in(project, {.directory = "/p", .sources = {"/q"}}) ==
          Strings{"docker.network=host", "mounts[].source=/q"});
}

TEST_CASE("nothing is trusted that was not granted with this value") {
    const std::vector<Widening> asked{{.key = "mounts[].source", .value = "/data", .where = {}},
                                      {.key = "docker.network", .value = "host", .where = {}}};
    CHECK(untrusted(asked, "/p", {}).size() == 2);
    CHECK(untrusted(asked, "/p", {.granted = asked, .trusted_paths = {}}).empty());

    const Trust other{.granted = {{.key = "mounts[].source", .value = "/data2", .where = {}},
                                  {.key = "docker.user", .value = "host", .where = {}}},
                      .trusted_paths = {}};
    CHECK(untrusted(asked, "/p", other).size() == 2);
}

TEST_CASE("trust to read a source is no trust to write to it, and trust to write is trust to read") {
    const Widening writable{.key = "mounts[].source", .value = "/data", .where = {}};
    const Widening readable{.key = "mounts[].read_only", .value = "/data", .where = {}};
    const Widening other{.key = "mounts[].read_only", .value = "/data/a", .where = {}};
    CHECK(untrusted({writable}, "/p", {.granted = {readable}, .trusted_paths = {}}).size() == 1);
    CHECK(untrusted({readable}, "/p", {.granted = {writable}, .trusted_paths = {}}).empty());
    CHECK(untrusted({readable}, "/p", {.granted = {readable}, .trusted_paths = {}}).empty());
    CHECK(untrusted({other}, "/p", {.granted = {writable}, .trusted_paths = {}}).size() == 1);
    CHECK(untrusted({other}, "/p", {.granted = {}, .trusted_paths = {"/data"}}).empty());
}

TEST_CASE("a value that was added later is the only one asked for") {
    const std::vector<Widening> asked{{.key = "mounts[].source", .value = "/data", .where = {}},
                                      {.key = "mounts[].source", .value = "/etc/secrets", .where = {}}};
    const Trust trust{.granted = {asked[0]}, .trusted_paths = {}};
    CHECK(values_of(untrusted(asked, "/p", trust)) == Strings{"/etc/secrets"});
}

TEST_CASE("a trusted path covers every widening of the projects below it") {
    const std::vector<Widening> asked{{.key = "docker.privileged", .value = "true", .where = {}}};
    const Trust trust{.granted = {}, .trusted_paths = {"/ci/builds"}};
    CHECK(untrusted(asked, "/ci/builds/7/cars", trust).empty());
    CHECK(untrusted(asked, "/ci/builds", trust).empty());
    CHECK(untrusted(asked, "/ci/builds2", trust).size() == 1);
    CHECK(untrusted(asked, "/ci", trust).size() == 1);
}

TEST_CASE("a trusted path covers the sources below it in every project, and nothing else of them") {
    const std::vector<Widening> asked{{.key = "mounts[].source", .value = "/data/kitti", .where = {}},
                                      {.key = "mounts[].source", .value = "/data2", .where = {}},
                                      {.key = "docker.network", .value = "host", .where = {}}};
    const Trust trust{.granted = {}, .trusted_paths = {"/data"}};
    CHECK(values_of(untrusted(asked, "/p", trust)) == Strings{"/data2", "host"});
}

TEST_CASE("what lies below a granted path of a variable is granted, and nothing beside it") {
    const auto asks = [](const std::string& path) {
        const Trust trust{.granted = {{.key = "unmapped", .value = "/data/kitti", .where = {}}},
                          .trusted_paths = {}};
        return !untrusted({{.key = "unmapped", .value = path, .where = {}}}, "/p", trust).empty();
    };
    CHECK_FALSE(asks("/data/kitti"));
    CHECK_FALSE(asks("/data/kitti/a"));
    CHECK(asks("/data/kitti2"));
    CHECK(asks("/data"));
}

TEST_CASE("a mount source is described by what the container could do with it") {
    const auto described = [](const std::string& source) {
        Project project;
        project.mounts.resize(1);
        return widenings(project, {.directory = "/p", .sources = {source}}).at(0).meaning;
    };
    CHECK(described("/data/kitti") ==
          "the mount source '/data/kitti' is outside the project directory, and the container could read and "
          "change it");
    for (const std::string socket :
         {"/run/docker.sock", "/var/run/docker.sock", "/run/containerd/containerd.sock"}) {
        CHECK(described(socket) == "the mount source '" + socket +
                                       "' is the socket of a container engine, and whoever has it is root on "
                                       "this computer: so would the container be");
    }
    CHECK(described("/run") ==
          "the mount source '/run' is outside the project directory and holds '/run/docker.sock', the socket "
          "of a container engine: the container would be root on this computer");
    CHECK(described("/run/docker.sock2").find("engine") == std::string::npos);
    CHECK(described("/run/user/1000/docker.sock").find("root") == std::string::npos);
}
