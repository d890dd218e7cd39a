"""What a notebook's author leaves to the reader: FIXME, /path/to/data, <YOUR_PATH>, YOUR_LOCAL_PROJECT_DIR_PATH. Paths of Windows
(C:\\data, \\\\server\\share) are left open as well: Linux has other names for what is there.

The kernel's start-up file (config/jupyter/startup.py) holds these lines as well, so nothing here may need another module of
this directory.
"""

import os
import re

# Kept the same in lib/commands/init/left_open.cpp.
_IN_CAPITALS = re.compile(
    r"(^|[^A-Za-z])(FIX_?ME|CHANGE_?ME|REPLACE_?ME|TODO|TBD|(YOUR|ENTER|INSERT|REPLACE|PATH_TO)[_ -][A-Z_ -]+)($|[^A-Za-z])|<[^<>]+>|(^|/)\[[A-Za-z]+([ _-][A-Za-z]+)+\](/|$)|(^|/)(\.\.\.+|…)(/|$)|^[A-Za-z]:[\\/]|^\\\\[^\\]+\\"
)
_IN_LOWER_CASE = re.compile(
    r"(^|[^a-z])(fix|change)_?me($|[^a-z])|(^|/)path/to(/|$)|(^|/)(user_?name|your(name|path|dir|username)?)(/|$)|(^|[/_ -])your[_ -][a-z_ -]+(/|$)|(^|/)x{3,}(/|$)|(^|/)(enter|insert|put)[_ -][a-z_ -]*(path|dir|directory|folder|here)(/|$)"
)
OF_WINDOWS = re.compile(r"([A-Za-z]):[\\/]|\\\\[^\\]+\\")
_CONTAINER = re.compile(r"/workspace/t(?:ao|lt)-experiments(?:/|$)")
# Set by cells that most people leave out; those behind them ask for it.
SWITCHED_OFF = re.compile(r"(?:CLEARML|WANDB)_LOGGED_IN\Z")
# The directories that the layouts know by the variables' names: HOST_DATA_DIR, LOCAL_SPECS_DIR.
_OF_LAYOUT = re.compile(r"(?:HOST|LOCAL)_(DATA|SPECS|RESULTS|MODEL)_(?:DIR|PATH|FOLDER)\Z")
NAMES_A_PLACE = re.compile(r"DIR|PATH|ROOT|FOLDER", re.IGNORECASE)


def is_left_open(text):
    """Is it no value yet?"""
    if len(text) >= 4096 or not (_IN_CAPITALS.search(text) or _IN_LOWER_CASE.search(text.lower())):
        return False
    return not os.path.exists(text)


def is_no_place_here(name, text):
    """Is it left open, or the container's path where one of this computer is meant, as some notebooks have it?"""
    container = _CONTAINER.match(text) and re.search("LOCAL|HOST", name.upper()) and not os.path.exists(text)
    return bool(container) or is_left_open(text)


def taken_for(name, text, project):
    """What is taken for the value of a variable that is no place of this computer yet; None if it is one, or no place is meant.

    project: the directory that an open one becomes. LOCAL_PROJECT_DIR=/path/to/tao-experiments is the project,
    HOST_DATA_DIR=/path/to/data is the directory data in it, and so is HOST_DATA_DIR=FIXME.
    """
    if not NAMES_A_PLACE.search(name) or not is_no_place_here(name, text):
        return None
    drive = OF_WINDOWS.match(text)
    if drive and drive.group(1):  # as WSL has it, if this is one
        there = "/mnt/" + drive.group(1).lower() + text[2:].replace("\\", "/")
        if os.path.isdir(there):
            return there
    parts = text.rstrip("/").split("/")
    if _CONTAINER.match(text):
        return "/".join([project] + parts[3:])
    if "PROJECT" in name.upper() or not text.startswith("/") or is_left_open(parts[-1]) or parts[-1] == "dir":
        known = _OF_LAYOUT.match(name)
        return project + "/" + known.group(1).lower() if known else project
    return project + "/" + parts[-1]
