#include <algorithm>

#include "reading.hpp"
#include "support/catch.hpp"

using tao::tests::errors_of;
using tao::tests::read_text;

TEST_CASE("a key that is one word with its value is told what is missing") {
    const std::string errors = errors_of("engine:docker\n");
    CHECK(errors.find("error: a blank is missing behind the colon of 'engine:docker'\n") !=
          std::string::npos);
    CHECK(errors.ends_with("      = write engine: docker\n"));
}

TEST_CASE("an empty file is an error that shows how to begin") {
    CHECK(read_text("# nothing yet\n").errors ==
          "tao-project.yaml: error: the file is empty\n"
          "      = a project file begins with\n"
          "          version: 1\n"
          "          mounts:\n"
          "            - source: .\n"
          "              destination: /workspace/tao-experiments\n");
}

TEST_CASE("a list in place of keys is an error") {
    CHECK(read_text("- a\n").errors ==
          "tao-project.yaml:1:1: error: the file must be a map of keys, one KEY: VALUE a line\n"
          "    1 | - a\n"
          "      | ^\n"
          "      = a project file begins with\n"
          "          version: 1\n"
          "          mounts:\n"
          "            - source: .\n"
          "              destination: /workspace/tao-experiments\n");
}

TEST_CASE("the version is required") {
    CHECK(read_text("mounts: [.]\n").errors ==
          "tao-project.yaml: error: the version is missing\n"
          "      = add the line: version: 1\n");
}

TEST_CASE("the version in a file of braces is asked for in braces") {
    CHECK(read_text("{\"mounts\": []}\n").errors ==
          "tao-project.yaml: error: the version is missing\n"
          "      = add inside the braces: \"version\": 1,\n");
}

TEST_CASE("a file of a newer version says so and nothing else") {
    CHECK(read_text("version: 2\n"
                    "foo: bar\n")
              .errors ==
          "tao-project.yaml:1:10: error: this file is of version 2; this tao-shim reads version 1\n"
          "    1 | version: 2\n"
          "      |          ^\n"
          "      = install a newer tao-shim, or change the file to version 1\n");
}

TEST_CASE("a version that is no number is an error") {
    CHECK(read_text("version: 1.0\n").errors ==
          "tao-project.yaml:1:10: error: version must be 1, not '1.0'\n"
          "    1 | version: 1.0\n"
          "      |          ^~~\n"
          "      = write version: 1\n");
}

TEST_CASE("an unknown key is an error with the key that was meant") {
    CHECK(errors_of("mount: []\n") ==
          "tao-project.yaml:2:1: error: 'mount' is not a key of a project file\n"
          "    2 | mount: []\n"
          "      | ^~~~~\n"
          "      = did you mean mounts?\n");
}

TEST_CASE("a key on the wrong level is an error that says where it stands") {
    const auto hint = [](const std::string& text) {
        const std::string errors = errors_of(text);
        return errors.substr(errors.find("= ") + 2);
    };
    CHECK(hint("user: host\n") == "user stands below docker, indented\n");
    CHECK(hint("shm-size: 1G\n") == "shm_size stands below docker, indented\n");
    CHECK(hint("docker: {gpus: all}\n") == "gpus stands at the first level: its line begins with it\n");
    CHECK(hint("source: .\n") == "source stands in an entry of mounts, behind a -\n");
}

TEST_CASE("an unknown key that resembles none is an error with all keys") {
    CHECK(errors_of("colour: red\n") ==
          "tao-project.yaml:2:1: error: 'colour' is not a key of a project file\n"
          "    2 | colour: red\n"
          "      | ^~~~~~\n"
          "      = the keys are version, layout, task, mounts, envs, docker, gpus, engine, image, release, "
          "slurm, variables, workdir, "
          "translate, specs, unmapped\n");
}

TEST_CASE("NVIDIA's own spelling of keys is recognised") {
    CHECK(errors_of("Mounts: []\n"
                    "Envs: []\n"
                    "DockerOptions: {}\n") ==
          "tao-project.yaml:2:1: error: 'Mounts' is not a key of a project file\n"
          "    2 | Mounts: []\n"
          "      | ^~~~~~\n"
          "      = did you mean mounts?\n"
          "tao-project.yaml:3:1: error: 'Envs' is not a key of a project file\n"
          "    3 | Envs: []\n"
          "      | ^~~~\n"
          "      = did you mean envs?\n"
          "tao-project.yaml:4:1: error: 'DockerOptions' is not a key of a project file\n"
          "    4 | DockerOptions: {}\n"
          "      | ^~~~~~~~~~~~~\n"
          "      = did you mean docker?\n");
}

