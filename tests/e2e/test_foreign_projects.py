"""A project that somebody else wrote, as it comes with a clone: what of it counts before its user has agreed, and after."""

import json
import os

import pytest
from harness import places
from harness.place import FILE_WRONG, LAUNCHERS_OWN_STATUS, NOT_TRUSTED, OWN_FAILURE, TASK, Place

TAO_SHIM = places.prefix() / "bin" / "tao-shim"

# For each row of the table of keys that widens: a file, and what the launcher's mounts file says once it is trusted.
ROWS = {
    "mounts[].source": ("mounts: ['../kitti:/k', '.:/ws']\n", '"destination":"/k"'),
    "envs taken": ("mounts: ['.:/ws']\nenvs: {MY_SECRET: }\n", '"value":"s3cr3t"'),
    "envs composed": ("mounts: ['.:/ws']\nenvs: {Q: 'x${MY_SECRET}'}\n", '"value":"xs3cr3t"'),
    "envs steering": ("mounts: ['.:/ws']\nenvs: {LD_PRELOAD: /ws/x.so}\n", '"variable":"LD_PRELOAD"'),
    "docker.user": ("mounts: ['.:/ws']\ndocker: {user: '0:0'}\n", '"user":"0:0"'),
    "docker.ulimits": ("mounts: ['.:/ws']\ndocker: {ulimits: {rtprio: 9}}\n", '"rtprio":9'),
    "docker.network": ("mounts: ['.:/ws']\ndocker: {network: 'container:db'}\n", '"network":"container:db"'),
    "docker.ports": ("mounts: ['.:/ws']\ndocker: {ports: {'8888': 8888}}\n", '"ports":{"8888":"8888"}'),
    "docker.privileged": ("mounts: ['.:/ws']\ndocker: {privileged: true}\n", '"privileged":true'),
    "any value": ("mounts: ['.:/ws']\ndocker: {shm_size: '${MY_SIZE}'}\n", '"shm_size":"1g"'),
    "unmapped": ("unmapped: mount\nvariables: {RESULTS_DIR: '${home}/.ssh'}\n", '/.ssh/id_rsa"'),
}
# The same for what runs without a launcher: a file, and the ends of words of the engine's command once it is trusted.
ROWS_OF_ENGINES = {
    "mounts[].read_only": (
        "mounts: ['.:/ws', {source: ../kitti, destination: /k, read_only: true}]\nengine: docker\n", [",target=/k,readonly"]
    ),
    "engine": ("mounts: ['.:/ws']\nengine: apptainer\n", ["apptainer", "exec"]),
    "image": ("mounts: ['.:/ws']\nengine: docker\nimage: example.org/x:1\n", ["docker", "example.org/x:1"]),
    "slurm.options": ("mounts: ['.:/ws']\nengine: slurm\nslurm: {options: ['--mail-user=me']}\n", ["srun", "--mail-user=me"]),
    "slurm.container": ("mounts: ['.:/ws']\nengine: slurm\nslurm: {container: apptainer}\n", ["srun"]),
}
SECRETS = {"MY_SECRET": "s3cr3t", "MY_SIZE": "1g"}


@pytest.fixture
def place(home, run, prefix):
    (home.path / "kitti").mkdir()
    (home.path / ".ssh").mkdir(mode=0o700)
    home.write(".ssh/id_rsa", "x", 0o600)
    return Place(home, run)


@pytest.fixture
def tools(place, home, run):
    def make(*words, cwd=None, env=None, **how):
        return run([TAO_SHIM, *words], home=home, cwd=cwd or place.project, env=env, **how)

    return make


def write(place, text):
    place.home.write(place.project / "tao-project.yaml", "version: 1\n" + text)


def everything_below(directory):
    """Every file and directory with what a change of it would change."""
    found = {}
    for parent, directories, files in os.walk(directory):
        for name in directories + files:
            status = os.lstat(os.path.join(parent, name))
            found[os.path.join(parent, name)] = (status.st_ino, status.st_mtime_ns, status.st_size, status.st_mode)
    return found


