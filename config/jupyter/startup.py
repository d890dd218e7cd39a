# Read by every IPython and every Jupyter kernel of this user. It puts the shim first on PATH, and sets the variables of
# the tao-project.yaml that the kernel's directory is in. Without tao-shim it does nothing, and it never fails.
def _tao_shim():
    import os

    shims, tool = @SHIMS@, @TOOL@
    if not os.access(os.path.join(shims, "tao"), os.X_OK):
        return
    others = [entry for entry in os.environ.get("PATH", os.defpath).split(os.pathsep) if entry != shims]
    os.environ["PATH"] = os.pathsep.join([shims, *others])
    seen = {"directory": None, "project": None, "message": None, "left_out": False}

    def project_file(directory):
        if os.environ.get("TAO_PROJECT"):
            return os.environ["TAO_PROJECT"]
        while True:
            file = os.path.join(directory, "tao-project.yaml")
            if os.path.lexists(file):
                return file
            if directory == os.path.dirname(directory):
                return None
            directory = os.path.dirname(directory)

    def load(*_):
        import json
        import subprocess
        import sys

        if seen["message"] and _:
            print(seen["message"], file=sys.stderr)
            seen["message"] = None
        try:
            directory = os.getcwd()
            again = seen["left_out"]  # they may have been allowed meanwhile
            if directory == seen["directory"] and not again:
                return
            seen["directory"] = directory
            file = project_file(directory)
            if file is None or file == seen["project"] and not again:
                return
            again = again and file == seen["project"]
            seen["project"] = file
            done = subprocess.run(
                [tool, "env", "--format", "json"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, timeout=10,
                env={**os.environ, "PWD": os.environ.get("PWD", directory)},
            )
            if done.stdout:
                os.environ.update(json.loads(done.stdout))
            why = {
                77: "tao-shim: variables of " + file + " are left out until you allow them; to see them",
                78: "tao-shim: not every variable of " + file + " could be set; to see why",
            }.get(done.returncode)
            seen["left_out"] = done.returncode == 77
            if why and not again:
                seen["message"] = why + ": !tao-shim check"
        except Exception:
            pass

    # At the start, and before a cell where the directory has changed: some programs change it once the kernel runs.
    load()
    try:
        get_ipython().events.register("pre_run_cell", load)
    except Exception:
        pass


try:
    _tao_shim()
finally:
    del _tao_shim
