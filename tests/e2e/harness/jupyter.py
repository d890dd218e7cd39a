"""Jupyter from PyPI, in a virtual environment of its own, kept between runs; the file is also what runs in it."""

import json
import subprocess
import sys
import time
from pathlib import Path

PACKAGES = ("nbclient", "ipykernel")


def python() -> str:
    """The interpreter that has Jupyter; engine.Unavailable if it cannot be installed."""
    from . import places
    from .engine import Unavailable

    directory = places.cache() / "jupyter"
    interpreter = directory / "bin/python"
    works = [interpreter, "-c", "import nbclient, ipykernel"]
    if not interpreter.exists() or subprocess.run(works, capture_output=True).returncode:
        for command in (["/usr/bin/python3", "-m", "venv", directory], [directory / "bin/pip", "install", "-q", *PACKAGES]):
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode:
                raise Unavailable(f"Jupyter cannot be installed: {done.stderr.strip()[-200:]}")
    return str(interpreter)


def execute(file: Path):
    """Runs the notebook by nbclient, as `jupyter execute` does, and writes the outputs into it."""
    import nbclient
    import nbformat

    notebook = nbformat.read(file, as_version=4)
    resources = {"metadata": {"path": str(file.parent)}}
    nbclient.NotebookClient(notebook, timeout=120, resources=resources).execute()
    nbformat.write(notebook, file)


def interrupt(directory: str, code: str, when: str):
    """Runs a cell, interrupts the kernel once the cell has printed `when`, then asks it for a sum: seconds, output."""
    from jupyter_client.manager import start_new_kernel

    manager, client = start_new_kernel(cwd=directory)
    output, interrupted = "", None
    request = client.execute(code)
    while True:
        message = client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") != request:
            continue
        output += message["content"].get("text", "")
        if interrupted is None and when in output:
            interrupted = time.monotonic()
            manager.interrupt_kernel()
        if message["content"].get("execution_state") == "idle":
            break
    seconds = None if interrupted is None else time.monotonic() - interrupted
    answer = client.execute_interactive("1 + 1", timeout=20, output_hook=lambda _: None)["content"]["status"]
    client.stop_channels()
    manager.shutdown_kernel()
    print(json.dumps({"seconds": seconds, "output": output, "afterwards": answer}))


if __name__ == "__main__":
    if sys.argv[1] == "execute":
        execute(Path(sys.argv[2]))
    else:
        interrupt(*sys.argv[2:])
