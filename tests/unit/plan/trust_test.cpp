#include "plan/trust.hpp"

#include "plan/checked_project.hpp"
#include "plan/exit_codes.hpp"
#include "project/keys.hpp"
#include "support/catch.hpp"
#include "support/invocations.hpp"
#include "text/json_value.hpp"
#include "text/yaml.hpp"

using namespace tao;
using plan::Plan;
using tests::Computer;
using text::Json;

namespace {

const std::string store = "/home/user/.local/state/tao-shim/trust/home/user/cars/tao-project.yaml";

// A project of user 1000, whose trust is given in memory.
struct Project {
    Computer computer;

    explicit Project(const std::string& yaml) {
        computer.files.add_directory("/home/user/.ssh").add_directory("/mnt/kitti");
        for (const char* engine : {"/usr/bin/apptainer", "/usr/bin/docker"})
            computer.files.add_file(engine, "program", 0755, 0);
        computer.add_project("version: 1\n" + yaml);
    }

    plan::CheckedProject checked() {
        return plan::check_project(
            project::find(computer.invocation.environment, "/home/user/cars", 1000, computer.files),
            computer.invocation, computer.files, nullptr, false);
    }

    std::vector<std::string> asked() {
        std::vector<std::string> asked;
        for (const project::Widening& one : checked().trust.asked)
            asked.push_back(one.key + "=" + one.value);
        return asked;
    }

    // What `tao-shim trust` does.
    void trust() {
        Json json = {{"project", "/home/user/cars/tao-project.yaml"}, {"granted", Json::array()}};
        for (const project::Widening& one : checked().trust.asked)
            json["granted"].push_back({{"key", one.key}, {"value", one.value}});
        computer.files.add_directory(store, 1000, 0700);
        computer.files.add_file(store + "/trusted.json", json.dump(), 0600);
    }

    Plan plan(std::vector<std::string> words = {"-e", "specs/train.txt"}) {
        std::vector<std::string> line{"tao", "model", "detectnet_v2", "train"};
        line.insert(line.end(), words.begin(), words.end());
        return computer.plan(line);
    }
};

bool mounts(const Plan& plan, const std::string& source) {
    const auto& mounts = plan.task.mounts;
    return std::any_of(mounts.begin(), mounts.end(),
                       [&](const engines::TaskMount& mount) { return mount.source == source; });
}

using Strings = std::vector<std::string>;

// A file for each row of the table that widens, with what it asks for.
struct Example {
    std::string key;
    std::string yaml;
    Strings asked;
};
const std::vector<Example> examples{
    {"mounts[].source", "mounts: ['/mnt/kitti:/k']\n", {"mounts[].source=/mnt/kitti"}},
    {"mounts[].read_only",
     "engine: docker\nmounts: [{source: /mnt/kitti, destination: /k, read_only: true}]\n",
     {"mounts[].read_only=/mnt/kitti"}},
    {"envs",
     "envs: {AWS_SECRET_ACCESS_KEY: , LD_PRELOAD: '${project_dir}/x.so'}\n",
     {"envs=${AWS_SECRET_ACCESS_KEY}", "envs=LD_PRELOAD: ${project_dir}/x.so"}},
    {"docker.user", "docker: {user: '0:0'}\n", {"docker.user=0:0"}},
    {"docker.ulimits", "docker: {ulimits: {rtprio: 99}}\n", {"docker.ulimits=rtprio: 99"}},
    {"docker.network", "docker: {network: 'container:db'}\n", {"docker.network=container:db"}},
    {"docker.ports", "docker: {ports: {'8888': 8888}}\n", {"docker.ports=8888: 8888"}},
    {"docker.privileged", "docker: {privileged: true}\n", {"docker.privileged=true"}},
    {"engine", "engine: apptainer\n", {"engine=apptainer"}},
    {"image",
     "image: {detectnet_v2: evil.example/x:1, unet: 'nvcr.io/nvidia/tao/tao-toolkit:6.0.0-tf2'}\n",
     {"image=evil.example/x:1"}},
    {"slurm.options",
     "slurm: {options: [--partition=gpu, --output=/home/user/.bashrc]}\n",
     {"slurm.options=--output=/home/user/.bashrc"}},
    {"slurm.container", "slurm: {container: pyxis}\n", {"slurm.container=pyxis"}},
    {"variables", "variables: {VIMINIT: ':!x'}\n", {"variables=VIMINIT: :!x"}},
    {"unmapped",
     "unmapped: mount\nvariables: {RESULTS_DIR: /home/user/.ssh}\n",
     {"unmapped=/home/user/.ssh"}},
};

}  // namespace

