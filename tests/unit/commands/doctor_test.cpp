#include <algorithm>

#include "captured.hpp"
#include "commands/doctor/checks.hpp"
#include "launcher/identify.hpp"
#include "support/answering_engine.hpp"

using namespace tao::commands;
using tao::tests::Scene;

namespace {

struct DoctorScene : Scene {
    tao::tests::AnsweringEngine engine;
    std::string task;
    tao::engines::EngineAnswer info{.status = 200, .body = R"({"ServerVersion": "28.1"})", .failure = {}};

    DoctorScene() { files.add_other("/var/run/docker.sock", tao::os::FileType::socket); }

    // What the check says: "LEVEL: MESSAGE [REMEDY]", a line each.
    std::string look(CheckResults (*check)(const CheckInput&)) {
        const Surroundings surroundings{.invocation = invocation, .files = files};
        auto launcher = launcher_here(surroundings, "tao", true);
        if (launcher.found) tao::launcher::complete(launcher.launcher, files);
        const CheckInput input{
            .surroundings = surroundings,
            .user = tao::project::user_of(invocation.environment, invocation.user, invocation.group, files),
            .task = task,
            .launcher = launcher,
            .project = project_here(surroundings, launcher),
            .engine = engine,
            .info = info};
        std::string text;
        for (const CheckResult& result : check(input)) {
            const char* level = result.level == CheckResult::Level::fine     ? "ok"
                                : result.level == CheckResult::Level::remark ? "remark"
                                                                             : "problem";
            text += std::string(level) + ": " + result.message +
                    (result.remedy.empty() ? "" : " [" + result.remedy + "]") + "\n";
        }
        return text;
    }
};

constexpr const char* right_project = "version: 1\nmounts:\n  - .:/workspace\n";

}  // namespace

TEST_CASE("doctor: the shim is first on PATH") {
    DoctorScene scene;
    CHECK(scene.look(check_shim) == "ok: tao is /opt/shim/lib/tao-shim/shims/tao\n");
}

TEST_CASE("doctor: a virtual environment was activated later and hides the shim") {
    DoctorScene scene;
    scene.invocation.environment.set("PATH", "/venv/bin:/opt/shim/lib/tao-shim/shims:/usr/bin");
    scene.invocation.environment.set("VIRTUAL_ENV", "/venv");
    CHECK(scene.look(check_shim) ==
          "problem: tao is /venv/bin/tao and not the shim: the environment /venv comes before it on PATH "
          "[/opt/shim/bin/tao-shim enable venv /venv\n"
          "export PATH=/opt/shim/lib/tao-shim/shims:\"$PATH\"]\n");
}

TEST_CASE("doctor: the shim is not on PATH") {
    DoctorScene scene;
    scene.invocation.environment.set("PATH", "/usr/bin");
    CHECK(scene.look(check_shim) ==
          "problem: the shim's directory is not on PATH, and no other tao is "
          "[/opt/shim/bin/tao-shim enable bash\nexport PATH=/opt/shim/lib/tao-shim/shims:\"$PATH\"]\n");
    scene.files.add_file("/usr/bin/tao-shim", "", 0755);
    scene.invocation.environment.set("SHELL", "/usr/bin/zsh");
    CHECK(scene.look(check_shim).find("[tao-shim enable zsh\nexport PATH=") != std::string::npos);
}

TEST_CASE("doctor: a switch that puts the shim aside is remarked") {
    DoctorScene scene;
    CHECK(scene.look(check_switches).empty());
    scene.invocation.environment.set("TAO_SHIM", "off");
    CHECK(scene.look(check_switches) == "remark: the shim does nothing: TAO_SHIM=off [unset TAO_SHIM]\n");
    scene.invocation.environment.unset("TAO_SHIM");
    scene.invocation.environment.set("LAUNCHER_MOUNTS", "/x.json");
    CHECK(scene.look(check_switches) ==
          "remark: the shim does nothing: LAUNCHER_MOUNTS is set: it names the mounts "
          "file [unset LAUNCHER_MOUNTS]\n");
}