TEST_CASE("an unknown choice for specs is an error") {
    CHECK(errors_of("specs: translate\n") ==
          "tao-project.yaml:2:8: error: specs must be check, rewrite or off, not 'translate'\n"
          "    2 | specs: translate\n"
          "      |        ^~~~~~~~~\n");
}

TEST_CASE("mounts that are no list are an error") {
    CHECK(errors_of("mounts:\n"
                    "  source: a\n"
                    "  destination: /b\n") ==
          "tao-project.yaml:3:3: error: mounts must be a list of mounts, not a map\n"
          "    3 |   source: a\n"
          "      |   ^\n"
          "      = begin each entry with a - on its own line: - source: a\n");
    CHECK(errors_of("mounts:\n  data: /data\n")
              .ends_with("= begin each entry with a - on its own line: - data:/data\n"));
}

TEST_CASE("a mount with a blank behind the colon between its parts is one error") {
    CHECK(errors_of("mounts:\n"
                    "  - data: /w\n") ==
          "tao-project.yaml:3:5: error: in SOURCE:DESTINATION no blank stands behind the colon\n"
          "    3 |   - data: /w\n"
          "      |     ^~~~\n"
          "      = write - data:/w\n");
}

TEST_CASE("a source of one letter is no drive of Windows") {
    const auto result = read_text("version: 1\nmounts:\n  - a:/b\n");
    REQUIRE(result.project);
    CHECK(result.errors.empty());
    CHECK(result.project->mounts.front().source.value == "/home/user/cars/a");
}

TEST_CASE("what a shell would put in has a name of its own here") {
    const auto hint_of = [](const std::string& value) {
        const std::string errors = errors_of("envs: {A: \"" + value + "\"}\n");
        return errors.substr(std::min(errors.rfind("= "), errors.size()));
    };
    CHECK(hint_of("$(id -u)") == "= write ${uid}\n");
    CHECK(hint_of("$(pwd)/x") == "= write ${project_dir}\n");
    CHECK(hint_of("$PWD/x") == "= write ${project_dir}\n");
    CHECK(hint_of("$PWDX").starts_with("= for the variable write ${PWDX}"));
    CHECK(hint_of("$(date +%s)") ==
          "= write what the command prints, or a variable of your shell that holds it: ${NAME}\n");
}

TEST_CASE("lists and settings as other tools have them are said with the lines to write") {
    CHECK(errors_of("docker:\n  ulimits:\n    - memlock=-1\n")
              .ends_with("= write each without the -: memlock: -1\n"));
    CHECK(errors_of("docker:\n  ports:\n    - \"8080:8888\"\n")
              .ends_with("= write each without the -: 8888: 8080\n"));
    CHECK(errors_of("envs:\n  A=b\n").ends_with("= write A: b\n"));
    CHECK(errors_of("gpus: 0,1\n").ends_with("= write [0, 1]\n"));
    CHECK(errors_of("gpus: All\n").ends_with("= did you mean all?\n"));
    CHECK(errors_of("data: ./data\n")
              .ends_with("= for a directory that tasks see write below mounts: - ./data:/data\n"));
    CHECK(errors_of("specs: ./specs\n")
              .ends_with(
                  "= it says what becomes of paths in spec files; for their directory write below mounts: - "
                  "./specs:/specs\n"));
}

TEST_CASE("a misspelt key of a mount is one error") {
    CHECK(errors_of("mounts:\n"
                    "  - src: a\n"
                    "    destination: /b\n") ==
          "tao-project.yaml:3:5: error: 'src' is not a key of a mount\n"
          "    3 |   - src: a\n"
          "      |     ^~~\n"
          "      = did you mean source?\n");
}

TEST_CASE("a mount without its parts is an error") {
    CHECK(errors_of("mounts:\n"
                    "  - create: true\n"
                    "  - {}\n") ==
          "tao-project.yaml:3:5: error: this mount has no source\n"
          "    3 |   - create: true\n"
          "      |     ^~~~~~\n"
          "      = add source: PATH\n"
          "tao-project.yaml:3:5: error: this mount has no destination\n"
          "    3 |   - create: true\n"
          "      |     ^~~~~~\n"
          "      = add destination: PATH\n"
          "tao-project.yaml:4:5: error: this mount has no source\n"
          "    4 |   - {}\n"
          "      |     ^\n"
          "      = add source: PATH\n"
          "tao-project.yaml:4:5: error: this mount has no destination\n"
          "    4 |   - {}\n"
          "      |     ^\n"
          "      = add destination: PATH\n");
}

