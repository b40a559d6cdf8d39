"""How this PC shows the program: so far the text zoom. Nothing of a council is kept here."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtWidgets import QApplication

from kyogikai_desktop.gui import theme


def load_zoom(state: Path) -> float:
    """Return the text zoom chosen on this PC; 1.0 where nothing readable was kept."""
    try:
        zoom = float(json.loads((state / "view.json").read_text("utf-8"))["zoom"])
    except (OSError, ValueError, KeyError, TypeError):
        return 1.0
    return zoom if zoom in theme.ZOOMS else 1.0


def step_zoom(app: QApplication, state: Path, step: int) -> None:
    """Make all text larger or smaller by one step, and keep that where it can be kept."""
    place = min(range(len(theme.ZOOMS)), key=lambda number: abs(theme.ZOOMS[number] - theme.zoom()))
    zoom = theme.ZOOMS[max(0, min(len(theme.ZOOMS) - 1, place + step))]
    theme.apply(app, zoom)
    try:
        state.mkdir(parents=True, exist_ok=True)
        (state / "view.json").write_text(json.dumps({"zoom": zoom}), "utf-8")
    except OSError:
        return