TEST_CASE("each row of the table that widens has an example here") {
    Strings rows;
    for (const project::Key& key : project::keys()) {
        if (key.widen != nullptr) rows.emplace_back(key.name.path);
    }
    Strings shown;
    for (const Example& example : examples)
        shown.push_back(example.key);
    CHECK(rows == shown);
}

TEST_CASE("what a row asks for stops a run until it is trusted, and then counts") {
    for (const Example& example : examples) {
        INFO(example.key);
        Project project(example.yaml);
        CHECK(project.asked() == example.asked);
        if (example.key == "variables") continue;  // it stops no run: below

        const Plan before = project.plan();
        CHECK(before.action == Plan::Action::fail);
        CHECK(before.exit_code == plan::not_trusted);
        CHECK(before.message.find("not trusted yet: ") != std::string::npos);
        CHECK(before.message.find("type: tao-shim trust") != std::string::npos);

        project.trust();
        const Plan after = project.plan();
        INFO(after.message);
        CHECK(after.action == Plan::Action::supervise);
    }
}

TEST_CASE("a project file in the home directory, an unpacked archive's for example, mounts nothing unasked") {
    Project project("");
    project.computer.files.add_file("/home/user/tao-project.yaml",
                                    "version: 1\nmounts: ['.:/w', '.ssh:/s']\n");
    project.computer.invocation.working_directory = "/home/user";
    const Plan plan = project.plan({});
    CHECK(plan.exit_code == plan::not_trusted);
    CHECK(plan.message.find("'/home/user/.ssh' is in your home directory") != std::string::npos);
}

TEST_CASE("an edit that widens asks again, and no other does") {
    for (const auto& [edit, asks] : std::vector<std::pair<std::string, bool>>{
             {"docker: {network: host, shm_size: 16G}\nmounts: ['/mnt/kitti:/other', '.:/w']\ngpus: none\n",
              false},
             {"mounts: ['/mnt/kitti:/k']\n", false},
             {"docker: {network: bridge}\n", false},
             {"docker: {network: other}\n", true},
             {"docker: {network: host}\nmounts: ['/mnt:/k']\n", true},
             {"docker: {network: host, privileged: true}\n", true},
             {"docker: {network: host}\nenvs: {GITHUB_TOKEN: }\n", true}}) {
        INFO(edit);
        Project project("docker: {network: host}\nmounts: ['/mnt/kitti:/k']\n");
        project.trust();
        project.computer.add_project("version: 1\n" + edit);
        CHECK((project.plan().exit_code == plan::not_trusted) == asks);
    }
}

TEST_CASE("users of NVIDIA's layouts are asked nothing") {
    for (const std::string layout : {"tao-experiments", "tlt-experiments", "data-specs-results",
                                     "data-specs-results-model", "data-specs-results-model"}) {
        INFO(layout);
        Project project("layout: " + layout +
                        "\ntask: detectnet_v2\nunmapped: mount\ndocker: {user: host}\n"
                        "variables: {KEY: mine, NUM_GPUS: 2, DATA_DIR: '${project_dir}/d'}\nenvs: {KEY: }\n");
        // Directories of the container that this computer has as well.
        project.computer.files.add_directory("/workspace/tao-experiments/data").add_directory("/data");
        CHECK(project.asked().empty());
        CHECK(project.plan().action == Plan::Action::supervise);
    }
}