TEST_CASE("a mount that is a list or nothing is an error") {
    CHECK(errors_of("mounts:\n"
                    "  - [a]\n"
                    "  -\n") ==
          "tao-project.yaml:3:5: error: a mount must be {source, destination}, SOURCE:DESTINATION or a path, "
          "not a list\n"
          "    3 |   - [a]\n"
          "      |     ^\n"
          "tao-project.yaml:4:3: error: a mount must be {source, destination}, SOURCE:DESTINATION or a path; "
          "it has no value\n"
          "    4 |   -\n"
          "      |   ^\n");
}

TEST_CASE("a third part of a mount is an error") {
    CHECK(errors_of("mounts:\n"
                    "  - a:/b:ro\n") ==
          "tao-project.yaml:3:9: error: a mount has two parts, SOURCE:DESTINATION; here is a third\n"
          "    3 |   - a:/b:ro\n"
          "      |         ^~~\n"
          "      = remove it: the launcher mounts everything to be read and written;\n"
          "        for another engine write {source: a, destination: /b, read_only: true}\n");
    CHECK(
        errors_of("mounts:\n"
                  "  - a:/b:z\n")
            .ends_with("      = remove it: the launcher mounts everything to be read and written (no :ro),\n"
                       "        and it cannot mount a path that has a colon in its name\n"));
}

TEST_CASE("a source as Windows or a URL has it is no directory, and the same mount in our form is advised") {
    const auto said = [](const std::string& mount) {
        const std::string errors = errors_of("mounts:\n  - " + mount + "\n");
        INFO(errors);
        CHECK(errors.find("error: ") == errors.rfind("error: "));
        return errors.substr(std::min(errors.find("      = ") + 8, errors.size()));
    };
    CHECK(said("C:\\Users\\me:/data") == "in WSL it is '/mnt/c/Users/me': write /mnt/c/Users/me:/data\n");
    CHECK(said("C:/Users/me:/data") == "in WSL it is '/mnt/c/Users/me': write /mnt/c/Users/me:/data\n");
    CHECK(said("{source: 'D:\\data', destination: /data}") ==
          "in WSL it is '/mnt/d/data': write /mnt/d/data\n");
    CHECK(said("{source: \"D:/data\", destination: /data}") ==
          "in WSL it is '/mnt/d/data': write /mnt/d/data\n");
    CHECK(said("\\\\wsl$\\Ubuntu\\home\\me:/data") == "in WSL it is '/home/me': write /home/me:/data\n");
    CHECK(said("file:///srv/set:/data") == "it is '/srv/set': write /srv/set:/data\n");
    CHECK(said("s3://bucket/set:/data") ==
          "mount or download what it names first, and write that directory\n");
    CHECK(errors_of("mounts:\n  - s3://bucket/set:/data\n")
              .find("'s3://bucket/set' is a URL, and no name of a directory here") != std::string::npos);
    CHECK(errors_of("mounts:\n  - C:/data\n").empty());
}

TEST_CASE("an option of docker run in the place of a mount is advised as a mount") {
    const auto said = [](const std::string& mount) {
        const std::string errors = errors_of("mounts:\n  - " + mount + "\n");
        CHECK(errors.find("error: this is an option of docker run, not a mount") != std::string::npos);
        return errors.substr(std::min(errors.find("      = ") + 8, errors.size()));
    };
    CHECK(said("-v /srv/set:/data") == "write /srv/set:/data\n");
    CHECK(said("--volume=/srv/set:/data") == "write /srv/set:/data\n");
    CHECK(said("type=bind,source=/srv/my set,target=/data") ==
          "write {source: \"/srv/my set\", destination: /data}\n");
    CHECK(said("--mount type=bind,src=/srv,dst=/data,readonly") ==
          "write {source: /srv, destination: /data, read_only: true}\n");
    CHECK(said("type=tmpfs,target=/x") == "write SOURCE:DESTINATION\n");
}