@pytest.mark.parametrize("row", ROWS)
def test_what_a_row_asks_for_changes_nothing_until_it_is_trusted_and_then_counts(row, place, tools):
    text, trace = ROWS[row]
    write(place, text)
    words = [*TASK, "-r", "$RESULTS_DIR/id_rsa" if row == "unmapped" else "x"]
    before = everything_below(place.home.path)
    refused = place.run(words, env=SECRETS)
    assert (refused.status, refused.stdout, place.started) == (NOT_TRUSTED, b"", False)
    assert "not trusted yet: " in refused.errors
    assert refused.errors.endswith("you are asked again only when one of these values changes\n")
    assert everything_below(place.home.path) == before

    assert tools("trust", env=SECRETS).status == 0
    allowed = place.run(words, env=SECRETS)
    assert (allowed.status, allowed.errors) == (LAUNCHERS_OWN_STATUS, "")
    assert trace in "".join(allowed.stdout.decode().split())


@pytest.mark.parametrize("row", ROWS_OF_ENGINES)
def test_what_a_row_of_engines_asks_for_starts_nothing_until_it_is_trusted_and_then_counts(row, place, tools):
    text, trace = ROWS_OF_ENGINES[row]
    for program in ("docker", "apptainer", "srun"):
        place.home.write(f"bin/{program}", "#!/bin/sh\ntouch \"$0.started\"\n", 0o755)
    path = {"PATH": f"{place.home.path}/bin:/usr/bin:/bin"}
    write(place, text)
    before = everything_below(place.home.path)
    refused = place.run([*TASK, "-r", "x"])
    assert (refused.status, refused.stdout) == (NOT_TRUSTED, b"")
    assert "not trusted yet: " in refused.errors
    assert everything_below(place.home.path) == before

    assert tools("trust", env=path).status == 0
    explained = tools("explain", "--json", "--", *TASK, "-r", "x", env=path)
    assert explained.status == 0
    words = json.loads(explained.stdout)["argv"]
    assert all(any(word.endswith(end) for word in words) for end in trace)


def test_every_row_of_the_table_that_widens_has_a_test(tools):
    table = json.loads(tools("trust", "--explain", "--json").stdout)
    widening = {row["key"] for row in table if row["needs_trust"]}
    assert widening == {row.split()[0] for row in [*ROWS, *ROWS_OF_ENGINES]} - {"any"} | {"variables"}


@pytest.mark.parametrize("format", ["sh", "fish", "json", "dotenv"])
def test_only_variables_that_layouts_know_are_given_to_programs(format, place, tools):
    names = ["VIMINIT", "GNUMAKEFLAGS", "STARSHIP_CONFIG", "FZF_DEFAULT_OPTS", "AWS_PAGER", "MPLBACKEND", "WANDB_BASE_URL",
             "PATH", "EDITOR", "PYTHONSTARTUP", "Key", "KEY_"]  # fmt: skip
    write(place, "variables:\n  KEY: mine\n  NUM_GPUS: '${MY_SECRET}'\n" + "".join(f"  {name}: evil\n" for name in names))
    result = tools("env", "--format", format, env=SECRETS)
    assert result.status == NOT_TRUSTED
    assert "mine" in result.text
    assert "evil" not in result.text
    assert "s3cr3t" not in result.text
    assert result.errors == (
        "tao-shim: left out until you allow them: NUM_GPUS, " + ", ".join(names) + "\n"
        "tao-shim:   to see them, type: tao-shim check; to allow them: tao-shim trust\n"
    )
    assert tools("check", env=SECRETS).status == 0
    tools("trust", env=SECRETS)
    trusted = tools("env", "--format", format, env=SECRETS)
    assert (trusted.status, trusted.errors) == (0, "")
    assert trusted.text.count("evil") == len(names)


def test_a_line_that_names_a_variable_that_is_left_out_does_not_run(place, tools):
    write(place, "mounts: ['.:/ws']\nvariables: {OUT: /ws/r}\n")
    assert place.run([*TASK, "-r", "$OUT"]).status == NOT_TRUSTED
    assert place.run([*TASK, "-r", "x"]).status == LAUNCHERS_OWN_STATUS


