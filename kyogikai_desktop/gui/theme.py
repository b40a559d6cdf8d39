"""Colours, type and sizes of the program (design tokens), put on the application as palette, font and QSS.

The point size of the application font is the only place that holds the text zoom.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from kyogikai_desktop.gui.stylesheet import stylesheet

BODY, SMALL, SECTION, TITLE, NAME = 10.5, 9.5, 12.0, 16.5, 19.0
ZOOMS = (0.9, 1.0, 1.1, 1.25, 1.4)
ROW_HEIGHT = 46

_ROW_PROPERTY = "row_height"
_FAMILIES = ["BIZ UDPGothic", "IPAmjMincho"]
_DIGITS = ["BIZ UDGothic", *_FAMILIES]
_FACES = ("Regular", "Bold")
_FONT_FOLDERS = (
    Path("/usr/share/fonts/truetype/fonts-morisawa-bizud-gothic"),
    Path("/usr/share/fonts/truetype/bizud-gothic"),
    Path("C:/Windows/Fonts"),
)


class Tint(NamedTuple):
    """A state colour: its ink and the tinted ground it stands on."""

    ink: str
    ground: str


class Tokens(NamedTuple):
    """The colours of one theme; contrasts are listed in the design guide."""

    canvas: str = "#F2F4F6"
    side: str = "#E8ECF0"
    surface: str = "#FFFFFF"
    alt: str = "#F7F8FA"
    text: str = "#1B2026"
    text2: str = "#46505B"
    text3: str = "#5A646F"
    line: str = "#D4DAE0"
    line2: str = "#C2CAD2"
    control: str = "#75808C"
    primary: str = "#0B4586"
    on_primary: str = "#FFFFFF"
    link: str = "#0055AD"
    selection: str = "#DFECF9"
    tint: str = "#EEF5FC"
    focus: str = "#FFC700"
    stripe: str = "#F5D67A"
    stripe_dark: str = "#8A6A00"
    info: Tint = Tint("#0B4586", "#EEF5FC")
    ok: Tint = Tint("#14633C", "#E6F5EC")
    due: Tint = Tint("#6A5200", "#FBF3D6")
    over: Tint = Tint("#8B3200", "#FDEDE2")
    error: Tint = Tint("#B80F0F", "#FDEEEE")
    mute: Tint = Tint("#5A646F", "#EBEEF1")
    room: Tint = Tint("#004C59", "#E2F3F5")

    def tone(self, name: str) -> Tint:
        """Return a state colour by name: info, ok, due, over, error, mute or room."""
        tint: Tint = getattr(self, name)
        return tint


LIGHT = Tokens()


def apply(app: QApplication, zoom: float = 1.0) -> None:
    """Put fonts, palette and QSS on the application; again after a change of zoom."""
    _load_fonts()
    app.setPalette(_palette(LIGHT))
    body = QFont(_FAMILIES)
    body.setPointSizeF(BODY * zoom)
    app.setFont(body)
    app.setStyleSheet(stylesheet(LIGHT, zoom))


def zoom() -> float:
    """Return the text zoom, 0.9 to 1.4."""
    return QApplication.font().pointSizeF() / BODY


def px(distance: float) -> int:
    """Return a distance that holds text (a row, a bar), grown with the text zoom."""
    return round(distance * max(1.0, zoom()))


def row_height() -> int:
    """Return the height of a list row that was chosen for this PC, grown with the text zoom."""
    app = QApplication.instance()
    chosen = app.property(_ROW_PROPERTY) if app else None
    return px(chosen or ROW_HEIGHT)


def set_row_height(app: QApplication, height: int) -> None:
    """Choose the height of list rows, in px before zoom; lists follow at the next `apply`."""
    app.setProperty(_ROW_PROPERTY, height)


def font(size: float = BODY, *, bold: bool = False) -> QFont:
    """Return the text face at a size in points, before zoom."""
    made = QFont(_FAMILIES)
    made.setPointSizeF(size * zoom())
    made.setBold(bold)
    return made


def digits(size: float = BODY, *, bold: bool = False) -> QFont:
    """Return the face whose digits are equally wide, for columns of numbers and times."""
    made = font(size, bold=bold)
    made.setFamilies(_DIGITS)
    return made


def _load_fonts() -> None:
    # Faces that the system knows need no loading; IPAmj (46 MB) is only ever used from the system.
    known = QFontDatabase.families()  # hasFamily asks for aliases too, which takes its time
    for family, stem in (("BIZ UDPGothic", "BIZUDPGothic"), ("BIZ UDGothic", "BIZUDGothic")):
        if family in known:
            continue
        for file in (folder / f"{stem}-{face}.ttf" for folder in _FONT_FOLDERS for face in _FACES):
            if file.exists():
                QFontDatabase.addApplicationFont(str(file))


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    canvas = QColor(tokens.canvas)
    palette = QPalette(canvas, canvas)
    colours = {
        role.Window: tokens.canvas,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.alt,
        role.Text: tokens.text,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.PlaceholderText: tokens.text3,
        role.Highlight: tokens.primary,
        role.HighlightedText: tokens.on_primary,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.Link: tokens.link,
        role.Shadow: "#A0A0A4",
    }
    for which, value in colours.items():
        palette.setColor(which, QColor(value))
    palette.setColor(QPalette.ColorGroup.Disabled, role.ButtonText, QColor(tokens.control))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Text, QColor(tokens.text3))
    return palette
