#include "project/read.hpp"

#include "reading.hpp"
#include "support/catch.hpp"

using namespace tao::project;
using tao::tests::read_text;

namespace {

// The project of a correct file; the first line, version: 1, is added.
Project project_of(const std::string& content, std::vector<std::string> environment = {}) {
    const auto result = read_text("version: 1\n" + content, std::move(environment));
    INFO(result.errors);
    REQUIRE(result.errors.empty());
    REQUIRE(result.project);
    return *result.project;
}

Mount mount_of(const std::string& entry, std::vector<std::string> environment = {}) {
    const auto project = project_of("mounts:\n  - " + entry + "\n", std::move(environment));
    REQUIRE(project.mounts.size() == 1);
    return project.mounts[0];
}

std::string written(const tao::text::SourceFile& source, const std::optional<tao::text::Span>& where) {
    REQUIRE(where);
    return source.content.substr(where->begin, where->end - where->begin);
}

}  // namespace

TEST_CASE("a file with nothing but its version is a project with all defaults") {
    const auto project = project_of("");
    CHECK(project.file == "/home/user/cars/tao-project.yaml");
    CHECK(project.directory == "/home/user/cars");
    CHECK(project.mounts.empty());
    CHECK(project.envs.empty());
    CHECK_FALSE(project.gpus);
    CHECK_FALSE(project.docker.user);
    CHECK(project.workdir.value.choice == Workdir::Choice::automatic);
    CHECK(project.translate.value.on);
    CHECK(project.unmapped.value == Unmapped::warn);
}

TEST_CASE("keys without entries are empty") {
    const auto project = project_of("mounts:\nenvs:\ndocker:\n");
    CHECK(project.mounts.empty());
    CHECK(project.envs.empty());
}

TEST_CASE("the sources of mounts become absolute") {
    CHECK(mount_of("{source: ., destination: /w}").source.value == "/home/user/cars");
    CHECK(mount_of("{source: ./, destination: /w}").source.value == "/home/user/cars");
    CHECK(mount_of("{source: results, destination: /w}").source.value == "/home/user/cars/results");
    CHECK(mount_of("{source: .//results/./x/, destination: /w}").source.value ==
          "/home/user/cars/results/./x/");
    CHECK(mount_of("{source: ../trucks, destination: /w}").source.value == "/home/user/cars/../trucks");
    CHECK(mount_of("{source: /mnt/data, destination: /w}").source.value == "/mnt/data");
    CHECK(mount_of("{source: \"~\", destination: /w}").source.value == "/home/user");
    CHECK(mount_of("{source: ~/kitti, destination: /w}").source.value == "/home/user/kitti");
    CHECK(mount_of("{source: ./~x, destination: /w}").source.value == "/home/user/cars/~x");
}

TEST_CASE("a mount is made when absent only where the file asks for it") {
    CHECK(mount_of("{source: a, destination: /w, create: true}").create);
    CHECK_FALSE(mount_of("{source: a, destination: /w, create: false}").create);
    CHECK_FALSE(mount_of("{source: a, destination: /w}").create);
}

TEST_CASE("the short form of a mount is split at its colon") {
    const auto mount = mount_of("~/kitti:/data");
    CHECK(mount.source.value == "/home/user/kitti");
    CHECK(mount.destination.value == "/data");
}

TEST_CASE("a path alone is the same inside and outside") {
    CHECK(mount_of("/mnt/datasets").destination.value == "/mnt/datasets");
    CHECK(mount_of("~/data").destination.value == "/home/user/data");
    CHECK(mount_of("data").destination.value == "/home/user/cars/data");
}

TEST_CASE("the colon of a variable's value or default does not split a mount") {
    CHECK(mount_of("${DATA:-/mnt/x}:/data").source.value == "/mnt/x");
    CHECK(mount_of("${DATA}", {"DATA=/a:/b"}).source.value == "/a:/b");
}

TEST_CASE("a drive map of NVIDIA's can be pasted") {
    const auto project = project_of(
        "mounts: [\n\t{\"source\": \"/raid/data\", \"destination\": \"/data\"},\n"
        "\t{\n\t\t\"source\": \"/raid/specs\",\n\t\t\"destination\": \"/specs\"\n\t}\n]\n"
        "envs: [{\"variable\": \"CUDA_DEVICE_ORDER\", \"value\": \"PCI_BUS_ID\"}]\n"
        "docker: {\n\"shm_size\": \"16G\", \"ulimits\": {\"memlock\": -1, \"stack\": 67108864},\n"
        "\"user\": \"1000:1000\", \"ports\": {\"8888\": 8888}}\n");
    REQUIRE(project.mounts.size() == 2);
    CHECK(project.mounts[1].source.value == "/raid/specs");
    CHECK(project.mounts[1].destination.value == "/specs");
    REQUIRE(project.envs.size() == 1);
    CHECK(project.envs[0].name == "CUDA_DEVICE_ORDER");
    CHECK(project.envs[0].value == "PCI_BUS_ID");
    CHECK(project.docker.shm_size->value == "16G");
    CHECK(project.docker.ulimits->value ==
          std::map<std::string, long long>{{"memlock", -1}, {"stack", 67108864}});
    CHECK(project.docker.user->value == "1000:1000");
    CHECK(project.docker.ports->value == std::map<std::string, std::string>{{"8888", "8888"}});
}

