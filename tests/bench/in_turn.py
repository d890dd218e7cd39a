"""Several things timed in turn, so that a busy moment meets all of them, with the results in hyperfine's form."""

import json
import statistics


def measure(things: dict, runs: int, result: str) -> None:
    """things: name -> a function that gives the seconds it took. result: the file to write, for table.py."""
    times = {name: [] for name in things}
    for _ in range(runs):
        for name, once in things.items():
            times[name].append(once())
    results = [{"command": name, "times": found, "median": statistics.median(found), "mean": statistics.mean(found)}
               for name, found in times.items()]
    with open(result, "w") as file:
        json.dump({"results": results}, file)
