"""Where the program's own files and this PC's settings lie."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs


def resources() -> Path:
    """Return the folder of icons, codes, plans and templates, in a checkout and in an installed program."""
    frozen = getattr(sys, "_MEIPASS", None)
    return (Path(frozen) if frozen else Path(__file__).resolve().parents[1]) / "resources"


def state() -> Path:
    """Return this user's folder for settings of the PC: recent councils, back-off, window sizes."""
    return Path(platformdirs.user_state_dir("kyogikai-desktop", appauthor=False))