TEST_CASE("doctor: a switch that is not understood is a problem") {
    DoctorScene scene;
    scene.invocation.environment.set("TAO_SHIM", "aus");
    CHECK(scene.look(check_switches) ==
          "problem: TAO_SHIM is 'aus', which is not understood: off, no, 0 or false switch the shim off, "
          "unset it "
          "is on [unset TAO_SHIM]\n");
}

TEST_CASE("doctor: what is wrong with the user's configuration is a problem, with its line") {
    DoctorScene scene;
    CHECK(scene.look(check_configuration).empty());
    scene.files.add_file("/home/user/.config/tao-shim/config.yaml", "launcher: /venv/bin/tao\n");
    CHECK(scene.look(check_configuration) == "ok: /home/user/.config/tao-shim/config.yaml\n");
    scene.files.add_file("/home/user/.config/tao-shim/config.yaml",
                         "trusted_paths: []\nlaucher: /venv/bin/tao\n");
    CHECK(scene.look(check_configuration) ==
          "problem: /home/user/.config/tao-shim/config.yaml:2: 'laucher' is not a key of your configuration; "
          "did you mean launcher? [${EDITOR:-nano} /home/user/.config/tao-shim/config.yaml]\n");
}

TEST_CASE("doctor: the launcher, found or not") {
    DoctorScene scene;
    CHECK(scene.look(check_launcher) == "ok: /venv/bin/tao, NVIDIA's launcher 6.26.3\n");
    scene.invocation.environment.set("PATH", "/opt/shim/lib/tao-shim/shims");
    CHECK(scene.look(check_launcher) ==
          "problem: tao: no launcher found; no directory of PATH has a program tao besides this shim "
          "[python3 -m venv ~/.venvs/tao && ~/.venvs/tao/bin/pip install nvidia-tao\n"
          "mkdir -p /home/user/.config/tao-shim && echo 'launcher: ~/.venvs/tao/bin/tao' >> "
          "/home/user/.config/tao-shim/config.yaml]\n");
    scene.invocation.environment.set("PATH", "/opt/engines");
    scene.files.add_file("/opt/engines/podman", "program", 0755);
    CHECK(scene.look(check_launcher) ==
          "ok: there is none, and none is needed: in projects tasks run on podman, /opt/engines/podman "
          "(auto)\n");
    scene.invocation.environment.set("PATH", "/usr/local/bin");
    scene.files.add_file("/usr/local/bin/tao", "#!/bin/sh\necho hello\n", 0755);
    scene.files.add_file("/bin/sh", "", 0755);
    CHECK(scene.look(check_launcher) ==
          "problem: /usr/local/bin/tao, not a launcher that this shim knows; project files have no effect on "
          "it "
          "[python3 -m venv ~/.venvs/tao && ~/.venvs/tao/bin/pip install nvidia-tao\n"
          "export TAO_SHIM_LAUNCHER=~/.venvs/tao/bin/tao]\n");
}

TEST_CASE("doctor: podman is looked at where it is the engine, and nothing of docker's") {
    DoctorScene scene;
    scene.invocation.environment.set("PATH", "/opt/engines");
    scene.files.add_file("/opt/engines/podman", "program", 0755);
    scene.set_project(right_project);
    scene.info.body = R"({"host": {"security": {"rootless": true}}, "version": {"Version": "4.3.1"}})";
    CHECK(scene.look(check_engine) == "ok: /opt/engines/podman, podman 4.3.1, without root\n");
    CHECK(scene.look(check_context).empty());
    CHECK(
        scene.look(check_gpus).starts_with("remark: no device is described in /etc/cdi: podman has no GPUs"));
    scene.set_project(std::string(right_project) + "gpus: none\n");
    CHECK(scene.look(check_gpus).empty());
    scene.set_project(right_project);
    scene.files.add_file("/etc/cdi/nvidia.yaml", "");
    CHECK(scene.look(check_gpus) == "ok: devices are described in /etc/cdi\n");
    scene.info = {.status = 0, .body = {}, .failure = "no answer"};
    CHECK(scene.look(check_engine) ==
          "problem: /opt/engines/podman cannot be used: no answer [podman info]\n");
}

