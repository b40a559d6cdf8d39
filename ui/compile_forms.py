"""Compile the Qt Designer forms of this folder into `kyogikai_desktop/gui/forms`; `--check` only compares."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import PySide6

_FORMS = Path(__file__).parent
_TARGET = _FORMS.parent / "kyogikai_desktop" / "gui" / "forms"
_QT_IMPORT = re.compile(r"from (PySide6\.\w+) import \(([^)]*)\)\n")
_PLACES = ("Qt/libexec/uic", "uic.exe")  # of the wheel: Linux and macOS, Windows


def compiled(form: Path) -> str:
    """Return the Python source of a form, without the compiler's version and the imports it does not use.

    Each Qt class that is imported costs a little at start, since its enums are built then.
    """
    wheel = Path(PySide6.__file__).parent
    uic = next(wheel / place for place in _PLACES if (wheel / place).exists())
    run = subprocess.run(  # noqa: S603 (the compiler of our own environment, on our own files)
        [uic, "-g", "python", form], check=True, capture_output=True, encoding="utf-8"
    )
    lines = [line for line in run.stdout.splitlines() if not line.startswith("## Created by:")]
    return _QT_IMPORT.sub(_used_of("\n".join(lines)), "\n".join(lines)) + "\n"


def _used_of(source: str) -> Callable[[re.Match[str]], str]:
    body = _QT_IMPORT.sub("", source)

    def used(found: re.Match[str]) -> str:
        names = [name for name in re.findall(r"\w+", found[2]) if re.search(rf"\b{name}\b", body)]
        return f"from {found[1]} import {', '.join(names)}\n" if names else ""

    return used


def targets() -> dict[Path, str]:
    """Return every generated file with the source it should have."""
    return {_TARGET / f"{form.stem}.py": compiled(form) for form in sorted(_FORMS.glob("*.ui"))}


def outdated() -> list[Path]:
    """Return generated files that differ from their form, and those without one."""
    wanted = targets()
    present = set(_TARGET.glob("*.py")) - {_TARGET / "__init__.py"}
    stale = [
        file for file, source in wanted.items() if file not in present or file.read_text("utf-8") != source
    ]
    return sorted({*stale, *(present - set(wanted))})


def main(arguments: list[str]) -> int:
    """Compile, or with `--check` name the files that are not what the forms say and return 1."""
    if arguments == ["--check"]:
        for file in outdated():
            sys.stderr.write(f"{file.name}: run ui/compile_forms.py\n")
        return 1 if outdated() else 0
    for file, source in targets().items():
        file.write_text(source, "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
