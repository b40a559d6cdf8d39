"""How this PC shows the program: text zoom and row height, a line each. Nothing of a council is kept here."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QApplication

from kyogikai_desktop.gui import theme

ROW_HEIGHTS = ((52, "ゆったり"), (46, "標準"), (34, "詰める（1行）"))
_FILE = "view.txt"


def load_zoom(state: Path) -> float:
    """Return the text zoom chosen on this PC; 1.0 where nothing readable was kept."""
    zoom = _kept(state).get("zoom")
    return zoom if zoom in theme.ZOOMS else 1.0


def load_row_height(state: Path) -> int:
    """Return the height of list rows chosen on this PC, in px before zoom."""
    height = _kept(state).get("row_height")
    return int(height) if height in [one for one, _words in ROW_HEIGHTS] else theme.ROW_HEIGHT


def step_zoom(app: QApplication, state: Path, step: int) -> None:
    """Make all text larger or smaller by one step, and keep that where it can be kept."""
    place = min(range(len(theme.ZOOMS)), key=lambda number: abs(theme.ZOOMS[number] - theme.zoom()))
    choose_zoom(app, state, theme.ZOOMS[max(0, min(len(theme.ZOOMS) - 1, place + step))])


def choose_zoom(app: QApplication, state: Path, zoom: float) -> None:
    """Show all text at one of the zooms, and keep that."""
    theme.apply(app, zoom)
    _keep(state, "zoom", zoom)


def choose_row_height(app: QApplication, state: Path, height: int) -> None:
    """Show all lists with rows of one of the heights, and keep that."""
    theme.set_row_height(app, height)
    theme.apply(app, theme.zoom())
    _keep(state, "row_height", height)


def _kept(state: Path) -> dict[str, float]:
    try:
        pairs = (line.split() for line in (state / _FILE).read_text("utf-8").split("\n"))
        return {name: float(value) for name, value in pairs}
    except (OSError, ValueError):
        return {}


def _keep(state: Path, name: str, value: float) -> None:
    kept = {**_kept(state), name: value}
    # A state folder that cannot be written is not worth a word.
    with suppress(OSError):
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        (state / _FILE).write_text("\n".join(f"{name} {value}" for name, value in kept.items()), "utf-8")
