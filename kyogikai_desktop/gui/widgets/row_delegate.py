"""Paint one cell of a two-line list."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.icons import paint_icon
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.badge import badge_size, paint_badge
from kyogikai_desktop.gui.widgets.cells import Cell, Group
from kyogikai_desktop.gui.widgets.list_model import Index, ListModel
from kyogikai_desktop.gui.widgets.shapes import paint_shape
from kyogikai_desktop.gui.widgets.urgency import HEIGHT, WIDTH, paint_urgency

PAD = 10
_BAR, _LEAST_BESIDE = 4, 44
_TWO_LINES = 40  # px; lower rows show the caption beside the title, as far as there is room
_LEAST_STRETCH = 62  # percent: names get narrower before anything of them is cut
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RowDelegate(QStyledItemDelegate):
    """Paint ground, selection bar, title, caption, badge and group rows."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell at an index of a ListModel."""
        model = index.model()
        if not isinstance(model, ListModel):
            return
        painter.save()
        row = model.row(index.row())
        box = QRectF(option.rect)
        if isinstance(row, Group):
            _group(painter, box, row)
        else:
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            _ground(painter, box, selected=selected, first=index.column() == 0)
            if row is None:
                _placeholder(painter, box, index.row())
            else:
                column = model.columns[index.column()]
                right = PAD if column.numeric else PAD / 2  # numbers keep clear of the focus ring
                _cell(painter, box.adjusted(PAD, 0, -right, -1), column.cell(row), numeric=column.numeric)
        painter.restore()


def _ground(painter: QPainter, box: QRectF, *, selected: bool, first: bool) -> None:
    painter.fillRect(box, QColor(LIGHT.selection if selected else LIGHT.surface))
    painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(LIGHT.line))
    if selected and first:
        painter.fillRect(QRectF(box.left(), box.top(), _BAR, box.height()), QColor(LIGHT.primary))


def _group(painter: QPainter, box: QRectF, group: Group) -> None:
    painter.fillRect(box, QColor(LIGHT.alt))
    painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(LIGHT.line))
    left = box.left() + PAD
    if group.shape:
        mark = QRectF(left, box.center().y() - 6, 12, 12)
        paint_shape(painter, group.shape, mark, LIGHT.tone(group.tone).ink)
        left += 20
    bold = theme.font(bold=True)
    left += _text(painter, QRectF(left, box.top(), box.right() - left, box.height()), group.title, bold)
    rest = QRectF(left + 8, box.top(), box.right() - left - 8, box.height())
    _text(painter, rest, group.count, theme.font(), LIGHT.text3)


def _placeholder(painter: QPainter, box: QRectF, number: int) -> None:
    # Widths differ from row to row, so that the grey lines read as text to come.
    width = min(box.width() - 2 * PAD, 60 + 17 * (number % 5))
    for share, part in ((0.32, 1.0), (0.68, 0.7)):
        line = QRectF(box.left() + PAD, box.top() + share * box.height() - 4, width * part, 8)
        painter.fillRect(line, QColor(LIGHT.mute.ground))


def _cell(painter: QPainter, box: QRectF, cell: Cell, *, numeric: bool) -> None:
    if box.height() < theme.px(_TWO_LINES):
        cell = replace(cell, caption="", beside=cell.beside or cell.caption)
    box = box.adjusted(_lead(painter, box, cell), 0, 0, 0)
    upper, lower = _lines(box, two=bool(cell.caption))
    if cell.badge:
        badge_font = theme.font(theme.SMALL)
        paint_badge(painter, cell.badge, QPointF(upper.left(), upper.center().y()), badge_font)
        upper = upper.adjusted(badge_size(cell.badge, badge_font).width() + 8, 0, 0, 0)
    _title(painter, upper, cell, numeric=numeric)
    if cell.caption:
        ink = LIGHT.tone(cell.caption_tone).ink if cell.caption_tone else LIGHT.text3
        _elided(painter, lower, cell.caption, theme.font(theme.SMALL), ink, right=numeric)


def _lead(painter: QPainter, box: QRectF, cell: Cell) -> float:
    middle = box.center().y()
    if cell.urgency:
        width, height = theme.px(WIDTH), theme.px(HEIGHT)
        paint_urgency(painter, cell.urgency, QRectF(box.left(), middle - height / 2, width, height))
        return width + 8
    if cell.checked is not None:
        _check_box(painter, QRectF(box.left(), middle - 8, 16, 16), checked=cell.checked)
        return 26
    if cell.icon:
        paint_icon(painter, cell.icon, QRectF(box.left(), round(middle - 9), 18, 18))
        return 28
    return 0


def _check_box(painter: QPainter, box: QRectF, *, checked: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(LIGHT.primary if checked else LIGHT.control))
    painter.setBrush(QColor(LIGHT.primary if checked else LIGHT.surface))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    if checked:
        paint_icon(painter, "tick", box.adjusted(1, 1, -1, -1), LIGHT.on_primary)


def _lines(box: QRectF, *, two: bool) -> tuple[QRectF, QRectF]:
    if not two:
        return box, box
    upper_height = QFontMetricsF(theme.font()).height() + 7
    lower_height = QFontMetricsF(theme.font(theme.SMALL)).height() + 5
    top = box.center().y() - (upper_height + lower_height) / 2
    upper = QRectF(box.left(), top, box.width(), upper_height)
    return upper, QRectF(box.left(), upper.bottom(), box.width(), lower_height)


def _title(painter: QPainter, box: QRectF, cell: Cell, *, numeric: bool) -> None:
    ink = LIGHT.link if cell.link else LIGHT.text3 if cell.faint else LIGHT.text
    if cell.tone:
        ink = LIGHT.tone(cell.tone).ink
    font = theme.digits() if numeric else theme.font(bold=cell.bold)
    if not cell.bold:
        used = _elided(painter, box, cell.title, font, ink, right=numeric)
    else:
        used = _elided(painter, box, cell.title, _narrowed(font, cell.title, box.width()), ink)
    rest = box.adjusted(used + 8, 0, 0, 0)
    if cell.beside and rest.width() > _LEAST_BESIDE:
        _elided(painter, rest, cell.beside, theme.font(theme.SMALL), LIGHT.text3)


def _narrowed(font: QFont, text: str, room: float) -> QFont:
    needed = QFontMetricsF(font).horizontalAdvance(text)
    if needed > room:
        font.setStretch(max(_LEAST_STRETCH, int(100 * room / needed)))
    return font


def _elided(
    painter: QPainter, box: QRectF, text: str, font: QFont, ink: str, *, right: bool = False
) -> float:
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    return _text(painter, box, shown, font, ink, right=right)


def _text(
    painter: QPainter, box: QRectF, text: str, font: QFont, ink: str = LIGHT.text, *, right: bool = False
) -> float:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(box, (_RIGHT if right else _LEFT) | Qt.TextFlag.TextSingleLine, text)
    return QFontMetricsF(font).horizontalAdvance(text)