TEST_CASE(
    "a project file that a group may write to counts once its user says so, unless the group is the user's "
    "own") {
    Project project("mounts: ['.:/w']\n");
    const auto with = [&](mode_t mode, gid_t group, const std::string& groups) {
        project.computer.files.add_file("/etc/group", groups, 0644, 0);
        project.computer.files.add_file("/etc/passwd", "user:x:1000:1000::/home/user:/bin/sh\n", 0644, 0);
        project.computer.files.add_file("/home/user/cars/tao-project.yaml", "version: 1\nmounts: ['.:/w']\n",
                                        mode);
        project.computer.files.set_group("/home/user/cars/tao-project.yaml", group);
        return project.plan().exit_code;
    };
    CHECK(with(0664, 1000, "user:x:1000:\n") == 0);
    CHECK(with(0664, 1000, "") == 0);
    CHECK(with(0664, 2000, "user:x:2000:user\n") == 0);
    CHECK(with(0644, 2000, "labs:x:2000:user,anna\n") == 0);
    CHECK(with(0664, 1000, "user:x:1000:anna\n") == plan::not_trusted);
    CHECK(with(0664, 2000, "") == plan::not_trusted);
    CHECK(with(0664, 2000, "labs:x:2000:user,anna\n") == plan::not_trusted);
    CHECK(
        project.plan().message.find(
            "everybody in the group labs may write to this file, and so decide what your runs mount (to take "
            "that right away, type: chmod g-w /home/user/cars/tao-project.yaml)") != std::string::npos);

    const auto in_directory = [&](mode_t mode, gid_t group) {
        project.computer.files.add_directory("/home/user/cars", 1000, mode);
        project.computer.files.set_group("/home/user/cars", group);
        return with(0644, 1000, "user:x:1000:\nlabs:x:2000:user,anna\n");
    };
    CHECK(in_directory(0775, 1000) == 0);
    CHECK(in_directory(01775, 2000) == 0);
    CHECK(in_directory(0775, 2000) == plan::not_trusted);
    CHECK(project.plan().message.find("chmod g-w /home/user/cars)") != std::string::npos);
    project.trust();
    CHECK(project.plan().exit_code == 0);
    CHECK(with(0664, 2000, "labs:x:2000:user,anna\n") == plan::not_trusted);

    for (const char* paths : {"cars:/home/user/cars", "~/cars", "/nowhere:~"}) {
        project.computer.invocation.environment.set("TAO_SHIM_TRUSTED_PATHS", paths);
        CHECK(project.plan().exit_code == 0);
    }
    project.computer.invocation.environment.set("TAO_SHIM_TRUSTED_PATHS", "cars");
    CHECK(project.plan().exit_code == plan::not_trusted);
    CHECK(project.plan().message.find(
              "TAO_SHIM_TRUSTED_PATHS has 'cars', which is not absolute and counts for nothing") !=
          std::string::npos);
    project.trust();
    CHECK(project.plan().exit_code == 0);
}

TEST_CASE("a project file that an access control list lets others write to counts once its user says so") {
    for (const std::string place : {"/home/user/cars/tao-project.yaml", "/home/user/cars"}) {
        CAPTURE(place);
        Project project("mounts: ['.:/w']\n");
        project.computer.files.add_file("/etc/passwd", "user:x:1000:1000::/home/user:/bin/sh\n", 0644, 0);
        project.computer.files.set_group("/home/user/cars", 1000);
        project.computer.files.set_group("/home/user/cars/tao-project.yaml", 1000);
        const bool is_file = place.ends_with(".yaml");
        const auto allow = [&](mode_t mode) {
            if (is_file) {
                project.computer.files.add_file(place, "version: 1\nmounts: ['.:/w']\n", mode);
            } else {
                project.computer.files.add_directory(place, 1000, mode | 0111U);
            }
            project.computer.files.set_group(place, 1000);
        };
        allow(0664);
        CHECK(project.plan().exit_code == 0);
        project.computer.files.add_named_writer(place);
        const Plan plan = project.plan();
        CHECK(plan.exit_code == plan::not_trusted);
        CHECK(plan.message.find("those whom an access control list names may write to this file") !=
              std::string::npos);
        CHECK(plan.message.find("type: setfacl -b " + place + ")") != std::string::npos);
        allow(0644);
        CHECK(project.plan().exit_code == 0);
        allow(0664);
        project.trust();
        CHECK(project.plan().exit_code == 0);
    }
}

