"""Icons by name: one-colour SVG line drawings, tinted with a token and cached at the screen's sharpness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from kyogikai_desktop import paths
from kyogikai_desktop.gui.theme import LIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

_DRAWN_IN = "#46505B"  # the stroke in the files, replaced by the wanted token
_LINE = 'stroke-width="1.7"'
_LARGE = 28  # px; larger drawings keep the line of this size


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: str = LIGHT.text2) -> None:
    """Draw an icon into a square."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device else 1.0
    painter.drawPixmap(rect.topLeft(), pixmap(name, colour, round(rect.width()), ratio))


def icon(name: str, colour: str = LIGHT.text2, size: int = 20) -> QIcon:
    """Return an icon for Qt's own widgets, sharp on the sharpest screen."""
    from PySide6.QtGui import QIcon

    app = QApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
    return QIcon(pixmap(name, colour, size, ratio))


def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return the picture of an icon, `size` logical pixels wide."""
    cache_key = f"icon|{name}|{colour}|{size}|{ratio}"
    drawn = QPixmap()
    if not QPixmapCache.find(cache_key, drawn):
        drawn = _draw(name, colour, size, ratio)
        drawn.setDevicePixelRatio(ratio)
        QPixmapCache.insert(cache_key, drawn)
    return drawn


def _draw(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    source = (paths.resources() / "icons" / f"{name}.svg").read_text("utf-8").replace(_DRAWN_IN, colour)
    if size > _LARGE:
        source = source.replace(_LINE, f'stroke-width="{1.7 * _LARGE / size:.2f}"')
    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.fill(QColor(0, 0, 0, 0))
    painter = QPainter(drawn)
    QSvgRenderer(source.encode()).render(painter)
    painter.end()
    return drawn
