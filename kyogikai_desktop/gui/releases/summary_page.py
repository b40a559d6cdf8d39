"""The page 公表用の集計: a period as its receiver sees it, why cells are withheld, and the export."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFrame

from kyogikai_desktop.domain.release import Cell, Period, PeriodBooks
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.page import Command, Page
from kyogikai_desktop.gui.page_head import MARGIN
from kyogikai_desktop.gui.releases.count_table import CountTable, Hatching
from kyogikai_desktop.gui.releases.release_pane import ReleasePane
from kyogikai_desktop.gui.releases.release_words import cell_words, explanation, period_words, span_words
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.badge import Badge, BadgeLabel
from kyogikai_desktop.gui.widgets.card import Card
from kyogikai_desktop.gui.widgets.chip import Chip
from kyogikai_desktop.gui.widgets.choosing import choose_folder
from kyogikai_desktop.gui.widgets.key_strip import KeyHint
from kyogikai_desktop.gui.widgets.scrolled import Scrolled
from kyogikai_desktop.gui.widgets.shapes import Shape
from kyogikai_desktop.gui.widgets.text import column, label, row
from kyogikai_desktop.services.releases import Exported, Look, Releases
from kyogikai_desktop.services.session import Session
from kyogikai_desktop.words import say

_WIDEST = 760
_RELEASED = Badge(Shape.CHECK_DISC, "公表ずみ", "ok", tinted=True)
_PREVIEW = Badge(Shape.HALF, "見本だけ", "due", tinted=True)
_OPEN = Badge(Shape.RING, "まだ出していません", "info", tinted=True)


class SummaryPage(Page):
    """Look at a period, understand it, write it out."""

    key_hints = (
        KeyHint("↑↓", "マスを選ぶ"),
        KeyHint("Tab", "次の表"),
        KeyHint("Ctrl+Enter", "書き出す"),
        KeyHint("F1", "ヘルプ"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__("公表用の集計", tasks)
        self._session = session
        self._work = Releases(session)
        self._look: Look | None = None
        self._periods: dict[str, Period] = {}
        self._period = Chip("期間", [])
        self._badge = BadgeLabel()
        self._totals = CountTable("ケースの数")
        self._activities = CountTable("会議と構成機関の数")
        self._pane = ReleasePane()
        self._exports = self.may(session, Releases.export, "集計を書き出す", "Ctrl+Enter")
        self._lay_out()
        self._period.chosen.connect(self._load)
        self._totals.chosen.connect(partial(self._explain, "totals"))
        self._activities.chosen.connect(partial(self._explain, "activities"))
        self._pane.export_wanted.connect(self._export)

    def activate(self, record: object = None) -> None:
        """Read the periods and show the newest one, or the one shown before."""
        del record
        self.read(self._work.periods, self._show_periods, self._show_no_period, topic="summary")

    def commands(self) -> Sequence[Command]:
        """Return the export."""
        if not self._pane.export.isEnabled():
            return ()
        return (Command("集計を書き出す", self._export, "ファイル", shown_key="Ctrl+Enter", icon="folder"),)

    def _lay_out(self) -> None:
        self.head.add_beside_title(self._period)
        self.head.add_beside_title(self._badge)
        self._title = label("", "section")
        self._span = label("", "caption", wrap=True)
        legend = row(Hatching(), label("出さないマス。0 でも、同じ見え方です。", "caption"), None)
        self._why = Card("選んだマスのこと")
        self._words = label("", wrap=True)
        self._words.setMinimumHeight(theme.px(46))
        self._why.setMaximumWidth(_WIDEST)
        self._why.body.addWidget(self._words)
        parts = (self._title, self._span, _framed(self._totals), legend, self._why)
        rest = (label("会議と構成機関", "section"), _framed(self._activities))
        whole = column(*parts, *rest, None, spacing=10)
        whole.setContentsMargins(MARGIN, 14, MARGIN, 14)
        self._scroll = Scrolled(whole)
        both = row(self._scroll, self._pane, spacing=0)
        both.setStretch(0, 1)
        self.body.addLayout(both)

    def _show_periods(self, periods: tuple[Period, ...]) -> None:
        self.bar.hide()
        self._scroll.show()
        self._period.show()
        self._periods = {period.id: period for period in periods}
        self._period.set_options([(period.id, period_words(period)) for period in periods])
        self._load(self._period.current())
        self._totals.setFocus()

    def _show_no_period(self, error: AppError) -> None:
        self._scroll.hide()
        self._period.hide()
        self._badge.show_badge(None)
        self._pane.show_look(None, (), writable=False)
        self.message(
            "due", say(error), "設定を開く", partial(self.navigate.emit, "settings", None), key="Alt+R"
        )

    def _load(self, period_id: str) -> None:
        period = self._periods[period_id]

        def read() -> tuple[Look, tuple[PeriodBooks, ...]]:
            return self._work.look(period), self._work.released()

        self.read(read, self._show_look, self._show_no_period, topic="summary look")

    def _show_look(self, found: tuple[Look, tuple[PeriodBooks, ...]]) -> None:
        look, released = found
        self._look = look
        period = look.books.period
        self._title.setText(period_words(period))
        self._span.setText(f"{span_words(period)}　公表する相手に見えるとおりの表です。")
        self._badge.show_badge(_RELEASED if look.released else _PREVIEW if look.refusal else _OPEN)
        self._totals.show_counts([(cell_words(cell), cell.count) for cell in look.totals])
        self._activities.show_counts([(cell_words(cell), cell.count) for cell in look.activities])
        self._pane.show_look(look, released, writable=self._exports)
        self._totals.setCurrentCell(0, 1)
        self._explain("totals", 0)
        self.keys_changed.emit()

    def _explain(self, table: str, place: int) -> None:
        if self._look is None:
            return
        cells: tuple[Cell, ...] = getattr(self._look, table)
        cell = cells[place]
        verb = "出さない理由" if cell.count is None else "出す理由"
        self._why.title.setText(f"「{cell_words(cell)}」を{verb}")
        self._words.setText(explanation(self._look, cell))

    def _export(self) -> None:
        look = self._look
        if look is None or not self._pane.export.isEnabled():
            return
        chosen = choose_folder(self, "集計を書き出すフォルダー")
        if chosen:
            period, preview = look.books.period, look.refusal is not None
            self.write(lambda: self._work.export(period, Path(chosen), preview=preview), self._on_exported)

    def _on_exported(self, done: Exported) -> None:
        self.tell_saved(self._session.clock())
        shown = self._period.current()

        def after(periods: tuple[Period, ...]) -> None:
            self._show_periods(periods)
            if shown in self._periods:
                self._period.choose(shown)
            self._load_then_tell(done)

        self.read(self._work.periods, after, topic="summary")

    def _load_then_tell(self, done: Exported) -> None:
        period = self._periods[self._period.current()]

        def tell(found: tuple[Look, tuple[PeriodBooks, ...]]) -> None:
            self._show_look(found)
            self._pane.show_exported(done)

        self.read(lambda: (self._work.look(period), self._work.released()), tell, topic="summary look")


def _framed(table: CountTable) -> QFrame:
    frame = QFrame()
    frame.setProperty("role", "card")
    inside = column(table, spacing=0)
    inside.setContentsMargins(1, 1, 1, 1)
    frame.setLayout(inside)
    frame.setMaximumWidth(_WIDEST)
    return frame