@pytest.mark.parametrize(
    "word",
    ["$RESULTS_DIR", "${RESULTS_DIR}", "$RESULTS_DIR/id_rsa", "-r$RESULTS_DIR", "train.x=$RESULTS_DIR", "HOME/.ssh", "HOME/.ssh/id_rsa",
     "[HOME/.ssh/id_rsa]", "HOME/cars/link", "link/id_rsa", "./link/id_rsa", "HOME/cars/up/.ssh/id_rsa"],
)  # fmt: skip
def test_a_path_that_came_out_of_the_file_or_a_link_of_the_project_is_not_mounted(word, place):
    write(place, "unmapped: mount\nmounts: ['.:/ws']\nvariables: {RESULTS_DIR: '${home}/.ssh'}\n")
    (place.project / "link").symlink_to("../.ssh")
    (place.project / "up").symlink_to("..")
    result = place.run([*TASK, "-r", word.replace("HOME", str(place.home.path))])
    assert '.ssh"' not in result.stdout.decode()
    assert 'id_rsa"' not in result.stdout.decode()


def test_a_path_that_the_user_typed_is_mounted(place):
    write(place, "unmapped: mount\n")
    result = place.run([*TASK, "-r", f"{place.home.path}/kitti"])
    assert (result.status, result.errors) == (LAUNCHERS_OWN_STATUS, "")
    assert f'"{place.home.path}/kitti"' in result.stdout.decode()


def test_nothing_is_made_outside_the_project_for_a_destination_behind_a_link(place):
    (place.project / "link").symlink_to("../kitti")
    (place.project / "dangling").symlink_to("../made")
    for directory in ("specs", "other"):
        (place.project / directory).mkdir(exist_ok=True)
    write(place, "mounts: ['.:/ws', 'specs:/ws/link/sub/made', 'other:/ws/dangling/sub', {source: new/a, destination: /n, create: true}]\n")
    result = place.run()
    assert (result.status, result.errors) == (LAUNCHERS_OWN_STATUS, "")
    assert list((place.home.path / "kitti").iterdir()) == []
    assert not (place.home.path / "made").exists()
    assert (place.project / "new/a").is_dir()


@pytest.mark.parametrize("value", ["OFF", "0", "No", "false"])
def test_the_switch_is_off_by_every_word_for_off(value, place):
    assert place.run(env={"TAO_SHIM": value}).stdout == b"no mounts file\n"


@pytest.mark.parametrize("value", ["on", "1", "aus", "offf"])
def test_another_word_for_the_switch_is_an_error(value, place):
    result = place.run(env={"TAO_SHIM": value})
    assert (result.status, result.stdout, place.started) == (OWN_FAILURE, b"", False)
    assert result.errors.startswith(f"tao-shim: error: TAO_SHIM is '{value}', which is not understood")


def test_a_mistake_in_the_users_configuration_is_said_and_starts_nothing(place, tools):
    place.home.write(".config/tao-shim/config.yaml", "laucher: /x\ntrusted_paths: [x]\n")
    result = place.run()
    assert (result.status, result.stdout, place.started) == (FILE_WRONG, b"", False)
    assert place.said(result) == (
        "HOME/.config/tao-shim/config.yaml:1:1: error: 'laucher' is not a key of your configuration\n"
        "    1 | laucher: /x\n"
        "      | ^~~~~~~\n"
        "      = did you mean launcher?\n"
        "HOME/.config/tao-shim/config.yaml:2:17: error: an entry of trusted_paths must be an absolute path, not 'x'\n"
        "    2 | trusted_paths: [x]\n"
        "      |                 ^\n"
        "      = write the whole path, or ~/ for your home directory\n"
        "tao-shim: nothing was started\n"
    )
    assert "problem" in tools("doctor").text


