"""2人での確認: one dialog for every act that one person must not do alone.

The dialog does not know the act. A page asks like this, and gets the result when both have agreed::

    def make(approver: Approver | None, then: Callable[[DrawnSheets], object], failed: Failed) -> None:
        self.write(lambda: self._work.draw_sheets(approver), then, failed)

    ask_second(self, session, Question("復旧シートをつくる", "なぜ2人か…", "つくる"), make, self._on_drawn)

In a practice council nobody is asked: the act is called at once, with None. Where no session is open (a
backup that is to be restored), open the dialog with candidates of your own::

    ApprovalDialog(window, question, [Candidate(login) for login in logins], act, then).open()

The act runs off the GUI thread and refuses as the services do: a wrong password and whatever begins with
`approver_` is told beside its field, anything else above the fields. What was typed stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from kyogikai_desktop.errors import AppError, InvalidInput, WrongPassword
from kyogikai_desktop.gui.page import Page
from kyogikai_desktop.gui.tasks import Failed
from kyogikai_desktop.gui.widgets.back_off import BackOff, Waiting, no_wait
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.form_errors import FormErrors
from kyogikai_desktop.gui.widgets.growing_dialog import GrowingDialog
from kyogikai_desktop.gui.widgets.message_bar import MessageBar
from kyogikai_desktop.gui.widgets.password_field import PasswordField
from kyogikai_desktop.gui.widgets.text import label, row
from kyogikai_desktop.services.approval import Approver, Candidate, candidates
from kyogikai_desktop.services.attempts import Attempts
from kyogikai_desktop.services.session import Session
from kyogikai_desktop.words import say

T = TypeVar("T")
Act = Callable[[Approver | None, Callable[[T], object], Failed], object]

_WIDTH = 620
_ASK = "2人目の人が、ここで自分の利用者IDを選び、自分のパスワードを入れます。"
_HINT = "1人目の人は、画面から目をそらしてください。"


@dataclass(frozen=True)
class Question:
    """What two people are to do: the act as a title, why it needs two, and the verb on the button."""

    title: str
    why: str
    verb: str = "2人で進める"


def ask_second(
    page: Page, session: Session, question: Question, act: Act[T], then: Callable[[T], object]
) -> None:
    """Do an act once a second person of the open council has agreed; at once in a practice council."""

    def show(found: tuple[bool, tuple[Candidate, ...]]) -> None:
        practice, others = found
        if practice:
            act(None, then, page.refuse)
            return
        waiting = partial(Attempts(session.clock).remaining, session.vault.vault_id)
        ApprovalDialog(page, question, others, act, then, waiting).open()

    page.read(lambda: (session.council.practice, candidates(session)), show)


class ApprovalDialog(GrowingDialog):
    """Ask a second person for login and password; `waiting` tells for how many seconds to wait."""

    def __init__(
        self,
        window: QWidget,
        question: Question,
        others: Sequence[Candidate],
        act: Act[T],
        then: Callable[[T], object],
        waiting: Waiting = no_wait,
    ) -> None:
        super().__init__(window, question.title, _WIDTH)
        self._question = question
        self._act: Act[Any] = act
        self._then: Callable[[Any], object] = then
        self._fit = [one for one in others if one.unfit is None]
        self._told = MessageBar(self)
        self.login = QComboBox()
        self.password = PasswordField()
        self.rows = {
            "login": FieldRow("2人目の利用者ID", self.login, required=True),
            "password": FieldRow("2人目のパスワード", self.password, required=True, hint=_HINT),
        }
        self.errors = FormErrors(self.rows)
        self._go = button(question.verb, "primary", key="Enter", does=self.submit)
        self._put_off = button("やめておく", key="Esc", does=self.reject)
        self._back_off = BackOff(self._go, question.verb, waiting)
        self._lay_out(others)
        self._back_off.count_down()

    def submit(self) -> None:
        """Do the act with the second person, unless something is missing or the next try has to wait."""
        if not self._go.isEnabled():
            return
        self.errors.clear()
        self._told.hide()
        for name, filled in (("login", self.login.currentData()), ("password", self.password.text())):
            if not filled:
                self.errors.show_error(InvalidInput("required", name))
                return
        self._show_busy(busy=True)
        approver = Approver(self.login.currentData(), self.password.text())
        # Not the dialog's own methods: a result is not lost when the window locks meanwhile.
        self._act(approver, partial(self._finish), partial(self._refuse))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stay while the act runs; nobody could tell then whether it was done."""
        if event.key() == Qt.Key.Key_Escape and not self._put_off.isEnabled():
            return
        super().keyPressEvent(event)

    def _finish(self, result: object) -> None:
        if shiboken6.isValid(self):
            self.password.clear()
            self.accept()
        self._then(result)

    def _refuse(self, error: AppError) -> None:
        if not shiboken6.isValid(self):
            return
        self._show_busy(busy=False)
        if isinstance(error, WrongPassword):
            self.errors.show_error(InvalidInput(error.key, "password"))
            self.password.selectAll()
            self._back_off.count_down()
        elif error.key.startswith("approver_"):
            self.errors.show_error(InvalidInput(error.key, "login", **error.values))
        else:
            self._told.show_message("over", say(error), closable=False)

    def _show_busy(self, *, busy: bool) -> None:
        self._go.setText("確かめています" if busy else self._question.verb)
        for one in (self._go, self._put_off):
            one.setEnabled(not busy)

    def _lay_out(self, others: Sequence[Candidate]) -> None:
        self.body.addWidget(label(self._question.why, "second", wrap=True))
        self.body.addWidget(self._told)
        for one in others:
            if one.unfit is not None:
                words = f"{_called(one)}：{say(one.unfit)}"
                self.body.addWidget(label(words, "caption", wrap=True))
        if self._fit:
            self._lay_out_fields()
        else:
            key = "approver_unfit_all" if others else "second_account_missing"
            self._told.show_message("due", say(AppError(key)), closable=False)
            self._put_off.setText("閉じる")
            self._go.hide()
        self.body.addLayout(row(None, self._put_off, self._go))

    def _lay_out_fields(self) -> None:
        for one in self._fit:
            self.login.addItem(_called(one), one.login)
        self.login.setPlaceholderText("選んでください")
        self.login.setCurrentIndex(0 if len(self._fit) == 1 else -1)
        self.body.insertWidget(2, label(_ASK, wrap=True))
        for field in self.rows.values():
            self.body.addWidget(field)
        self.password.returnPressed.connect(self.submit)
        first = self.password if len(self._fit) == 1 else self.login
        first.setFocus()


def _called(one: Candidate) -> str:
    return f"{one.login}　{one.name}" if one.name else one.login