TEST_CASE(
    "doctor: without a launcher docker's own choice of engine counts, and nothing is said of the launcher's "
    "needs") {
    DoctorScene scene;
    scene.invocation.environment.set("PATH", "/opt/engines");
    scene.invocation.environment.set("DOCKER_HOST", "unix:///run/user/1000/docker.sock");
    scene.files.add_file("/opt/engines/docker", "program", 0755);
    scene.files.add_other("/run/user/1000/docker.sock", tao::os::FileType::socket);
    scene.set_project(right_project);
    CHECK(scene.look(check_engine) == "ok: unix:///run/user/1000/docker.sock, Docker Engine 28.1\n");
    CHECK(scene.look(check_context).empty());
}

TEST_CASE("doctor: with the client alone, where the launcher goes so that both work") {
    DoctorScene scene;
    scene.files.add_file("/venv/bin/tao", "#!/venv/bin/python3\nfrom tao_cli.tao import cli\ncli()\n", 0755);
    CHECK(scene.look(check_launcher) ==
          "remark: /venv/bin/tao, nvidia-tao-client: commands that train on this machine need nvidia-tao as "
          "well, behind it on PATH [python3 -m venv ~/.venvs/tao && ~/.venvs/tao/bin/pip install nvidia-tao\n"
          "export PATH=\"$PATH\":~/.venvs/tao/bin]\n");
}

TEST_CASE("doctor: into the system's own Python nothing is installed") {
    DoctorScene scene;
    scene.files.add_file("/usr/bin/python3", "", 0755);
    scene.files.add_file(
        "/own/bin/tao",
        "#!/usr/bin/python3\nfrom nvidia_tao_cli.entrypoint.tao_launcher import main\nmain()\n", 0755);
    scene.invocation.environment.set("PATH", "/own/bin:/usr/bin");
    const std::string said = scene.look(check_launcher);
    INFO(said);
    CHECK(
        said.find("its Python package is not there, so it cannot start [python3 -m venv ~/.venvs/tao && ") !=
        std::string::npos);
    CHECK(said.find("/usr/bin/python3 -m pip") == std::string::npos);
}

TEST_CASE("doctor: a mounts file that the bare launcher cannot read") {
    DoctorScene scene;
    scene.files.add_file("/home/user/.tao_mounts.json", R"({"Mounts": [],})");
    CHECK(
        scene.look(check_project)
            .ends_with("problem: /home/user/.tao_mounts.json is no JSON: the launcher fails with every line "
                       "outside of a project [python3 -m json.tool /home/user/.tao_mounts.json]\n"));
    scene.files.add_file("/home/user/.tao_mounts.json", R"({"Mounts": []})");
    CHECK(scene.look(check_project).find("tao_mounts") == std::string::npos);
}

TEST_CASE("doctor: Python packages that cannot work together, with the versions to install") {
    DoctorScene scene;
    const std::string site = "/venv/lib/python3.11/site-packages/";
    const auto set = [&](DoctorScene scene_with, const char* docker, const char* requests,
                         const char* urllib3) {
        scene_with.files.add_directory(site + "docker-" + docker + ".dist-info");
        scene_with.files.add_directory(site + "requests-" + requests + ".dist-info");
        scene_with.files.add_directory(site + "urllib3-" + urllib3 + ".dist-info");
        return scene_with.look(check_libraries);
    };
    CHECK(set(scene, "4.3.1", "2.31.0", "1.26.20").empty());
    CHECK(set(scene, "7.1.0", "2.32.3", "2.2.1").empty());
    CHECK(set(scene, "6.1.3", "2.31.0", "2.2.1").empty());
    CHECK(set(scene, "4.3.1", "2.32.3", "1.26.20") ==
          "problem: the launcher's Python packages: docker 4.3.1 cannot work with requests 2.32.3; it will "
          "fail with "
          "\"Not supported URL scheme http+docker\" [/venv/bin/python3 -m pip install 'requests==2.31.0']\n");
    CHECK(set(scene, "4.3.1", "2.32.3", "2.2.1").find("install 'requests==2.31.0' 'urllib3<2']") !=
          std::string::npos);
    CHECK(scene.look(check_libraries).empty());
}

