"""Two hundred projects, two hundred `tao` at once: each gets its own; with the figures. What fifty at once do with the
real launcher and engine is in test_run_many.py; here is what the processes of one real run take in memory."""

# ctest: alone
# ctest: timeout=900

import json
import re
import statistics
import time

from harness import processes, terminal

COUNT = 200
VERSION = "6.26.3"
MOST_KIB = {"supervisor": 16384, "guardian": 16384, "stand-in": 16384}

# A launcher by its text. Its status is the number of its project, so that a mix-up of any kind shows.
LAUNCHER = """#!/usr/bin/python3 -IES
import json, os, sys, time
time.sleep(0.5)
with open(os.environ["LAUNCHER_MOUNTS"]) as file:
    print(json.dumps({"mounts": json.load(file), "argv": sys.argv[1:], "cwd": os.getcwd()}))
sys.exit(int(sys.argv[-1]))
from nvidia_tao_cli.entrypoint.tao_launcher import main
"""


def test_two_hundred_projects_at_once(home, start, prefix):
    home.write("bin/tao", LAUNCHER, 0o755)
    projects = [home.project(f"project {number}", files=["a b.txt"]) for number in range(COUNT)]
    environment = {"PATH": f"{prefix}/lib/tao-shim/shims:{home.path}/bin:/usr/bin:/bin", "HOME": str(home.path)}
    begin = time.monotonic()

    runs = [
        start(
            ["tao", "model", "detectnet_v2", "train", "-e", f"{project}/a b.txt", str(1 + number % 100)],
            home=home, cwd=project, bare_environment={**environment, "NUMBER": str(number)},
        )
        for number, project in enumerate(projects)
    ]
    results = [run.wait(120) for run in runs]

    taken = time.monotonic() - begin
    for number, (project, result) in enumerate(zip(projects, results)):
        assert (result.status, result.errors) == (1 + number % 100, "")
        got = json.loads(result.stdout)
        assert [mount["source"] for mount in got["mounts"]["Mounts"]] == [str(project)]
        assert got["argv"][4] == "/workspace/tao-experiments/a\\ b.txt"
        assert got["cwd"] == str(project)
    identifiers = {entry["value"] for result in results for entry in json.loads(result.stdout)["mounts"]["Envs"]
                   if entry["variable"] == "TAO_SHIM_RUN"}
    assert len(identifiers) == COUNT
    terminal.wait_for(lambda: not terminal.processes_with(home.mark), 10, "the end of every process")
    print(f"{COUNT} runs in {taken:.1f} s; a run took {statistics.median(r.seconds for r in results):.2f} s (median)")


def peak_kib(pid) -> int:
    with open(f"/proc/{pid}/status") as status:
        return int(re.search(r"^VmHWM:\s*(\d+) kB", status.read(), re.MULTILINE)[1])


def test_the_memory_of_a_run_is_small(home, launcher, start, nothing_left):
    ready = launcher(VERSION)
    command = ready.command("detectnet_v2", "train", "do:print=ready", "do:wait=/workspace/tao-experiments/go")
    project = home.project()
    run = start(command, home=home, cwd=project, launcher=ready)
    run.expect("^ready", 60)

    stand_in, _ = processes.docker(run.pid)
    peaks = {"supervisor": peak_kib(run.pid), "guardian": peak_kib(processes.guardian(home.mark)), "stand-in": peak_kib(stand_in)}
    print(peaks, "KiB at most")
    home.write(project / "go")

    assert run.wait(30).status == 0
    assert {name: peak for name, peak in peaks.items() if peak > MOST_KIB[name]} == {}
    nothing_left()
