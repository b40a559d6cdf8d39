"""Compile the Qt Designer forms of this folder into `kyogikai_desktop/gui/forms`; `--check` only compares."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import PySide6

_FORMS = Path(__file__).parent
_TARGET = _FORMS.parent / "kyogikai_desktop" / "gui" / "forms"
_PLACES = ("Qt/libexec/uic", "uic.exe")  # of the wheel: Linux and macOS, Windows


def compiled(form: Path) -> str:
    """Return the Python source of a form, without the lines that name the version of the compiler."""
    wheel = Path(PySide6.__file__).parent
    uic = next(wheel / place for place in _PLACES if (wheel / place).exists())
    run = subprocess.run(  # noqa: S603 (the compiler of our own environment, on our own files)
        [uic, "-g", "python", form], check=True, capture_output=True, encoding="utf-8"
    )
    lines = run.stdout.splitlines()
    return "\n".join(line for line in lines if not line.startswith("## Created by:")) + "\n"


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
