"""What is asked where this PC has seen a later state of the council than the one that is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from kyogikai_desktop.domain.carrying import CarryState
from kyogikai_desktop.domain.wareki import format_short
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.growing_dialog import GrowingDialog
from kyogikai_desktop.gui.widgets.text import label, row
from kyogikai_desktop.services import anchors
from kyogikai_desktop.services.anchors import Comparison
from kyogikai_desktop.services.carrying import Carrying
from kyogikai_desktop.services.permission import why_not
from kyogikai_desktop.services.session import Session

_OLDER = "この控えは、前に使ったものより古いようです。"
_WHILE_OUT = "持ち出したほうを、このパソコンで使ったためなら、持ち帰りを取り込むと、そろいます。"
_RESTORED = (
    "{at} に、控えから協議会の全部を戻しています。"
    "このパソコンで前に見た記録のうち、その控えにないものは、ここにはありません。"
)
_WORDS = (
    "このパソコンで前に使ったときの操作の記録が、いま開いている協議会にはありません。"
    "フォルダーが古い控えや写しに置きかわると、こうなります。",
    "ほかの人が控えから戻したなど、わけが分かっているときは、このまま使えます。"
    "前の状態にしかない記録は、ここにはありません。使うことにしたと、操作の記録に残ります。",
    "思い当たらないときは、何も書かずに閉じて、保護管理の人に知らせてください。"
    "新しいほうのフォルダーや控えが、ほかに残っているかもしれません。",
)

_FOR_CUSTODIANS = "このまま使うかどうかを決められるのは、保護管理の役割の人です。"


def older_words(session: Session) -> str:
    """Say that this PC has seen more than this copy holds, or nothing; while it is out, that may be why."""
    if not session.older_than_seen:
        return ""
    carry = Carrying(session).current()
    return _OLDER + (_WHILE_OUT if carry and carry.state is CarryState.LEFT else "")


def restored_words(session: Session) -> str:
    """Return what to say once where somebody went back to a backup since this PC saw the council."""
    return _RESTORED.format(at=_moment(session.restored.at)) if session.restored else ""


class OlderCopyDialog(GrowingDialog):
    """Show the facts, explain, and go on only on a person's word; `check_wanted` asks for the deep check."""

    check_wanted = Signal()

    def __init__(self, window: QWidget, facts: Comparison | None, *, settles: bool = True) -> None:
        super().__init__(window, "前に使ったものより古い協議会を開いています", 640)
        for words in _WORDS[:1]:
            self.body.addWidget(label(words, wrap=True))
        if facts:
            self.body.addWidget(_facts(facts))
        for words in _WORDS[1:] if settles else (*_WORDS[2:], _FOR_CUSTODIANS):
            self.body.addWidget(label(words, wrap=True))
        check = button("点検する", key="Alt+K", icon="shield", does=self._check)
        later = button("あとで決める", key="Esc", does=self.reject)
        use = button("このまま使う", key="Alt+U", does=self.accept) if settles else None
        self.body.addLayout(row(check, None, *([use] if use else ()), later))
        later.setFocus()

    def _check(self) -> None:
        self.reject()
        self.check_wanted.emit()


def _facts(facts: Comparison) -> QFrame:
    """Lay the two states side by side, as numbers of the log with their times."""
    gone = "あります。ただし、別の記録になっています" if facts.replaced else "ありません"
    lines = (
        ("このパソコンで前に見たところ", f"{facts.seen:,} 番　{_moment(facts.seen_at)}"),
        ("いま開いているものの最後", f"{facts.here:,} 番　{_moment(facts.here_at)}"),
        (f"{facts.seen:,} 番の記録", f"ここには{gone}"),
    )
    grid = QGridLayout()
    grid.setColumnStretch(1, 1)
    grid.setContentsMargins(14, 10, 14, 10)
    grid.setHorizontalSpacing(16)
    grid.setSizeConstraint(QGridLayout.SizeConstraint.SetMinimumSize)
    for at, (name, value) in enumerate(lines):
        grid.addWidget(label(name, "caption"), at, 0)
        grid.addWidget(label(value, "strong"), at, 1)
    card = QFrame()
    card.setProperty("role", "card")
    card.setLayout(grid)
    return card


def _moment(at: datetime | None) -> str:
    return f"{format_short(at.date())} {at:%H:%M}" if at else ""


def look_into(
    session: Session,
    tasks: Tasks,
    window: QWidget,
    settled: Callable[[], object],
    check: Callable[[], object],
) -> None:
    """Ask whether to go on; `settled` is called once that is logged, `check` where that is wanted first."""

    def ask(facts: Comparison | None) -> None:
        settles = why_not(session, anchors.accept) is None and not session.read_only
        dialog = OlderCopyDialog(window, facts, settles=settles)
        dialog.accepted.connect(lambda: tasks.write(lambda: anchors.accept(session), lambda _none: settled()))
        dialog.check_wanted.connect(check)
        dialog.open()

    tasks.read(lambda: anchors.compare(session), ask)