TEST_CASE("an empty path is an error") {
    CHECK(errors_of("mounts:\n"
                    "  - :/b\n"
                    "  - source: a\n"
                    "    destination: \"\"\n"
                    "  - source: a\n"
                    "    destination:\n") ==
          "tao-project.yaml:3:5: error: source is empty; it must be a path on this computer\n"
          "    3 |   - :/b\n"
          "      |     ^\n"
          "      = for the project directory write .\n"
          "tao-project.yaml:5:18: error: destination is empty; it must be a path in the container\n"
          "    5 |     destination: \"\"\n"
          "      |                  ^~\n"
          "tao-project.yaml:7:5: error: destination must be a path in the container; it has no value\n"
          "    7 |     destination:\n"
          "      |     ^~~~~~~~~~~\n");
}

TEST_CASE("a line break or NUL in a path is an error") {
    CHECK(errors_of("mounts:\n"
                    "  - \"x\\ny:/b\"\n"
                    "  - source: \"x\\0y\"\n"
                    "    destination: /c\n") ==
          "tao-project.yaml:3:5: error: source has a line break in it, which no path can have here: 'x\\ny'\n"
          "    3 |   - \"x\\ny:/b\"\n"
          "      |     ^~~~~~~~~\n"
          "tao-project.yaml:4:13: error: source has a NUL character in it, which no path can have here: "
          "'x\\x00y'\n"
          "    4 |   - source: \"x\\0y\"\n"
          "      |             ^~~~~~\n");
}

TEST_CASE("another user's home is an error") {
    CHECK(errors_of("mounts:\n"
                    "  - ~bob/data:/data\n") ==
          "tao-project.yaml:3:5: error: only ~ alone stands for a home directory here, not '~bob'\n"
          "    3 |   - ~bob/data:/data\n"
          "      |     ^~~~~~~~~\n"
          "      = write the path out, or put ./ before it if that is its name\n");
}

TEST_CASE("yes and no are no booleans") {
    CHECK(errors_of("docker: {privileged: no}\n"
                    "mounts:\n"
                    "  - source: a\n"
                    "    destination: /b\n"
                    "    create: yes\n") ==
          "tao-project.yaml:2:22: error: docker.privileged must be true or false, not 'no'\n"
          "    2 | docker: {privileged: no}\n"
          "      |                      ^~\n"
          "      = write false\n"
          "tao-project.yaml:6:13: error: create must be true or false, not 'yes'\n"
          "    6 |     create: yes\n"
          "      |             ^~~\n"
          "      = write true\n");
}

TEST_CASE("a boolean in quotes is a text") {
    CHECK(errors_of("docker: {privileged: \"true\"}\n") ==
          "tao-project.yaml:2:22: error: docker.privileged must be true or false, not 'true'\n"
          "    2 | docker: {privileged: \"true\"}\n"
          "      |                      ^~~~~~\n"
          "      = in quotes it is a text; write true\n");
}

TEST_CASE("docker options of the wrong type are errors") {
    CHECK(errors_of("docker:\n"
                    "  user: root\n"
                    "  shm_size: 16X\n"
                    "  network: my net\n"
                    "  ports: {8888: x, y: 1, 70000: 1}\n"
                    "  tty: false\n") ==
          "tao-project.yaml:3:9: error: docker.user must be host, UID or UID:GID, not 'root'\n"
          "    3 |   user: root\n"
          "      |         ^~~~\n"
          "      = host is the user who runs tao; names of users mean nothing in the container\n"
          "tao-project.yaml:4:13: error: docker.shm_size must be a size such as 16G, not '16X'\n"
          "    4 |   shm_size: 16X\n"
          "      |             ^~~\n"
          "      = a whole number and one of b, k, m, g, t\n"
          "tao-project.yaml:5:12: error: docker.network must be host, bridge, none or the name of a network, "
          "not 'my net'\n"
          "    5 |   network: my net\n"
          "      |            ^~~~~~\n"
          "tao-project.yaml:6:17: error: 'x' is not a port of this computer\n"
          "    6 |   ports: {8888: x, y: 1, 70000: 1}\n"
          "      |                 ^\n"
          "      = a number from 1 to 65535\n"
          "tao-project.yaml:6:20: error: 'y' is not a port of the container\n"
          "    6 |   ports: {8888: x, y: 1, 70000: 1}\n"
          "      |                    ^\n"
          "      = a number from 1 to 65535, or such as 53/udp\n"
          "tao-project.yaml:6:26: error: '70000' is not a port of the container\n"
          "    6 |   ports: {8888: x, y: 1, 70000: 1}\n"
          "      |                          ^~~~~\n"
          "      = a number from 1 to 65535, or such as 53/udp\n"
          "tao-project.yaml:7:8: error: with tty: false the launcher's container ends before the task has "
          "started\n"
          "    7 |   tty: false\n"
          "      |        ^~~~~\n"
          "      = remove this line; runs without a terminal need no setting\n");
}