TEST_CASE("a variable that is not trusted is left out, and a run goes on without it") {
    Project project("mounts: ['.:/w']\nvariables: {VIMINIT: ':!x', RESULTS_DIR: /w/r}\n");
    const auto checked = project.checked();
    REQUIRE(checked.project()->variables.size() == 1);
    CHECK(checked.project()->variables[0].name == "RESULTS_DIR");
    CHECK(checked.exit_code() == 0);
    CHECK(project.plan().action == Plan::Action::supervise);
    CHECK(project.plan().message.empty());

    project.trust();
    CHECK(project.checked().project()->variables.size() == 2);
}

TEST_CASE("a line that names a variable that is not trusted does not run") {
    Project project("mounts: ['.:/w']\nvariables: {OUT: /w/r}\n");
    const Plan before = project.plan({"-r", "$OUT/x"});
    CHECK(before.exit_code == plan::not_trusted);
    CHECK(before.message.find("variables 'OUT: /w/r'") != std::string::npos);
    CHECK(project.plan({"-r", "$OTHER"}).action == Plan::Action::supervise);

    project.trust();
    CHECK(project.plan({"-r", "$OUT/x"}).translation.words.back().after == "/w/r/x");
}

TEST_CASE("a path of a variable is not mounted unasked, however the line names it") {
    const std::string yaml = "unmapped: mount\nvariables: {RESULTS_DIR: /home/user/.ssh}\n";
    for (const std::string word :
         {"$RESULTS_DIR", "${RESULTS_DIR}/id_rsa", "/home/user/.ssh", "-r/home/user/.ssh",
          "train.results=/home/user/.ssh/", "/home/user/../user/.ssh"}) {
        INFO(word);
        Project project(yaml);
        project.computer.files.add_file("/home/user/.ssh/id_rsa", "x", 0600);
        const Plan plan = project.plan({"-r", word});
        CHECK(plan.exit_code == plan::not_trusted);
        CHECK(plan.message.find("/home/user/.ssh") != std::string::npos);
    }
}

TEST_CASE(
    "what a shell makes of a variable of the project is the project's word, however the value is written") {
    const std::pair<const char*, const char*> written[] = {
        {"../../.ssh", "../../.ssh"},
        {"../../.ssh", "../../.ssh/id_rsa"},
        {"~/.ssh", "~/.ssh"},
        {"k -i ../../.ssh", "../../.ssh"},
        {"k -i../../.ssh", "-i../../.ssh"},
        {"k -i/home/user/.ssh", "-i/home/user/.ssh"},
        {"../..", "../../.ssh"},
        {"/home/user/.s?h", "/home/user/.ssh"},
        {"../../.s[s]*", "../../.ssh/id_rsa"},
        {"k -i ../../.s*", "../../.ssh"},
        {"../../.s{s,x}h", "../../.ssh"},
        {"'../../'.ssh", "../../.ssh"},
        {"../../.s\\sh", "../../.ssh"},
    };
    for (const auto& [value, word] : written) {
        CAPTURE(value, word);
        Project project("unmapped: mount\nvariables:\n  RESULTS_DIR: " + text::quoted_scalar(value) + "\n");
        project.computer.files.add_file("/home/user/.ssh/id_rsa", "x", 0600);
        project.computer.invocation.working_directory = "/home/user/cars/specs";
        const Plan plan = project.plan({"-r", word});
        CHECK(plan.exit_code == plan::not_trusted);
        CHECK(plan.message.find("variables RESULTS_DIR leads") != std::string::npos);
    }
}

TEST_CASE("a variable's relative path is allowed as a line in the project's directory means it") {
    Project project("unmapped: mount\nvariables: {RESULTS_DIR: ../.ssh, DATA_DIR: ~/data}\n");
    project.computer.files.add_directory("/home/user/data");
    CHECK(project.asked() == Strings{"unmapped=/home/user/.ssh", "unmapped=/home/user/data"});
    CHECK(project.plan({"-r", "../.ssh"}).exit_code == plan::not_trusted);
    project.trust();
    CHECK(mounts(project.plan({"-r", "../.ssh", "-i", "~/data"}), "/home/user/.ssh"));
}