TEST_CASE("doctor: a task table of the user's own and GitLab's variable are remarked") {
    DoctorScene scene;
    CHECK(scene.look(check_overrides).empty());
    scene.files.add_file("/home/user/.tao/config.json", "{}");
    scene.invocation.environment.set("CI_PROJECT_DIR", "/builds");
    CHECK(
        scene.look(check_overrides) ==
        "remark: /home/user/.tao/config.json takes the place of the launcher's own table of tasks and images "
        "[mv /home/user/.tao/config.json /home/user/.tao/config.json.old]\n"
        "remark: CI_PROJECT_DIR is set: outside of a project the launcher leaves out user, network, ports "
        "and "
        "ulimits [unset CI_PROJECT_DIR]\n");
}

TEST_CASE("doctor: the engine answers") {
    DoctorScene scene;
    scene.files.add_file("/usr/bin/docker", "", 0755);
    CHECK(scene.look(check_engine) == "ok: unix:///var/run/docker.sock, Docker Engine 28.1\n");
}

TEST_CASE("doctor: no docker command") {
    DoctorScene scene;
    CHECK(scene.look(check_engine).starts_with("problem: there is no docker command on PATH"));
}

TEST_CASE("doctor: why the engine does not answer, and what mends that") {
    DoctorScene scene;
    scene.files.add_file("/usr/bin/docker", "", 0755);
    scene.info = {.status = 0, .body = {}, .failure = "Connection refused"};
    CHECK(scene.look(check_engine) ==
          "problem: the engine at unix:///var/run/docker.sock cannot be used: Connection "
          "refused [sudo service docker start]\n");
    scene.files.add_directory("/run/systemd/system");
    CHECK(scene.look(check_engine).ends_with("[sudo systemctl start docker]\n"));

    DoctorScene elsewhere = scene;
    elsewhere.invocation.environment.set("DOCKER_HOST", "unix:///nowhere.sock");
    CHECK(elsewhere.look(check_engine) ==
          "problem: the engine at unix:///nowhere.sock cannot be used: nothing listens "
          "there [unset DOCKER_HOST]\n");

    DoctorScene not_mine = scene;
    not_mine.files.add_file("/run/other.sock", "", 0400, 0);
    not_mine.invocation.environment.set("DOCKER_HOST", "unix:///run/other.sock");
    CHECK(
        not_mine.look(check_engine) ==
        "problem: the engine at unix:///run/other.sock cannot be used: you are not in the group that may use "
        "it [sudo usermod -aG docker user\nnewgrp docker]\n");

    DoctorScene over_ssh = scene;
    over_ssh.invocation.environment.set("DOCKER_HOST", "ssh://me@there");
    CHECK(over_ssh.look(check_engine) ==
          "remark: the engine at ssh://me@there can only be asked by docker itself [docker info]\n");
}

TEST_CASE("doctor: an engine elsewhere is not enough for the launcher") {
    DoctorScene scene;
    scene.files = tao::tests::Scene().files;  // without the default socket
    scene.files.add_file("/usr/bin/docker", "", 0755);
    scene.files.add_other("/run/user/1000/docker.sock", tao::os::FileType::socket);
    scene.invocation.environment.set("DOCKER_HOST", "unix:///run/user/1000/docker.sock");
    CHECK(scene.look(check_engine) ==
          "ok: unix:///run/user/1000/docker.sock, Docker Engine 28.1\n"
          "problem: the launcher needs /var/run/docker.sock as well, whatever DOCKER_HOST says "
          "[sudo ln -s /run/user/1000/docker.sock /var/run/docker.sock]\n");
}

