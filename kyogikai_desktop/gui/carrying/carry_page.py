"""The page 持ち出し, on the office's PC and on the laptop: what this copy is, and what to do with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kyogikai_desktop.domain.carrying import Carry, CarryState
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.carrying.carry_acts import CarryActs
from kyogikai_desktop.gui.carrying.carry_words import MEANS, facts
from kyogikai_desktop.gui.page import Command, Page
from kyogikai_desktop.gui.page_head import MARGIN
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.buttons import KeyButton, button
from kyogikai_desktop.gui.widgets.card import Card
from kyogikai_desktop.gui.widgets.key_strip import KeyHint
from kyogikai_desktop.gui.widgets.scrolled import Scrolled
from kyogikai_desktop.gui.widgets.text import clear, column, label, row
from kyogikai_desktop.services.carrying import Carrying
from kyogikai_desktop.services.permission import Act, why_not
from kyogikai_desktop.services.restores import Restores
from kyogikai_desktop.services.session import Session

_WIDTH = 860
_LABEL = 130
_PC_LOST = (
    "別のパソコンのはじめの画面の「控えから戻す」で戻し、「利用者」で協議会の鍵を新しくしてください。"
    "分かっていること（何が・何件・暗号化・だれに知らせるか）は、1枚に印刷できます。"
)
_MAY_BE_LOST = (CarryState.LEFT, CarryState.BROKEN)


class CarryPage(Page):
    """One card for the carry that is under way, one for the register."""

    key_hints = (KeyHint("Ctrl+Enter", "次にすること"), KeyHint("F1", "ヘルプ"))

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__("持ち出し", tasks)
        self._session = session
        self._work = Carrying(session)
        self._acts = CarryActs(self, session)
        self._carry: Carry | None = None
        self._shown: object = None
        self._means = label("", wrap=True)
        self._facts = QVBoxLayout()
        self._buttons, self._more = row(spacing=10), row(spacing=10)
        self._register = QVBoxLayout()
        self._lay_out()

    def activate(self, record: object = None) -> None:
        """Read what this copy is."""
        del record
        self.read(self._work.register, self._show, topic="carry")

    def commands(self) -> Sequence[Command]:
        """Return what the register's newest entry is good for."""
        if self._carry is None:
            return ()
        return (Command("持出簿の記載票を見る", self._see_entry, "ファイル", key="Ctrl+P", icon="print"),)

    def _lay_out(self) -> None:
        now = Card("いまの様子")
        now.body.addWidget(self._means)
        now.body.addLayout(self._facts)
        now.body.addSpacing(6)
        now.body.addLayout(self._buttons)
        now.body.addLayout(self._more)
        register = Card("持出簿", "新しい順")
        register.body.addLayout(self._register)
        cards = QWidget()
        cards.setMaximumWidth(theme.px(_WIDTH))
        cards.setLayout(column(now, register, self._pc_card(), None, spacing=14))
        middle = row(cards, None)
        middle.setStretch(0, 100)
        middle.setContentsMargins(MARGIN, 14, MARGIN, 20)
        self.body.addWidget(Scrolled(middle))

    def _pc_card(self) -> Card:
        card = Card("協議会の入ったパソコンをなくしたとき")
        card.body.addWidget(label(_PC_LOST, "second", wrap=True))
        see = button("パソコンの紛失の記録", icon="print", does=partial(self.navigate.emit, "pc_loss", None))
        card.body.addLayout(row(see, None))
        return card

    def _show(self, register: tuple[Carry, ...]) -> None:
        seen = (register, self._session.today())  # what is due is said by the day
        if seen != self._shown:  # else a button that a key is just pressing stays
            self._shown = seen
            self._fill(register)
        self._first.setFocus()

    def _fill(self, register: tuple[Carry, ...]) -> None:
        self._carry = register[0] if register else None
        state = self._carry.state if self._carry and not self._carry.state.is_over else None
        self._means.setText(MEANS[state])
        for layout in (self._facts, self._buttons, self._more, self._register):
            clear(layout)
        if self._carry and state:
            for name, text in facts(self._carry, self._session):
                self._facts.addLayout(_fact(name, text))
        made, more = self._made(state)
        for line, buttons in ((self._buttons, made), (self._more, more)):
            for one in buttons:
                line.addWidget(one)
            line.addStretch(1)
        for carry in register:
            self._register.addLayout(self._line(carry))
        if not register:
            self._register.addWidget(label("持ち出しは、まだありません。", "caption"))
        entry = (KeyHint("Ctrl+P", "記載票"),) if self._carry else ()
        self.key_hints = (*CarryPage.key_hints[:1], *entry, *CarryPage.key_hints[1:])
        self._first = made[0]
        self.keys_changed.emit()

    def _made(self, state: CarryState | None) -> tuple[list[KeyButton], list[KeyButton]]:
        """Return the buttons for a state of this copy: for what comes next, and for what seldom does."""
        acts, due = self._acts, self._due

        def main(words: str, does: Callable[[], object]) -> KeyButton:
            return button(words, "primary", key="Ctrl+Enter", does=does)

        again = "ファイルをもう一度つくる"
        if state is CarryState.LEFT:
            entry = button("記載票", key="Ctrl+P", icon="print", does=self._see_entry)
            entry.setShortcut(QKeySequence())  # the command of the page has the key, also once this is over
            off = due(button("打ち切る", does=acts.break_off), Carrying.break_off)
            take_in = due(main("閉じて、持ち帰りを取り込む", acts.go_and_take_in), Carrying.bring_back)
            return [take_in, entry], [due(button(again, does=acts.write_again), Carrying.write_again), off]
        move = due(button("このパソコンに引きつぐ", does=acts.stay), Carrying.stay)
        if state is CarryState.HERE:
            return [due(main("持ち帰る", acts.bring_back), Carrying.bring_back)], [move]
        if state is CarryState.BACK:
            on = due(button("持ち帰りを取り消す", does=acts.carry_on), Carrying.carry_on)
            return [due(main(again, acts.write_again), Carrying.write_again)], [on, move]
        late = button("届いたファイルから1件だけ移す", "text", does=acts.bring_one)
        out = due(main("持ち出す", acts.take_out), Carrying.take_out)
        return [out], [due(late, Restores.bring_back_case)] if self._carry else []

    def _due(self, made: KeyButton, act: Act) -> KeyButton:
        """Return a button, closed where its act is for others, which is said on top."""
        if refused := why_not(self._session, act):
            made.setEnabled(False)
            self.tell_limit(made.text(), refused)
        return made

    def _line(self, carry: Carry) -> QHBoxLayout:
        words = f"第 {carry.id} 号　{carry.state.label}　{carry.destination}　{carry.file_name}"
        papers = [("carry_entry", "記載票")]
        if carry.state in _MAY_BE_LOST:
            papers.append(("carry_loss", "紛失の記録"))
        line = row(label(words, wrap=True), spacing=10)
        line.setStretch(0, 1)
        for page, name in papers:
            see = button(name, "text", does=partial(self.navigate.emit, page, carry.id))
            see.setAccessibleName(f"第 {carry.id} 号の{name}")
            line.addWidget(see)
        return line

    def _see_entry(self) -> None:
        if self._carry:
            self.navigate.emit("carry_entry", self._carry.id)


def _fact(name: str, text: str) -> QHBoxLayout:
    head = label(name, "field")
    head.setMinimumWidth(theme.px(_LABEL))
    line = row(head, label(text, wrap=True), spacing=10)
    line.setStretch(1, 1)
    return line
