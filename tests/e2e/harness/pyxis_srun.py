#!/usr/bin/python3 -IES
"""Stands in for an srun with Pyxis: takes the options of Pyxis 0.24 as that does (args.c), gives the others to the real srun,
and runs the words in a container of the stand-in for apptainer, which is named by $STAND_IN_APPTAINER. The whole
environment of the step enters, as with Pyxis."""

import os
import re
import sys

VALUES = {"--container-image", "--container-mounts", "--container-workdir", "--container-env"}
SWITCHES = {"--no-container-mount-home", "--no-container-remap-root", "--container-writable"}
WITH_VALUE = {"-p", "-t", "-A", "-N", "-c", "-w", "-x", "-J", "-G"}


def fail(text):
    sys.stderr.write(f"srun: error: pyxis: {text}\n")
    sys.exit(int(os.environ.get("SLURM_EXIT_ERROR", 1)))


def parse(words):
    theirs, ours, at = [], {}, 0
    while at < len(words) and words[at].startswith("-") and words[at] != "--":
        name, equals, value = words[at].partition("=")
        if name in VALUES:
            if not equals or not value:
                fail(f"{name}: argument required")
            if name in ours and name in ("--container-image", "--container-workdir"):
                fail(f"{name} specified multiple times")
            ours[name] = value
        elif name in SWITCHES:
            ours[name] = ""
        elif "container" in name:
            fail(f"unrecognized option '{name}'")
        else:
            theirs.append(words[at])
            if words[at] in WITH_VALUE:
                at += 1
                theirs.append(words[at])
        at += 1
    return theirs, ours, words[at + 1 :] if words[at : at + 1] == ["--"] else words[at:]


def mounts(text):
    for entry in text.split(",") if text else []:
        parts = entry.split(":")
        if len(parts) not in (2, 3) or not all(part.startswith("/") for part in parts[:2]):
            fail(f"--container-mounts: invalid format: {entry}")
        if re.search(r'[$`"\\\n]', entry):
            fail(f"this would be evaluated by bash: {entry}")
        yield parts[0], parts[1], "ro" in parts[2:]


def main():
    real, apptainer = os.environ["STAND_IN_SRUN"], os.environ["STAND_IN_APPTAINER"]
    if sys.argv[1:] == ["--help"]:
        print("      --container-image=[USER@][REGISTRY#]IMAGE[:TAG]|PATH")
        return
    theirs, ours, words = parse(sys.argv[1:])
    image = ours.get("--container-image")
    if image:
        # enroot unpacks it below HOME, and writes the variables down a line each.
        exported = next((word for word in theirs if word.startswith("--export=")), "").partition("=")[2].split(",")
        if "HOME" in exported and not os.path.isdir(os.environ.get("HOME", "")):
            fail(f"failed to create container filesystem for image: {image}")
        for name in filter(None, ours.get("--container-env", "").split(",")):
            if "\n" in os.environ.get(name, ""):
                fail(f"enroot takes a variable of several lines for several: {name}")
        if not image.startswith("/") and "#" not in image:
            fail(f"failed to import docker image: {image}")
        inner = [apptainer, "exec", "--containall", "--no-eval"]
        for source, destination, read_only in mounts(ours.get("--container-mounts", "")):
            inner += ["--mount", f"type=bind,source={source},target={destination}" + (",ro" if read_only else "")]
        if "--container-workdir" in ours:
            inner += ["--pwd", ours["--container-workdir"]]
        words = [*inner, image, *words]
        theirs = [f"{word},STAND_IN_ROOTFS" if word.startswith("--export=") else word for word in theirs]
    os.execv(real, ["srun", *theirs, *words])


main()