@pytest.mark.parametrize("layout", ["tao-experiments", "data-specs-results"])
def test_the_user_of_a_layout_is_asked_nothing(layout, place, tools):
    write(place, f"layout: {layout}\ntask: detectnet_v2\nvariables: {{KEY: mine}}\nenvs: {{KEY: , NUM_GPUS: }}\n")
    result = place.run([*TASK, "-e", "$SPECS_DIR/train.txt", "-k", "$KEY"])
    assert (result.status, result.errors) == (LAUNCHERS_OWN_STATUS, "")
    assert tools("env").status == 0
    assert tools("trust").text == f"{place.project}/tao-project.yaml asks for nothing beyond its own directory: it needs no trust\n"


def test_secrets_are_not_shown_by_config_nor_with_what_is_trusted(place, tools):
    write(
        place,
        "mounts: ['.:/ws']\n"
        "envs: {MY_PASSWD: hunter2, DB_URL: 'postgres://u:hunter2@h/x', A: 'token=hunter2', LD_X_KEY: hunter2}\n"
        "variables: {SSH_PASS: hunter2}\n",
    )
    for words in (["config"], ["config", "--json"], ["trust"], ["trust", "--list"], ["trust", "--list", "--json"], ["check"], ["check", "--json"]):
        result = tools(*words)
        assert "hunter2" not in result.text + result.errors, words


@pytest.mark.parametrize(
    "words",
    [["--password", "hunter2"], ["--ngc_key=hunter2"], ["--ngc_key=hunter2 and more hunter2"], ["-k", "hunter2"], ["-khunter2"],
     ["train.api_key=hunter2"], ["--url", "https://u:hunter2@h/x"], ["--url=https://h/x?token=hunter2"], ["--token", "hunter2", "-e", "x"],
     ["nvapi-hunter2hunter2hunter2"], ["--ssh-pass", "hunter2"], ["x=postgres://u:hunter2@h"], ["wandb.api_key='hunter2 hunter2'"]],
    ids=" ".join,
)  # fmt: skip
def test_secrets_among_the_words_of_a_line_are_not_shown(words, place, tools):
    write(place, "mounts: ['.:/ws']\nenvs: {DB_URL: 'https://u:hunter2@h', MY_PASSWD: hunter2}\n")
    env = {"PATH": f"{place.home.path}/bin:/usr/bin:/bin"}
    for options in ([], ["--json"]):
        result = tools("explain", *options, "--", *TASK, *words, env=env)
        assert result.status == 0, result.errors
        assert "train" in result.text
        assert "hunter2" not in result.text + result.errors
    checked = tools("check", "--json", "--", *TASK, *words, env=env)
    assert "hunter2" not in checked.text + checked.errors


@pytest.mark.parametrize("engine", ["docker", "podman", "apptainer"])
def test_a_script_of_bash_in_front_of_the_engine_obeys_no_variable_of_the_project(engine, place, run, home):
    """As sites have it on clusters: a wrapper that ends as the real program."""
    steering = {"BASH_ENV": "$$(touch$${IFS}run-by-bash)", "PS4": "$$(touch$${IFS}run-by-bash)", "SHELLOPTS": "xtrace", "PYTHONPATH": "/w/x", "ENV": "/w/x"}
    write(place, f"mounts: ['.:/w']\ngpus: none\nengine: {engine}\nenvs: {json.dumps({**steering, 'LINES_OF_IT': 'evil' + chr(10) + 'lines'})}\n")
    home.write(f"bin/{engine}", f"#!/bin/bash\n[ \"$1\" = ps ] || env -0 >>{home.path}/seen\n", 0o755)
    environment = {"PATH": f"{places.prefix()}/lib/tao-shim/shims:{home.path}/bin:/usr/bin:/bin", "TAO_SHIM_TRUSTED_PATHS": str(place.project)}
    run(["tao", "model", "detectnet_v2", "train"], home=home, cwd=place.project, bare_environment=environment)
    seen = dict(entry.split("=", 1) for entry in (home.path / "seen").read_text().split("\0") if entry)
    assert "TAO_SHIM_RUN" in " ".join(seen)
    assert not {*steering, "LINES_OF_IT"} & seen.keys(), seen
    assert not list(place.project.rglob("run-by-bash"))