TEST_CASE("docker options that are unknown are errors") {
    CHECK(errors_of("docker:\n"
                    "  shm: 16G\n"
                    "  entrypoint: sh\n") ==
          "tao-project.yaml:3:3: error: 'shm' is not a key of docker\n"
          "    3 |   shm: 16G\n"
          "      |   ^~~\n"
          "      = did you mean shm_size?\n"
          "tao-project.yaml:4:3: error: 'entrypoint' is not a key of docker\n"
          "    4 |   entrypoint: sh\n"
          "      |   ^~~~~~~~~~\n"
          "      = the keys are user, shm_size, ulimits, network, ports, privileged, tty\n");
}

TEST_CASE("limits of the wrong name or type are errors") {
    CHECK(errors_of("docker:\n"
                    "  ulimits: {memlok: 1, core: x, stack: \"1\", nofile: {soft: 1}}\n") ==
          "tao-project.yaml:3:13: error: 'memlok' is not a limit that Docker knows\n"
          "    3 |   ulimits: {memlok: 1, core: x, stack: \"1\", nofile: {soft: 1}}\n"
          "      |             ^~~~~~\n"
          "      = did you mean memlock?\n"
          "tao-project.yaml:3:30: error: an entry of docker.ulimits must be a whole number, -1 for no limit, "
          "not 'x'\n"
          "    3 |   ulimits: {memlok: 1, core: x, stack: \"1\", nofile: {soft: 1}}\n"
          "      |                              ^\n"
          "tao-project.yaml:3:40: error: an entry of docker.ulimits must be a whole number, -1 for no limit, "
          "not '1'\n"
          "    3 |   ulimits: {memlok: 1, core: x, stack: \"1\", nofile: {soft: 1}}\n"
          "      |                                        ^~~\n"
          "      = remove the quotes\n"
          "tao-project.yaml:3:53: error: the launcher takes one number for a limit, used as soft and hard "
          "limit\n"
          "    3 |   ulimits: {memlok: 1, core: x, stack: \"1\", nofile: {soft: 1}}\n"
          "      |                                                     ^\n"
          "      = write nofile: NUMBER, -1 for no limit\n");
}

TEST_CASE("a single number of gpus is an error that explains both readings") {
    CHECK(errors_of("gpus: 2\n") ==
          "tao-project.yaml:2:7: error: gpus must be all, none or a list of numbers such as [0, 1], not '2'\n"
          "    2 | gpus: 2\n"
          "      |       ^\n"
          "      = for the GPU with that index write [2]; a number of GPUs is given as a list, [0, 1] for "
          "two\n");
}

TEST_CASE("a wrong list of gpus is an error") {
    CHECK(errors_of("gpus: [0, -1, 1.5, \"2\", 0]\n") ==
          "tao-project.yaml:2:11: error: an entry of gpus must be the index of a GPU, a whole number from 0, "
          "not '-1'\n"
          "    2 | gpus: [0, -1, 1.5, \"2\", 0]\n"
          "      |           ^~\n"
          "tao-project.yaml:2:15: error: an entry of gpus must be the index of a GPU, a whole number from 0, "
          "not '1.5'\n"
          "    2 | gpus: [0, -1, 1.5, \"2\", 0]\n"
          "      |               ^~~\n"
          "tao-project.yaml:2:20: error: an entry of gpus must be the index of a GPU, a whole number from 0, "
          "not '2'\n"
          "    2 | gpus: [0, -1, 1.5, \"2\", 0]\n"
          "      |                    ^~~\n"
          "      = remove the quotes\n"
          "tao-project.yaml:2:25: error: GPU 0 is listed a second time\n"
          "    2 | gpus: [0, -1, 1.5, \"2\", 0]\n"
          "      |                         ^\n"
          "      = keep one of the two\n");
}

