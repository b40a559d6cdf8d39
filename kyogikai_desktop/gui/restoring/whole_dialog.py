"""全部を戻す: compare, say what is lost, have a second person agree, go back, leave the council."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QProgressBar, QWidget

from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui.approval_dialog import Question, ask_second
from kyogikai_desktop.gui.backups.beside_dialog import BesideDialog
from kyogikai_desktop.gui.page import Page
from kyogikai_desktop.gui.progress import Progress
from kyogikai_desktop.gui.restoring import restore_words
from kyogikai_desktop.gui.tasks import Failed
from kyogikai_desktop.gui.widgets.back_off import Waiting, no_wait
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.state_lines import StateLines
from kyogikai_desktop.gui.widgets.task_steps import TaskSteps
from kyogikai_desktop.gui.widgets.text import column
from kyogikai_desktop.services.approval import Approver, approved_unless_alone, needs_second
from kyogikai_desktop.services.backup_files import contents
from kyogikai_desktop.services.restores import Rehearsal, Restores
from kyogikai_desktop.services.session import Session
from kyogikai_desktop.services.whole_restore import OVER, STEPS, Restored, Step, restore_open
from kyogikai_desktop.words import say

_WORDS = "{of} の控えに、協議会を全部戻します。まず、いまの記録とくらべて、何がなくなるかを確かめます。"
_WHY = "協議会の全部を、前の状態に戻します。あとからの記録がなくなり、利用者も前に戻るため、2人で確かめます。"


class WholeDialog(BesideDialog):
    """Ask for the password, show what is at stake, then follow the work; `agreed` starts it."""

    agreed = Signal()

    def __init__(
        self,
        window: QWidget,
        of: str,
        logins: Sequence[str],
        own: str,
        compare: Callable[[], object],
        waiting: Waiting = no_wait,
    ) -> None:
        super().__init__(window, "控えに全部を戻す", _WORDS.format(of=of), "くらべる", waiting)
        self.progress = Progress(self)
        self._compare = compare
        self.login = QComboBox()
        self.login.addItems(list(logins))
        self.login.setCurrentText(own if own in logins else "")
        self._stake = StateLines()
        self._steps = TaskSteps([STEPS[step] for step in OVER])
        self._bar = QProgressBar(textVisible=False)
        self._bar.setRange(0, 0)
        self._go_back = button("全部を戻す", "primary", key="Ctrl+Enter", does=self.agreed.emit)
        self.progress.moved.connect(self._on_moved)
        if own not in logins:  # who came later is in no earlier backup
            hint = "この控えの日に、あなたの利用者IDはありませんでした。その日にいた人が入れます。"
            self.rows = {"login": FieldRow("利用者ID", self.login, required=True, hint=hint), **self.rows}
        self.lay_out_fields()
        self.password.setFocus()

    def begin(self) -> None:
        """Compare with the live council."""
        self._compare()

    def show_stake(self, found: Rehearsal, *, alone: bool) -> None:
        """Say what is lost and what stays; nothing happens on Enter from here on."""
        secret = self.password.text()
        self._stake.show_lines(restore_words.at_stake(found, alone=alone))
        result = QWidget()
        result.setLayout(column(self._stake, spacing=12))
        self.show_result(result, None if found.damage else self._go_back, eager=False)
        self.password.setText(secret)
        self.put_off.setText("やめておく")

    def show_working(self) -> None:
        """Show the steps in place of what is at stake; until the exchange the work can be stopped."""
        self.told.hide()
        self._stake.hide()
        self._go_back.hide()
        self._steps.show_progress(0)
        for one in (self._bar, self._steps):
            self.fields.addWidget(one)
            one.show()
        self.put_off.setText("やめる")

    def show_stopped(self, error: AppError) -> None:
        """Say why nothing was exchanged; it can be begun again."""
        self.progress = Progress(self)
        self.progress.moved.connect(self._on_moved)
        self._bar.hide()
        self._steps.hide()
        self._stake.show()
        self._go_back.show()
        self.put_off.setText("やめておく")
        self.put_off.setEnabled(True)
        self.told.show_message("over", say(error), closable=False)

    def reject(self) -> None:
        """Close, and stop the work while it can be stopped; nothing holds up a window that locks."""
        self.progress.cancel()
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stay once the files are being exchanged."""
        if event.key() != Qt.Key.Key_Escape or self.put_off.isEnabled():
            super().keyPressEvent(event)

    def _on_moved(self, step: int, done: int, total: int) -> None:
        self._steps.show_progress([*OVER].index(Step(step)))
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if step == Step.EXCHANGE:
            self.put_off.setEnabled(False)


class _WayBack:
    """One restore of the open council, from the question to the unlock page."""

    def __init__(self, page: Page, session: Session, file: Path, of: str, logins: Sequence[str]) -> None:
        self._page, self._session, self._file, self._of = page, session, file, of
        self._restores = Restores(session)
        own, waiting = session.account.login, self._restores.waiting
        self._dialog = WholeDialog(page, of, logins, own, self._compare, waiting)
        self._dialog.agreed.connect(self._ask)
        self._dialog.open()

    def _compare(self) -> None:
        password, login = self._typed()

        def look() -> tuple[Rehearsal, bool]:
            found = self._restores.rehearse(self._file, password, login)
            return found, needs_second(self._session)

        self._page.write(look, self._on_compared, self._dialog.show_refusal)

    def _on_compared(self, compared: tuple[Rehearsal, bool]) -> None:
        found, self._two = compared
        if shiboken6.isValid(self._dialog):
            self._dialog.show_stake(found, alone=not self._two)

    def _ask(self) -> None:
        if self._two:
            question = Question("2人で、控えに全部を戻す", _WHY, "2人で戻す")
            ask_second(self._page, self._session, question, self._approve, self._begin)
        else:
            self._begin(None)

    def _approve(
        self, approver: Approver | None, then: Callable[[Approver | None], object], failed: Failed
    ) -> None:
        prove = partial(approved_unless_alone, self._session, approver)
        self._page.write(prove, lambda _detail: then(approver), failed)

    def _begin(self, approver: Approver | None) -> None:
        password, login = self._typed()
        self._dialog.show_working()
        work = partial(
            restore_open,
            self._session,
            self._file,
            password,
            login=login,
            approver=approver,
            progress=self._dialog.progress,
        )
        self._page.tasks.hold_reads(self._session.store.interrupt)  # of what is about to be exchanged
        self._page.tasks.write_alone(work, self._on_restored, self._on_failed)

    def _on_restored(self, _restored: Restored) -> None:
        self._close_dialog()
        self._page.council_left.emit(restore_words.before_done(self._of))

    def _on_failed(self, error: AppError) -> None:
        if self._session.closed:
            self._close_dialog()
            self._page.left_undone.emit(restore_words.not_done(error))
            return
        self._page.tasks.go_on_reading()
        if shiboken6.isValid(self._dialog) and self._dialog.isVisible():
            self._dialog.show_stopped(error)
        else:
            self._page.refuse(error)

    def _close_dialog(self) -> None:
        if shiboken6.isValid(self._dialog):
            self._dialog.accept()

    def _typed(self) -> tuple[str, str]:
        return self._dialog.password.text(), self._dialog.login.currentText()


def go_back(page: Page, session: Session, file: Path, of: str) -> None:
    """Open the dialog for a backup; a file that is none is told on the page."""
    page.read(lambda: contents(file).logins, lambda logins: _WayBack(page, session, file, of, logins))
