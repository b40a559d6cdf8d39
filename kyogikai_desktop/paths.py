"""Where the program's own files and this PC's settings lie."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def resources() -> Path:
    """Return the folder of icons, codes, plans and templates, in a checkout and in an installed program."""
    frozen = getattr(sys, "_MEIPASS", None)
    return (Path(frozen) if frozen else Path(__file__).resolve().parents[1]) / "resources"


def state() -> Path:
    """Return this user's folder for settings of the PC: recent councils, zoom, wrong passwords, logs seen."""
    if sys.platform == "win32":
        place = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    else:
        place = os.environ.get("XDG_STATE_HOME", "")
        if not Path(place).is_absolute():  # to be taken for unset, the standard says
            place = "~/.local/state"
    return Path(place).expanduser() / "kyogikai-desktop"


def practice() -> Path:
    """Return the folder of this user's practice council."""
    return state() / "practice-council"
