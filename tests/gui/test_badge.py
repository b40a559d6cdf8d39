from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter

from kyogikai_desktop.gui.widgets.badge import BadgeLabel, due, state
from kyogikai_desktop.gui.widgets.shapes import Shape, paint_shape
from kyogikai_desktop.gui.widgets.urgency import UrgencyLabel, paint_urgency

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("days", "words", "tone", "tinted"),
    [
        (-12, "12日超過", "over", True),
        (-1, "1日超過", "over", True),
        (0, "今日まで", "due", True),
        (7, "あと 7日", "due", True),
        (8, "あと 8日", "mute", False),
    ],
)
def test_a_date_to_keep_says_how_far_it_is(days, words, tone, tinted):
    badge = due(TODAY + timedelta(days=days), TODAY)
    assert (badge.words, badge.tone, badge.tinted) == (words, tone, tinted)


def test_a_date_that_is_not_set_stands_out():
    assert (due(None, TODAY).words, due(None, TODAY).tone) == ("日が未定", "error")


def test_words_nobody_foresaw_still_get_a_badge():
    assert state("保留").words == "保留"


def painted(draw) -> QImage:
    picture = QImage(QSize(24, 24), QImage.Format.Format_Grayscale8)
    picture.fill(255)
    painter = QPainter(picture)
    draw(painter, QRectF(4, 4, 16, 16))
    painter.end()
    return picture


@pytest.mark.usefixtures("themed")
def test_shapes_are_told_apart_without_colour():
    pictures = [painted(lambda p, box, shape=shape: paint_shape(p, shape, box, "#1B2026")) for shape in Shape]
    same = [
        (first, second)
        for first in range(len(pictures))
        for second in range(first)
        if pictures[first] == pictures[second]
    ]
    names = list(Shape)
    assert [(names[a], names[b]) for a, b in same] == []


@pytest.mark.usefixtures("themed")
def test_more_urgent_is_more_ink():
    def ink(mark):
        picture = painted(lambda p, _box: paint_urgency(p, mark, QRectF(0, 0, 24, 24)))
        return sum(255 - value for value in bytes(picture.constBits()))

    assert ink("AA") > ink("A") > ink("B") > ink("C") > ink("")


def test_labels_speak(qtbot, themed):
    badge, urgency = BadgeLabel(state("未取得")), UrgencyLabel("A")
    qtbot.addWidget(badge)
    qtbot.addWidget(urgency)
    assert themed
    assert badge.text() == "未取得"
    assert urgency.accessibleName() == "緊急度 A"
    badge.show_badge(None)
    assert badge.sizeHint() == QSize(0, 0)