TEST_CASE("where only a line leads is not what trust is asked for, and the message says what allows it") {
    Project project("unmapped: mount\nvariables: {RESULTS_DIR: ../../.ssh}\n");
    project.computer.invocation.working_directory = "/home/user/cars/specs";
    CHECK(project.asked().empty());
    const Plan plan = project.plan({"-r", "../../.ssh"});
    CHECK(plan.exit_code == plan::not_trusted);
    CHECK(plan.message.find("to allow this, write it under mounts: first") != std::string::npos);

    Project other("unmapped: mount\nvariables: {RESULTS_DIR: /home/user/.ssh}\n");
    CHECK(other.plan({"-r", "/home/user/.ssh"}).message.find("under mounts: first") == std::string::npos);
}

TEST_CASE("a path that the user typed is mounted unasked, a link of the project is not the user's word") {
    Project typed("unmapped: mount\n");
    CHECK(typed.plan({"-r", "/mnt/kitti"}).action == Plan::Action::supervise);
    CHECK(mounts(typed.plan({"-r", "/mnt/kitti"}), "/mnt/kitti"));
    CHECK(mounts(typed.plan({"-r../../../mnt/kitti"}), "/mnt/kitti"));
    // By a link of the user's own: at the place where it leads, and the word says so.
    typed.computer.files.add_link("/home/user/short", "/mnt/kitti");
    const Plan by_link = typed.plan({"-r", "/home/user/short"});
    CHECK(mounts(by_link, "/mnt/kitti"));
    CHECK(by_link.translation.words.back().after == "/mnt/kitti");

    for (const std::string word :
         {"data", "./data", "/home/user/cars/data", "-ddata/x", "x=data/x", "data/x"}) {
        INFO(word);
        Project project("unmapped: mount\nmounts: ['.:/w']\n");
        project.computer.files.add_link("/home/user/cars/data", "/home/user/.ssh");
        project.computer.files.add_file("/home/user/.ssh/x", "x", 0600);
        const Plan plan = project.plan({"-r", word});
        CHECK_FALSE((plan.action == Plan::Action::supervise && mounts(plan, "/home/user/.ssh")));
        CHECK_FALSE((plan.action == Plan::Action::supervise && mounts(plan, "/home/user/.ssh/x")));
    }
}

TEST_CASE("a user's own link that leads through the project is the project's word") {
    Project project("unmapped: mount\n");
    project.computer.files.add_link("/home/user/cars/out", "/mnt/kitti")
        .add_link("/home/user/short", "cars/out");
    CHECK(project.plan({"-r", "/home/user/short"}).exit_code == plan::not_trusted);
}

TEST_CASE("an added mount passes the checks of written ones, all faults at once, with its place") {
    Project project("unmapped: mount\n");
    project.computer.files.add_directory("/etc/secrets").add_directory("/home/user/a:b");
    const Plan plan = project.plan({"-a", "/etc/secrets", "-b", "/home/user/a:b"});
    INFO(plan.message);
    CHECK(plan.exit_code == plan::project_file_wrong);
    CHECK(plan.message.find("tao-project.yaml:2:11: error: ") != std::string::npos);
    CHECK(plan.message.find("nothing was started (unmapped: mount)") != std::string::npos);
}

TEST_CASE("the launcher's --volume does not mount what a variable of the project leads to") {
    Project project("variables: {DATA_DIR: /home/user/.ssh}\n");
    const auto run = [&](const std::string& source) {
        return project.plan({"--volume", source + ":/d"}).exit_code;
    };
    project.computer.files.add_file("/usr/local/lib/python3.11/site-packages/nvidia_tao_cli/version.py",
                                    "MAJOR = \"6\"\nMINOR = \"0\"\nPATCH = \"0\"\n");
    CHECK(run("/mnt/kitti") == 0);
    CHECK(run("/home/user/.ssh") == plan::not_trusted);
}

