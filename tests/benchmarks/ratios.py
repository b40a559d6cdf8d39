"""Compare two ways of doing the same in one run, so that the machine's own speed falls out."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable


def ratio(name: str, ours: Callable[[], object], bare: Callable[[], object], rounds: int = 15) -> float:
    """Time both in turn and print the ratio of their medians; each is called once before, to warm up."""
    ours(), bare()
    times: dict[str, list[float]] = {"ours": [], "bare": []}
    for _ in range(rounds):
        for key, work in (("ours", ours), ("bare", bare)):
            gc.collect()
            begun = time.perf_counter()
            work()
            times[key].append(time.perf_counter() - begun)
    medians = {key: statistics.median(found) for key, found in times.items()}
    found = medians["ours"] / medians["bare"]
    print(f"{name}: {found:.2f} times bare ({medians['ours']:.4f} s / {medians['bare']:.4f} s)")  # noqa: T201
    return found
