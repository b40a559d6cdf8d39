"""A council that lies where it gets lost: it was moved there later, since none is made there. Told once.

Which places were told is kept on this PC; a council that is moved on is told of again.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from kyogikai_desktop import paths
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.vault import places

if TYPE_CHECKING:
    from pathlib import Path

    from kyogikai_desktop.services.session import Session

_FILE, _MOST = "places.txt", 20


def problem(session: Session) -> AppError | None:
    """Return why the place of an open council is a danger, unless somebody on this PC has been told.

    Practice councils hold nothing that could be lost or leak.
    """
    folder = session.vault.folder.resolve()
    danger = "" if session.council.practice else places.danger(folder)
    return AppError(f"open_in_{danger}") if danger and str(folder) not in _known() else None


def told(session: Session) -> None:
    """Note that somebody knows of this place; a PC that cannot keep it tells again."""
    lines = [str(session.vault.folder.resolve()), *_known()][:_MOST]
    with suppress(OSError):
        _file().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _file().write_text("\n".join(lines), encoding="utf-8")


def _known() -> list[str]:
    try:
        return _file().read_text("utf-8").split("\n")
    except (OSError, ValueError):
        return []


def _file() -> Path:
    return paths.state() / _FILE
