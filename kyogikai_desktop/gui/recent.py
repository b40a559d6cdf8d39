"""The councils opened on this PC: folder, name and time; never a person's name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

_MOST = 6


class Recent(NamedTuple):
    """A council opened before; `opened` is an ISO time with offset; practice councils have no folder."""

    folder: str
    council: str
    opened: str
    practice: bool = False


def load(state: Path) -> list[Recent]:
    """Return the councils last opened, newest first; a list that cannot be read is an empty one."""
    try:
        rows = json.loads((state / "recent.json").read_text("utf-8"))
        return [Recent(**row) for row in rows][:_MOST]
    except (OSError, ValueError, TypeError):
        return []


def remember(state: Path, folder: str, council: str, now: datetime, *, practice: bool) -> None:
    """Put a council at the head of the list. A state folder that cannot be written is not worth a word."""
    newest = Recent(folder, council, now.isoformat(timespec="minutes"), practice)
    others = [recent for recent in load(state) if recent.folder != newest.folder]
    text = json.dumps([recent._asdict() for recent in [newest, *others][:_MOST]], ensure_ascii=False)
    try:
        state.mkdir(parents=True, exist_ok=True)
        draft = state / "recent.json.new"
        draft.write_text(text, "utf-8")
        draft.replace(state / "recent.json")
    except OSError:
        return
