"""The side bar: pages with the work that waits in them; a rail of icons in narrow windows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.icons import paint_icon
from kyogikai_desktop.gui.page import PageSpec
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.text import column, label, rule

FULL, RAIL = 196, 56
_ITEM, _LEAST, _LOW = 36, 26, 440


class _Item(QAbstractButton):
    """One page: icon, word, number; in the rail the icon alone."""

    def __init__(self, spec: PageSpec, key: str) -> None:
        super().__init__()
        self.spec = spec
        self.rail = False
        self._count = 0
        self._key = key
        self.setText(spec.title)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_key(key)

    def set_key(self, key: str) -> None:
        """Open the page by a key."""
        self._key = key
        self.setShortcut(QKeySequence(key))
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """Show how much work waits."""
        self._count = count
        waiting = f"{count} 件" if count else ""
        self.setAccessibleName(f"{self.spec.title} {waiting}".strip())
        self.setToolTip(f"{self.spec.title} {waiting} {self._key}".replace("  ", " ").strip())
        self.update()

    def sizeHint(self) -> QSize:
        """Return the fixed height of an item."""
        return QSize(RAIL - 12 if self.rail else FULL - 16, theme.px(44 if self.rail else _ITEM))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of the chosen page, its bar, icon, word and number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        chosen = self.isChecked()
        if chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(LIGHT.surface if chosen else LIGHT.canvas))
            painter.drawRoundedRect(box, 6, 6)
        if chosen:
            painter.setBrush(QColor(LIGHT.primary))
            painter.drawRoundedRect(QRectF(0, box.top() + 7, 4, box.height() - 14), 2, 2)
        ink = LIGHT.primary if chosen else LIGHT.text2
        left = (self.width() - 20) / 2 if self.rail else 14
        paint_icon(painter, self.spec.icon, QRectF(round(left), round(box.center().y() - 10), 20, 20), ink)
        if not self.rail:
            self._paint_words(painter, box, ink)

    def _paint_words(self, painter: QPainter, box: QRectF, ink: str) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(ink))
        painter.setFont(theme.font(bold=self.isChecked()))
        painter.drawText(box.adjusted(42, 0, -34, 0), middle | Qt.AlignmentFlag.AlignLeft, self.text())
        if self._count:
            painter.setPen(QColor(LIGHT.text2))
            painter.setFont(theme.digits())
            painter.drawText(
                box.adjusted(0, 0, -12, 0), middle | Qt.AlignmentFlag.AlignRight, f"{self._count:,}"
            )


class _Face(QWidget):
    """The first character of the user's name in a disc."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._letter = name[:1]
        self.setAccessibleName(name)
        self.setToolTip(name.replace("<", "＜"))
        self.setFixedSize(36, 36)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint disc and character."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#CDD9E6"))
        painter.drawEllipse(self.rect().adjusted(1, 1, -1, -1))
        painter.setPen(QPen(QColor(LIGHT.primary)))
        painter.setFont(theme.font(theme.BODY, bold=True))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letter)


class SideBar(QFrame):
    """Pages of the sections main and tools, and who is working."""

    chosen = Signal(str)

    def __init__(self, specs: Sequence[PageSpec], user: str, role: str) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self._items: dict[str, _Item] = {}
        self._rail = False
        self._user = QWidget(self)
        names = column(label(user, "strong"), label(role, "caption", wrap=True), spacing=1)
        self._names = QWidget(self)
        self._names.setLayout(names)
        user_row = QHBoxLayout(self._user)
        user_row.setContentsMargins(2, 8, 0, 6)
        user_row.addWidget(_Face(user))
        user_row.addWidget(self._names, 1)
        self._box = QVBoxLayout(self)
        self._box.setSpacing(2)
        self._add([spec for spec in specs if spec.section == "main"], "Ctrl+{}")
        self._box.addSpacing(8)
        self._box.addWidget(rule())
        self._box.addSpacing(8)
        self._add([spec for spec in specs if spec.section == "tools"], "")
        if settings := self._items.get("settings"):
            settings.set_key("Ctrl+,")
        self._box.addStretch(1)
        self._box.addWidget(rule())
        self._box.addWidget(self._user)
        self.set_rail(rail=False)

    def set_rail(self, *, rail: bool) -> None:
        """Show icons alone, or icons with words."""
        self._rail = rail
        self.setFixedWidth(RAIL if rail else theme.px(FULL))
        margin = 6 if rail else 8
        self._box.setContentsMargins(margin, 10, margin, 6)
        self._names.setVisible(not rail)
        for item in self._items.values():
            item.rail = rail
            # Low windows squeeze the items before any of them would leave the window.
            item.setMinimumHeight(theme.px(_LEAST))
            item.setMaximumHeight(item.sizeHint().height())
            item.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out who is working where there is no room for it below the pages."""
        super().resizeEvent(event)
        self._user.setVisible(self.height() >= theme.px(_LOW))

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text zoom."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.set_rail(rail=self._rail)

    def show_current(self, page_id: str) -> None:
        """Mark the page shown."""
        for identifier, item in self._items.items():
            item.setChecked(identifier == page_id)

    def set_count(self, page_id: str, count: int) -> None:
        """Show how much work waits in a page."""
        if item := self._items.get(page_id):
            item.set_count(count)

    def _add(self, specs: Sequence[PageSpec], key: str) -> None:
        for number, spec in enumerate(specs, 1):
            item = _Item(spec, key.format(number) if key else "")
            item.clicked.connect(lambda *_checked, page_id=spec.id: self._on_item_clicked(page_id))
            self._items[spec.id] = item
            self._box.addWidget(item)

    def _on_item_clicked(self, page_id: str) -> None:
        self.show_current(page_id)
        self.chosen.emit(page_id)