TEST_CASE("an empty list of gpus is an error") {
    CHECK(errors_of("gpus: []\n") ==
          "tao-project.yaml:2:7: error: gpus must be all, none or a list of numbers such as [0, 1], not an "
          "empty list\n"
          "    2 | gpus: []\n"
          "      |       ^\n"
          "      = for no GPU write gpus: none\n");
}

TEST_CASE("a working directory that is not absolute is an error") {
    CHECK(errors_of("workdir: data\n") ==
          "tao-project.yaml:2:10: error: workdir must be auto, image or a path in the container, not 'data'\n"
          "    2 | workdir: data\n"
          "      |          ^~~~\n"
          "      = a path in the container begins with /\n");
}

TEST_CASE("a misspelt choice is an error with the word that was meant") {
    CHECK(errors_of("unmapped: wran\n"
                    "translate: onn\n") ==
          "tao-project.yaml:2:11: error: unmapped must be warn, error or mount, not 'wran'\n"
          "    2 | unmapped: wran\n"
          "      |           ^~~~\n"
          "      = did you mean warn?\n"
          "tao-project.yaml:3:12: error: translate must be on, off or {never: [OPTION, ...]}, not 'onn'\n"
          "    3 | translate: onn\n"
          "      |            ^~~\n"
          "      = did you mean on?\n");
}

TEST_CASE("a misspelt key of translate is an error") {
    CHECK(errors_of("translate: {nver: [-k]}\n") ==
          "tao-project.yaml:2:13: error: 'nver' is not a key of translate\n"
          "    2 | translate: {nver: [-k]}\n"
          "      |             ^~~~\n"
          "      = did you mean never?\n");
}

TEST_CASE("an option with a value in translate.never is an error, which does not show the value of a key") {
    CHECK(errors_of("translate: {never: [key=x]}\n") ==
          "tao-project.yaml:2:21: error: an entry of translate.never must be an option as it is typed, such "
          "as -k or --key, not 'key=***'\n"
          "    2 | translate: {never: [key=***]}\n"
          "      |                     ^~~~~~~\n"
          "      = the option alone, as typed, without a value\n");
}

TEST_CASE("a name that no variable can have is an error") {
    CHECK(errors_of("envs:\n"
                    "  1A: x\n"
                    "  A-B: y\n") ==
          "tao-project.yaml:3:3: error: '1A' cannot be the name of a variable\n"
          "    3 |   1A: x\n"
          "      |   ^~\n"
          "      = letters, digits and _ only, no digit first\n"
          "tao-project.yaml:4:3: error: 'A-B' cannot be the name of a variable\n"
          "    4 |   A-B: y\n"
          "      |   ^~~\n"
          "      = letters, digits and _ only, no digit first\n");
}

TEST_CASE("a list of NAME=VALUE is an error that shows the form") {
    CHECK(
        errors_of("envs:\n"
                  "  - A=b\n") ==
        "tao-project.yaml:3:5: error: envs must be NAME: VALUE lines, or NVIDIA's list of {variable, value}\n"
        "    3 |   - A=b\n"
        "      |     ^~~\n"
        "      = write A: b\n");
}

TEST_CASE("a variable set twice in NVIDIA's list is an error") {
    CHECK(errors_of("envs:\n"
                    "  - {variable: A, value: 1}\n"
                    "  - {variable: A, value: 2}\n") ==
          "tao-project.yaml:4:16: error: 'A' is set a second time\n"
          "    4 |   - {variable: A, value: 2}\n"
          "      |                ^\n"
          "      = keep one of the two\n");
}

TEST_CASE("a value that is a list is an error") {
    CHECK(errors_of("envs: {A: [b]}\n") ==
          "tao-project.yaml:2:11: error: the value of A must be a text or a number, not a list\n"
          "    2 | envs: {A: [b]}\n"
          "      |           ^\n");
}

TEST_CASE("a size without a unit that is hardly meant is a warning") {
    CHECK(errors_of("docker: {shm_size: 16}\n") ==
          "tao-project.yaml:2:20: warning: docker.shm_size: 16 without a unit is 16 bytes\n"
          "    2 | docker: {shm_size: 16}\n"
          "      |                    ^~\n"
          "      = for gigabytes write 16G\n");
    CHECK(errors_of("docker: {shm_size: 17179869184}\n").empty());
    CHECK(errors_of("docker: {shm_size: 16m}\n").empty());
}
