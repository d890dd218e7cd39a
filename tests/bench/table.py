#!/usr/bin/env python3
"""Prints the results of hyperfine (JSON files) as one table: microseconds, and the ratio to the first line of each."""

import json
import statistics
import sys

print(f"{'':42}{'median us':>10}{'mean us':>10}{'sd us':>8}{'min us':>8}{'median/1st':>12}{'mean/1st':>10}")
for path in sys.argv[1:]:
    with open(path) as file:
        results = json.load(file)["results"]
    reference = results[0]
    for result in results:
        times = [time * 1e6 for time in result["times"]]
        print(
            f"{result['command']:42}{statistics.median(times):10.0f}{statistics.mean(times):10.0f}{statistics.stdev(times):8.0f}"
            f"{min(times):8.0f}{result['median'] / reference['median']:12.2f}{result['mean'] / reference['mean']:10.2f}"
        )
    print(f"{'':42}{len(results[0]['times'])} runs of each")