TEST_CASE(
    "the option --volume mounts neither what a variable's relative path nor what a link of the project leads "
    "to") {
    for (const std::string value : {"k --volume ../.ssh:/d", "k --volume ../.ssh:/d:ro", "../.ssh"}) {
        CAPTURE(value);
        Project project("engine: docker\nvariables: {KEY: '" + value + "'}\n");
        CHECK(project.plan({"--volume", "../.ssh:/d"}).exit_code == plan::not_trusted);
        CHECK(project.plan({"--volume", "../.ssh:/d:ro"}).exit_code == plan::not_trusted);
        CHECK(project.plan({"--volume", "specs:/d:ro"}).exit_code == 0);
        CHECK(project.plan({"--volume", "../../../mnt/kitti:/d:ro"}).exit_code == 0);
    }
    Project project("engine: docker\n");
    project.computer.files.add_link("/home/user/cars/data", "/home/user/.ssh");
    for (const std::string volume :
         {"data:/d", "./data:/d:ro", "/home/user/cars/data:/d", "/home/user/cars/data:/d:ro"}) {
        CAPTURE(volume);
        CHECK(project.plan({"--volume", volume}).exit_code == plan::not_trusted);
    }
    CHECK(project.plan({"--volume", "../.ssh:/d"}).exit_code == 0);
}

TEST_CASE(
    "a variable that names a directory of this computer outside of the project is left out until it is "
    "trusted") {
    Project project(
        "variables: {LOCAL_PROJECT_DIR: /home/user/.ssh, HOST_DATA_DIR: ~/, LOCAL_SPECS_DIR: ../x,"
        " HOST_MODEL_DIR: data, HOST_RESULTS_DIR: new, KEY: k, DATA_DIR: /data}\n");
    project.computer.files.add_link("/home/user/cars/data", "/mnt/kitti");
    const auto names_left_out = [&] {
        Strings names;
        for (const project::Widening& one : project.checked().trust.left_out)
            names.push_back(one.value);
        return names;
    };
    const Strings all = {"LOCAL_PROJECT_DIR: /home/user/.ssh", "HOST_DATA_DIR: /home/user",
                         "LOCAL_SPECS_DIR: /home/user/x", "HOST_MODEL_DIR: /mnt/kitti"};
    CHECK(names_left_out() == all);
    const auto checked = project.checked();
    std::vector<std::string> values;
    for (const project::Variable& variable : checked.project()->variables)
        values.push_back(variable.name + "=" + variable.value.value_or(""));
    CHECK(values == Strings{"HOST_RESULTS_DIR=/home/user/cars/new", "KEY=k", "DATA_DIR=/data"});
    CHECK_FALSE(checked.untrusted);
    // A directory of the user's word covers what is below it; what is trusted is a place, not a name.
    project.computer.invocation.environment.set("TAO_SHIM_TRUSTED_PATHS", "/mnt");
    CHECK(names_left_out() == Strings(all.begin(), all.end() - 1));
    project.trust();
    CHECK(names_left_out().empty());
    project.computer.invocation.environment.unset("TAO_SHIM_TRUSTED_PATHS");
    project.computer.files.add_link("/home/user/cars/data", "/home/user/.ssh");
    CHECK(names_left_out() == Strings{"HOST_MODEL_DIR: /home/user/.ssh"});
}

TEST_CASE("a variable that leads into a source that was trusted needs no trust of its own") {
    Project project("mounts: ['/mnt/kitti:/data']\n");
    project.trust();
    project.computer.add_project(
        "version: 1\nmounts: ['/mnt/kitti:/data']\nvariables: {LOCAL_DATA_DIR: /mnt/kitti/a}\n");
    CHECK(project.checked().trust.left_out.empty());
    project.computer.add_project("version: 1\nvariables: {LOCAL_DATA_DIR: /mnt/kitti2}\n");
    CHECK(project.checked().trust.left_out.size() == 1);
}

TEST_CASE("what a written file asks for is known with its lines, and exactly that is trusted") {
    Project project("");
    const plan::WrittenProject written{
        .file = "/home/user/cars/tao-project.yaml",
        .content = "version: 1\ndocker:\n  network: host\nmounts:\n- /mnt/kitti\n"};
    const auto asked = plan::asked_by(written, project.computer.invocation, project.computer.files);
    REQUIRE(asked.size() == 2);
    CHECK(asked[0].line == 3);
    CHECK(asked[0].widening.value == "host");
    CHECK(asked[1].line == 5);
    CHECK(asked[1].widening.value == "/mnt/kitti");
    CHECK(plan::asked_by({.file = "/home/user/cars/tao-project.yaml", .content = "a: ["},
                         project.computer.invocation, project.computer.files)
              .empty());
}
