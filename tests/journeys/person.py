"""Somebody at the desk, with keyboard and mouse, in front of the real window."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QWidget,
)

from kyogikai_desktop.gui.lock.note import LockNote
from kyogikai_desktop.gui.shell import Shell

_PATIENCE_MS = 15_000


class Person:
    """Presses, types, clicks and reads; file dialogs are answered by name. `clicks` counts the mouse."""

    def __init__(self, shell: Shell, qtbot) -> None:
        self.shell = shell
        self.qtbot = qtbot
        self.clicks = 0

    @property
    def place(self) -> QWidget:
        return QApplication.activeModalWidget() or self.shell

    def page(self):
        return self.shell.main.page()

    def until(self, holds: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=_PATIENCE_MS)

    def sees(self, words: str) -> bool:
        return any(
            each.isVisible() and words in str(each.text())
            for each in self.place.findChildren(QWidget)
            if callable(getattr(each, "text", None))
        )

    def press(self, keys: str) -> None:
        self.come_to_the_front()
        target = QApplication.focusWidget() or self.place
        QTest.keySequence(target, QKeySequence(keys))
        QApplication.processEvents()

    def type(self, text: str) -> None:
        self.come_to_the_front()
        QTest.keyClicks(QApplication.focusWidget(), text) if text.isascii() else _compose(text)

    def tab_to(self, name: str) -> None:
        self.come_to_the_front()
        for _ in range(120):
            focus = QApplication.focusWidget()
            if focus and name in _names_of(focus):
                return
            QTest.keyClick(focus or self.place, Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reached {name}")

    def fill(self, name: str, text: str) -> None:
        """Go to a field by Tab and type over what stands there."""
        self.tab_to(name)
        self.press("Ctrl+A")
        self.type(text)

    def type_over(self, field: QLineEdit, text: str) -> None:
        """Type over what stands in a field that was clicked into."""
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)

    def click(self, words: str) -> None:
        """Click a button once it can be clicked."""

        def found() -> list[QAbstractButton]:
            return [
                one
                for one in self.place.findChildren(QAbstractButton)
                if one.isVisible() and one.isEnabled() and words in (one.text(), one.accessibleName())
            ]

        self.come_to_the_front()
        self.until(found)
        self.clicks += 1
        QTest.mouseClick(found()[0], Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def click_row(self, view: QAbstractItemView, number: int) -> None:
        self.until(lambda: view.model().rowCount() > number)
        self.clicks += 1
        place = view.visualRect(view.model().index(number, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def open_page(self, name: str, record: object = None) -> None:
        self.come_to_the_front()
        self.shell.main.open_page(name, record)
        QApplication.processEvents()

    def unlock(self, folder: Path, password: str, login: str = "") -> None:
        """Open a council on the page that asks for its password."""
        self.show_council(folder)
        self.enter_password(password, login)

    def show_council(self, folder: Path) -> None:
        """Come to the page that asks for the password of a council."""
        self.come_to_the_front()
        self.shell.start.show_council(folder, "")

    def leaves(self, *, by: str) -> LockNote:
        """Press what makes this process leave the council, and return what it tells the next one."""
        told: list[LockNote] = []
        self.shell.locked.connect(told.append)
        self.press(by)
        self.until(lambda: told)
        return told[0]

    def enter_password(self, password: str, login: str = "") -> None:
        """Open the council that is asked for, as its founder or as somebody else."""
        unlock = self.shell.start.unlock
        self.until(lambda: unlock.isVisible() and unlock.ui.login.count())
        if login:
            self.fill("利用者ID", login)
        self.fill("パスワード", password)
        self.press("Return")
        self.until(lambda: self.shell.main is not None)

    def until_asked(self) -> None:
        """Wait for a dialog."""
        self.until(lambda: QApplication.activeModalWidget() is not None)

    def answer_file_dialog(self, path: Path) -> None:
        """Type a path into the next file dialog and accept it."""

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QFileDialog):
                dialog.selectFile(str(path))
                dialog.findChild(QLineEdit).setText(str(path))
                dialog.accept()
            else:
                QTimer.singleShot(50, answer)

        QTimer.singleShot(50, answer)

    def opens_carried(self, file: Path, folder: Path, password: str) -> None:
        """Open or take in a carried file from the start page."""
        self.until(lambda: self.sees("持ち出し・持ち帰りのファイル"))
        self.press("Alt+M")
        self.until(lambda: self.sees("会議室のパソコンでは"))
        self.fill("ファイル", str(file))
        self.fill("フォルダー", str(folder))
        self.fill("パスワード", password)
        self.press("Ctrl+Return")

    def keeps_sheets(self, folder: Path, second: str) -> None:
        """Prove to be two, save the three new recovery sheets and let them count."""
        self.fill("2人目のパスワード", second)
        self.press("Return")
        self.until(lambda: self.sees("1枚ずつ、預かる人が自分の分だけを受け取ります"))
        for letter in "ABC":
            self.answer_file_dialog(folder / f"{letter}.pdf")
            self.click(f"シート {letter} を PDF で保存")
            self.until((folder / f"{letter}.pdf").exists)
        self.until(self.place._go.isEnabled)
        self.press("Ctrl+Return")
        self.until(lambda: self.sees("復旧シートを使い始めました"))

    def come_to_the_front(self) -> None:
        """Let everything be laid out, and do what a window manager does when a dialog has gone."""
        QApplication.processEvents()
        if not self.place.isActiveWindow():
            self.place.activateWindow()
            self.until(self.place.isActiveWindow)


def _compose(text: str) -> None:
    """Put a text in as an input method does."""
    field = QApplication.focusWidget()
    if isinstance(field, QLineEdit):
        field.insert(text)
        field.textEdited.emit(field.text())
    else:
        field.insertPlainText(text)


def _names_of(widget: QWidget) -> tuple[str, ...]:
    button = (widget.text(),) if isinstance(widget, QAbstractButton) else ()
    return (widget.accessibleName(), _label_of(widget), *button)


def _label_of(widget: QWidget) -> str:
    for label in widget.window().findChildren(QLabel):
        if label.buddy() is widget:
            return re.sub(r"\(&.\)|&", "", label.text())
    return ""