TEST_CASE("doctor: docker uses a context, of which the launcher knows nothing") {
    DoctorScene scene;
    CHECK(scene.look(check_context).empty());
    scene.files.add_file("/home/user/.docker/config.json", R"({"currentContext": "gpu-server"})");
    scene.files.add_file(
        "/home/user/.docker/contexts/meta/1f2e/meta.json",
        R"({"Name": "gpu-server", "Endpoints": {"docker": {"Host": "tcp://10.0.0.1:2375"}}})");
    CHECK(scene.look(check_context) ==
          "problem: docker uses the context 'gpu-server' (tcp://10.0.0.1:2375); the launcher knows no "
          "contexts and uses "
          "unix:///var/run/docker.sock [export DOCKER_HOST=tcp://10.0.0.1:2375]\n");
    scene.invocation.environment.set("DOCKER_HOST", "tcp://10.0.0.1:2375");
    CHECK(scene.look(check_context).empty());
}

TEST_CASE("doctor: GPUs") {
    DoctorScene scene;
    CHECK(scene.look(check_gpus).starts_with("remark: the engine lists no NVIDIA runtime"));
    scene.info.body = R"({"Runtimes": {"nvidia": {}, "runc": {}}})";
    CHECK(scene.look(check_gpus) == "ok: the engine has NVIDIA's runtime\n");
    scene.info = {};
    CHECK(scene.look(check_gpus).empty());
}

TEST_CASE("doctor: the login that the launcher insists on") {
    DoctorScene scene;
    CHECK(
        scene.look(check_login) ==
        "problem: you are not logged in to nvcr.io (the password is your NGC API key): there is no readable "
        "/home/user/.docker/config.json [docker login -u '$oauthtoken' nvcr.io]\n");
    scene.files.add_file("/home/user/.docker/config.json", R"({"auths": {"docker.io": {}}})");
    CHECK(scene.look(check_login)
              .starts_with("problem: you are not logged in to nvcr.io (the password is your NGC API key): "
                           "/home/user/.docker"));
    scene.files.add_file("/home/user/.docker/config.json", "{");
    CHECK(scene.look(check_login).starts_with("problem: /home/user/.docker/config.json is not JSON [mv "));
    scene.files.add_file("/home/user/.docker/config.json", R"({"auths": {"nvcr.io": {}}})");
    CHECK(scene.look(check_login) == "ok: logged in to nvcr.io\n");
}

TEST_CASE("doctor: no login is asked for with OVERRIDE_REGISTRY") {
    DoctorScene scene;
    scene.invocation.environment.set("OVERRIDE_REGISTRY", "nvcr.io");
    CHECK(scene.look(check_login) == "ok: not asked for (OVERRIDE_REGISTRY=nvcr.io)\n");
}

TEST_CASE("doctor: the images of a task, here or to be downloaded") {
    DoctorScene scene;
    scene.task = "detectnet_v2";
    scene.engine.answers["/images/nvcr.io/nvidia/tao/tao-toolkit:5.0.0-tf1/json"] =
        R"({"Size": 15400000000})";
    CHECK(scene.look(check_images) ==
          "ok: nvcr.io/nvidia/tao/tao-toolkit:5.0.0-tf1 (15.4 GB)\n"
          "remark: nvcr.io/nvidia/tao/tao-toolkit:6.26.3-deploy is not here: the first run downloads it, 10 "
          "GB and more "
          "[docker pull nvcr.io/nvidia/tao/tao-toolkit:6.26.3-deploy]\n");
    scene.task = "detectnet_v9";
    CHECK(scene.look(check_images) ==
          "problem: the launcher has no task 'detectnet_v9' [tao info --verbose]\n");
}

TEST_CASE("doctor: without a task the images that are here, and how many are not") {
    DoctorScene scene;
    scene.engine.answers["/images/nvcr.io/nvidia/tao/tao-toolkit:5.0.0-tf1/json"] =
        R"({"Size": 15400000000})";
    CHECK(scene.look(check_images) ==
          "ok: nvcr.io/nvidia/tao/tao-toolkit:5.0.0-tf1 (15.4 GB)\n"
          "remark: 2 of the launcher's 3 images are not here; each is downloaded when a task first needs it "
          "[tao-shim doctor detectnet_v2]\n");
}

TEST_CASE("doctor: the project file") {
    DoctorScene scene;
    CHECK(scene.look(check_project).starts_with("remark: there is no tao-project.yaml here"));
    scene.set_project(right_project);
    CHECK(scene.look(check_project) == "ok: /home/user/cars/tao-project.yaml\n");
    scene.set_project("version: 1\nmount: x\n");
    CHECK(scene.look(check_project) ==
          "problem: /home/user/cars/tao-project.yaml has errors [tao-shim check]\n");
    scene.set_project("version: 1\ndocker: {privileged: true}\n");
    CHECK(scene.look(check_project)
              .starts_with("problem: /home/user/cars/tao-project.yaml asks for more than its own directory"));
}

TEST_CASE("doctor: shared memory that data loaders need") {
    DoctorScene scene;
    CHECK(scene.look(check_memory).empty());
    scene.set_project(right_project);
    CHECK(scene.look(check_memory).starts_with("remark: docker.shm_size is not set"));
    scene.set_project(std::string(right_project) + "docker: {shm_size: 16G}\n");
    CHECK(scene.look(check_memory).empty());
}

TEST_CASE("doctor: shared memory is written where the file has its options, in its own indentation") {
    DoctorScene scene;
    const auto remedy = [&](const std::string& more) {
        scene.set_project(right_project + more);
        const std::string text = scene.look(check_memory);
        const auto open = text.rfind('[');
        return text.substr(open + 1, text.size() - open - 3);
    };
    const std::string file = " /home/user/cars/tao-project.yaml";
    CHECK(remedy("") == "printf '%s:\\n  %s\\n' docker 'shm_size: 16G' >>" + file);
    CHECK(remedy("envs: {A: b}") == "printf '\\n%s:\\n  %s\\n' docker 'shm_size: 16G' >>" + file);
    CHECK(remedy("docker:\n  user: host\n") == "sed -i '4{p;s|.*|  shm_size: 16G|}'" + file);
    CHECK(remedy("docker: # mine\n\n    # more\n    user: host\n") ==
          "sed -i '4{p;s|.*|    shm_size: 16G|}'" + file);
    CHECK(remedy("docker: {user: host}\n") == "sed -i '4s|{|{shm_size: 16G, |'" + file);
    CHECK(remedy("docker: {}\n") == "sed -i '4s|{|{shm_size: 16G|'" + file);
    CHECK(remedy("\"docker\": {user: host}\n") == "${EDITOR:-nano}" + file);
}

TEST_CASE("doctor: a link in a mount that leads out of it, with the mount that helps") {
    DoctorScene scene;
    scene.files.add_directory("/mnt/kitti/images");
    scene.files.add_link("/home/user/cars/data", "/mnt/kitti");
    scene.files.add_link("/home/user/cars/specs/here", "../specs");
    scene.files.add_link("/home/user/cars/gone", "/nowhere");
    scene.set_project(right_project);
    CHECK(
        scene.look(check_links) ==
        "remark: /home/user/cars/data is a link to /mnt/kitti, which no mount provides: tasks will not have "
        "it [sed -i '2{p;s|.*|  - /mnt/kitti|}' /home/user/cars/tao-project.yaml]\n");
    scene.set_project(std::string(right_project) + "  - /mnt/kitti\n");
    CHECK(scene.look(check_links).empty());
}

TEST_CASE("doctor: a link to what is the system's, or to keys, is no reason to mount it") {
    DoctorScene scene;
    scene.set_project(right_project);
    for (const char* target : {"/etc", "/home/user/.ssh", "/home/user", "/home"}) {
        scene.files.add_directory(target);
        scene.files.add_link("/home/user/cars/data", target);
        CHECK(scene.look(check_links) == std::string("remark: /home/user/cars/data is a link to ") + target +
                                             ", which no mount provides: tasks will not have it\n");
    }
}

TEST_CASE("doctor: the mount that helps is written into a list in brackets") {
    DoctorScene scene;
    scene.files.add_directory("/mnt/kitti");
    scene.files.add_link("/home/user/cars/data", "/mnt/kitti");
    const auto remedy = [&](const std::string& content) {
        scene.set_project(content);
        const std::string text = scene.look(check_links);
        return text.substr(std::min(text.find('['), text.size()));
    };
    CHECK(remedy("version: 1\nmounts: [\".:/w\"]\n") ==
          "[sed -i '2s|[[]|[/mnt/kitti, |' /home/user/cars/tao-project.yaml]\n");
    CHECK(remedy(R"({"version": 1, "mounts": [".:/w"]})") ==
          "[to mount it, put this behind the [ of mounts in "
          "/home/user/cars/tao-project.yaml\n\"/mnt/kitti\",]\n");
}

TEST_CASE("doctor: of many links that lead out some are named, the others counted") {
    DoctorScene scene;
    for (const char* name : {"a", "b", "c", "d", "e"}) {
        scene.files.add_directory(std::string("/mnt/") + name);
        scene.files.add_link(std::string("/home/user/cars/specs/") + name, std::string("/mnt/") + name);
    }
    scene.set_project(right_project);
    const std::string text = scene.look(check_links);
    CHECK(text.find("/specs/c is a link to /mnt/c") != std::string::npos);
    CHECK(text.ends_with("remark: 2 more such links\n"));
}

TEST_CASE("doctor: results that belong to root") {
    DoctorScene scene;
    scene.set_project(right_project);
    CHECK(scene.look(check_rights).empty());
    scene.files.add_directory("/home/user/cars/results", 0);
    scene.files.add_file("/home/user/cars/results/model.hdf5", "", 0644, 0);
    CHECK(scene.look(check_rights) ==
          "remark: 2 of the files in /home/user/cars belong to root: without docker.user tasks run as root "
          "[sudo chown -R \"$(id -u):$(id -g)\" /home/user/cars\n"
          "printf '%s:\\n  %s\\n' docker 'user: host' >> /home/user/cars/tao-project.yaml]\n");
}

TEST_CASE("doctor: a mount that may not be written to") {
    DoctorScene scene;
    scene.files.add_directory("/home/user/cars/results", 0, 0555);
    scene.set_project("version: 1\nmounts:\n  - results:/results\n");
    CHECK(scene.look(check_rights) ==
          "problem: you may not write to /home/user/cars/results "
          "[sudo chown -R \"$(id -u):$(id -g)\" /home/user/cars/results]\n");
    // Others' own, and one's own.
    scene.files.add_directory("/home/user/cars/results", 4711, 0555);
    CHECK(scene.look(check_rights) == "problem: you may not write to /home/user/cars/results\n");
    scene.files.add_directory("/home/user/cars/results", 1000, 0555);
    CHECK(scene.look(check_rights) ==
          "problem: you may not write to /home/user/cars/results [chmod u+rwx /home/user/cars/results]\n");
}

TEST_CASE("doctor: no advice to take over what is outside of the project, or what nobody has allowed") {
    DoctorScene scene;
    scene.files.add_directory("/srv/datasets", 0, 0755)
        .add_directory("/srv/more", 0, 0555)
        .add_directory("/home/user/cars/results", 0, 0555);
    scene.files.add_file("/srv/datasets/a", "", 0644, 0);
    const std::string mounts =
        "version: 1\nengine: docker\nmounts:\n"
        "  - {source: /srv/datasets, destination: /data, read_only: true}\n"
        "  - /srv/more:/more\n  - results:/results\n";
    scene.set_project(mounts);
    const std::string outside =
        "remark: you may not write to /srv/more, which is outside the project directory: no fault if your "
        "tasks only read it\n";
    CHECK(scene.look(check_rights) == outside + "problem: you may not write to /home/user/cars/results\n");
    scene.invocation.environment.set("TAO_SHIM_TRUSTED_PATHS", "/srv");
    CHECK(scene.look(check_rights) == outside +
                                          "problem: you may not write to /home/user/cars/results "
                                          "[sudo chown -R \"$(id -u):$(id -g)\" /home/user/cars/results]\n");
}

TEST_CASE(
    "doctor: the homes of tasks whose project is gone are named, and nothing below a home is looked at") {
    DoctorScene scene;
    scene.set_project(right_project);
    const std::string homes = "/home/user/.cache/tao-shim/homes";
    scene.files.add_directory(homes + "/home/user/cars/tao-project.yaml/@home/gone/@home");
    CHECK(scene.look(check_homes).empty());
    scene.files.add_directory(homes + "/home/user/a%40b c/tao-project.yaml/@home");
    CHECK(
        scene.look(check_homes) ==
        "remark: 1 project has moved or is gone, and the home directory of its tasks is still there (logins, "
        "caches): unless its disk is only not here now, it can be removed [rm -r '" +
            homes + "/home/user/a%40b c/tao-project.yaml']\n");
    scene.files.add_file("/home/user/a@b c/tao-project.yaml", "");
    CHECK(scene.look(check_homes).empty());
    for (const char* name : {"p", "q", "r", "s"})
        scene.files.add_directory(homes + "/" + name + "/tao-project.yaml/@home");
    const std::string four = scene.look(check_homes);
    CHECK(four.starts_with("remark: 4 projects have moved or are gone"));
    CHECK(std::count(four.begin(), four.end(), '\n') == 3);
}