TEST_CASE("places point into the file") {
    const auto result =
        read_text("version: 1\nmounts:\n  - a:/b\n  - {source: \"ü\", destination: /c}\ngpus: none\n");
    REQUIRE(result.project);
    CHECK(written(result.source, result.project->mounts[0].source.where) == "a");
    CHECK(written(result.source, result.project->mounts[0].destination.where) == "/b");
    CHECK(written(result.source, result.project->mounts[1].source.where) == "\"ü\"");
    CHECK(written(result.source, result.project->gpus->where) == "none");
}

TEST_CASE("values of envs are text as written") {
    const auto project =
        project_of("envs:\n  A: 1\n  B: 0x10\n  C: true\n  D: yes\n  E: \" x \"\n  F: 1.50\n  G: \"\"\n");
    std::string all;
    for (const auto& one : project.envs)
        all += one.name + "=" + one.value.value_or("?") + ";";
    CHECK(all == "A=1;B=0x10;C=true;D=yes;E= x ;F=1.50;G=;");
}

TEST_CASE("an env without value is left to the host's environment") {
    const auto project = project_of("envs:\n  A:\n  B: ~\n  C: null\n");
    REQUIRE(project.envs.size() == 3);
    for (const auto& one : project.envs)
        CHECK_FALSE(one.value);
}

TEST_CASE("docker options are read") {
    const auto project = project_of(
        "docker:\n  user: host\n  shm_size: 512MB\n  network: host\n  ports: {53/udp: \"5353\"}\n"
        "  privileged: true\n  tty: true\n");
    CHECK(project.docker.user->value == "host");
    CHECK(project.docker.shm_size->value == "512MB");
    CHECK(project.docker.network->value == "host");
    CHECK(project.docker.ports->value == std::map<std::string, std::string>{{"53/udp", "5353"}});
    CHECK(project.docker.privileged->value);
    CHECK(project.docker.tty->value);
    CHECK_FALSE(project.docker.ulimits);
}

TEST_CASE("gpus are all, none or a list") {
    CHECK(project_of("gpus: all\n").gpus->value.choice == Gpus::Choice::all);
    CHECK(project_of("gpus: none\n").gpus->value.choice == Gpus::Choice::none);
    const auto listed = project_of("gpus: [1, 0]\n").gpus->value;
    CHECK(listed.choice == Gpus::Choice::listed);
    CHECK(listed.indices == std::vector<int>{1, 0});
    CHECK(project_of("gpus: [\"${GPU}\"]\n", {"GPU=3"}).gpus->value.indices == std::vector<int>{3});
}

TEST_CASE("workdir is auto, image or a path") {
    CHECK(project_of("workdir: image\n").workdir.value.choice == Workdir::Choice::image);
    const auto path = project_of("workdir: /workspace/x\n").workdir.value;
    CHECK(path.choice == Workdir::Choice::path);
    CHECK(path.path == "/workspace/x");
}

TEST_CASE("translate is on, off or a list of options") {
    CHECK(project_of("translate: on\n").translate.value.on);
    CHECK(project_of("translate: true\n").translate.value.on);
    CHECK_FALSE(project_of("translate: off\n").translate.value.on);
    CHECK_FALSE(project_of("translate: false\n").translate.value.on);
    const auto never = project_of("translate: {never: [-k, --name]}\n").translate.value;
    CHECK(never.on);
    CHECK(never.never == std::vector<std::string>{"-k", "--name"});
}

TEST_CASE("unmapped is warn, error or mount") {
    CHECK(project_of("unmapped: error\n").unmapped.value == Unmapped::error);
    CHECK(project_of("unmapped: mount\n").unmapped.value == Unmapped::mount);
}

TEST_CASE("specs: off is accepted") {
    CHECK(project_of("specs: off\n").specs.value == Specs::off);
}

TEST_CASE("a byte order mark and DOS line ends are accepted") {
    const auto result = read_text("\xEF\xBB\xBFversion: 1\r\ngpus: none\r\nenvs:\r\n  A: b\r\n");
    CHECK(result.errors.empty());
    CHECK(result.project->envs[0].value == "b");
    CHECK(written(result.source, result.project->gpus->where) == "none");
}

TEST_CASE("what is right is read even when other parts are wrong") {
    const auto result =
        read_text("version: 1\nmounts:\n  - a:b:c\n  - ok:/ok\nenvs: {A: $x, B: y}\ngpus: 7\n");
    CHECK(result.ids == std::vector<std::string>{"bad-mount", "bad-variable", "wrong-type"});
    REQUIRE(result.project);
    REQUIRE(result.project->mounts.size() == 1);
    CHECK(result.project->mounts[0].destination.value == "/ok");
    REQUIRE(result.project->envs.size() == 1);
    CHECK(result.project->envs[0].name == "B");
}

TEST_CASE("all forms of interpolation") {
    const std::vector<std::string> environment{"A=x y", "EMPTY=", "uid=fake"};
    const auto value = [&](const std::string& text) {
        return project_of("envs: {V: '" + text + "'}\n", environment).envs[0].value.value_or("?");
    };
    CHECK(value("<${A}>") == "<x y>");
    CHECK(value("${EMPTY}") == "");
    CHECK(value("${EMPTY:-d}${NONE:-e f:g}${A:-h}") == "de f:gx y");
    CHECK(value("${A:?needed}") == "x y");
    CHECK(value("$$A $${A}") == "$A ${A}");
    CHECK(value("${project_dir}|${home}|${user}|${uid}|${gid}") ==
          "/home/user/cars|/home/user|user|1000|1001");
}

TEST_CASE("an interpolated value is never read again") {
    const auto project = project_of("envs:\n  V: ${A}\n", {"A=${B}: [x, $y]\nW: z"});
    REQUIRE(project.envs.size() == 1);
    CHECK(project.envs[0].value == "${B}: [x, $y]\nW: z");
}
