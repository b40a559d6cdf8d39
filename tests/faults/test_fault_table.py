"""The table of faults names every fault, and tests that are there."""

import re
from pathlib import Path

FOLDER = Path(__file__).parent


def test_every_fault_has_tests_that_exist():
    rows = [
        line.split("|")[1:4]
        for line in (FOLDER / "README.md").read_text("utf-8").splitlines()
        if "| F" in line
    ]
    assert [number.strip() for number, _, _ in rows] == [f"F{n}" for n in range(1, 25)]
    for number, _, tests in rows:
        named = re.findall(r"`((?:\.\./[\w/]+/)?test_\w+)`", tests)
        assert named, number
        assert [name for name in named if not (FOLDER / f"{name}.py").is_file()] == []
