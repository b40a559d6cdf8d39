"""The councils opened on this PC: folder, name and time; never a person's name.

The file has a line for each, divided by tabs: it is read before the first paint, and JSON takes longer.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

_FILE, _MOST, _PRACTICE = "recent.txt", 6, "practice"


class Recent(NamedTuple):
    """A council opened before; `opened` is an ISO time with offset; practice councils have no folder."""

    folder: str
    council: str
    opened: str
    practice: bool = False


def load(state: Path) -> list[Recent]:
    """Return the councils last opened, newest first; what cannot be read is left out."""
    try:
        lines = (state / _FILE).read_text("utf-8").split("\n")
    except (OSError, ValueError):
        return []
    whole = (row for row in (line.split("\t") for line in lines) if len(row) == len(Recent._fields))
    return [Recent(folder, council, opened, kind == _PRACTICE) for folder, council, opened, kind in whole][
        :_MOST
    ]


def name_of(state: Path, folder: Path) -> str:
    """Return the name of a council that was opened on this PC before; empty for any other."""
    return next((one.council for one in load(state) if one.folder and Path(one.folder) == folder), "")


def remember(state: Path, folder: str, council: str, now: datetime, *, practice: bool) -> None:
    """Put a council at the head of the list. A state folder that cannot be written is not worth a word."""
    newest = Recent(folder, council, now.isoformat(timespec="minutes"), practice)
    others = [recent for recent in load(state) if recent.folder != newest.folder]
    text = "\n".join(map(_line, [newest, *others][:_MOST]))
    try:
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = state / f"{_FILE}.new"
        draft.write_text(text, "utf-8")
        draft.replace(state / _FILE)
    except OSError:
        return


def _line(recent: Recent) -> str:
    return "\t".join((*recent[:3], _PRACTICE if recent.practice else ""))
