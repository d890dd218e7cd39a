#!/usr/bin/env python3
"""Writes the picture of the README: what `tao-shim explain` shows of a line, as SVG on standard output.

    picture.py PREFIX LAUNCHER > explain.svg

PREFIX: where the tao shim is installed. LAUNCHER: the script of NVIDIA's launcher. The program runs in a home of its own; its name
is the only thing in the output that is replaced.
"""

import html
import os
import pathlib
import subprocess
import sys
import tempfile

LINE = ["tao", "detectnet_v2", "train", "-e", "specs/train.txt", "-r", "~/cars/results", "-k", "$KEY"]
HOME = "/home/you"
FONT, WIDTH, HEIGHT, MARGIN = 14, 8.43, 20, 16


def output(prefix, launcher):
    with tempfile.TemporaryDirectory() as root:
        home = pathlib.Path(os.path.realpath(root))
        project = home / "cars"
        (project / "specs").mkdir(parents=True)
        (project / "specs/train.txt").touch()
        environment = {"HOME": str(home), "PATH": f"{prefix}/bin:/usr/bin:/bin", "TAO_SHIM_LAUNCHER": launcher}

        def run(*words):
            return subprocess.run([f"{prefix}/bin/tao-shim", *words], cwd=project, env=environment, check=True, text=True,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE).stdout

        run("init", "--layout", "tao-experiments", "--task", "detectnet_v2")
        typed = [word.replace("~", str(home)).replace("$KEY", "nvidia_tlt") for word in LINE]
        text = run("explain", *typed)
        # What the launcher reads and types is the same once more, in its own words.
        text = text.split("mounts file (LAUNCHER_MOUNTS)\n")[0]
        launcher_line = next(line for line in text.splitlines() if line.startswith("launcher "))
        text = text.replace(launcher_line, launcher_line.replace(launcher, f"{HOME}/.venvs/tao/bin/tao"))
        return text.replace(str(home), HOME)


def picture(text):
    lines = ["$ tao-shim explain " + " ".join(LINE), *text.splitlines()]
    # Where the home's name was longer or shorter, the columns of the table are set anew.
    table = [index for index, line in enumerate(lines) if line.startswith("  ") and "   " in line.strip()]
    parts = {index: [part.strip() for part in lines[index].strip().rsplit("   ", 1)] for index in table}
    width = max(len(left) for left, _ in parts.values())
    for index, (left, right) in parts.items():
        lines[index] = f"  {left:<{width}}   {right}"
    columns = max(len(line) for line in lines)
    size = f'{columns * WIDTH + 2 * MARGIN:.0f}" height="{len(lines) * HEIGHT + 2 * MARGIN:.0f}'
    rows = [
        f'<text x="{MARGIN}" y="{MARGIN + HEIGHT * (index + 1) - 6}"{colour(line)} xml:space="preserve">{html.escape(line)}</text>'
        for index, line in enumerate(lines)
    ]
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" '
        f'font-size="{FONT}" fill="#e6edf3">',
        '<rect width="100%" height="100%" rx="8" fill="#161b22"/>', *rows, "</svg>", ""])


def colour(line):
    if line.startswith("$"):
        return ' fill="#79c0ff"'
    return ' fill="#7ee787"' if "->" in line else ""


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.stdout.write(picture(output(*sys.argv[1:])))
