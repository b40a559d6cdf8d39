"""The 決裁欄: a box for each post, with a round stamp where somebody has approved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from reportlab.lib.colors import HexColor, black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from kyogikai_desktop.documents.text import Align, TextStyle, Typesetter
from kyogikai_desktop.domain.minutes import Approval
from kyogikai_desktop.domain.wareki import format_short

_BOX = 18 * mm
_HEAD = 6 * mm
_SIDE = 12 * mm
_RADIUS = 6.6 * mm
_POST = TextStyle(size=9, align=Align.CENTER)
_RED = HexColor(0xB3261E)
_STAMP = TextStyle(size=10, align=Align.CENTER, color=_RED)


class ApprovalBoxes(Flowable):
    """Boxes at the right end of the column, the word 決裁 at their left."""

    def __init__(self, typesetter: Typesetter, approvals: Sequence[Approval]) -> None:
        super().__init__()
        self._typesetter = typesetter
        self._approvals = approvals

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Take the whole width."""
        self.width, self.height = width, _BOX + _HEAD
        return self.width, self.height

    def draw(self) -> None:
        """Draw the boxes and the stamps."""
        self.canv.setStrokeColor(black)
        self.canv.setLineWidth(0.5)
        left = self.width - len(self._approvals) * _BOX
        self._typesetter.draw(self.canv, left - _SIDE, _BOX + 2 * mm, "決裁", _POST, _SIDE)
        for approval in self._approvals:
            self.canv.rect(left, 0, _BOX, _BOX)
            self.canv.rect(left, _BOX, _BOX, _HEAD)
            self._draw_post(left, approval.post)
            if approval.on:
                self._draw_stamp(left + _BOX / 2, _BOX / 2, approval.name, approval.on)
            left += _BOX

    def _draw_post(self, left: float, post: str) -> None:
        natural = self._typesetter.fonts.width(post, _POST.weight)
        width = min(max(3, natural) * _POST.size, _BOX - 4)  # short posts are spread over three characters
        spread = replace(_POST, align=Align.SPREAD)
        self._typesetter.draw(self.canv, left + (_BOX - width) / 2, _BOX + 2 * mm, post, spread, width)

    def _draw_stamp(self, x: float, y: float, name: str, on: date) -> None:
        self.canv.saveState()
        self.canv.setStrokeColor(_RED)
        self.canv.setLineWidth(1)
        self.canv.circle(x, y, _RADIUS)
        left, width = x - 0.75 * _RADIUS, 1.5 * _RADIUS
        self._typesetter.draw(self.canv, left, y + 1, name, _STAMP, width)
        self._typesetter.draw(self.canv, left, y - 9, format_short(on), replace(_STAMP, size=7), width)
        self.canv.restoreState()
