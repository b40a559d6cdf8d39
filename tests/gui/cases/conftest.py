"""A council at its desk: the real window with the pages of cases, driven by keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QPlainTextEdit, QWidget

from kyogikai_desktop.domain.cases import Case, CaseState, Person
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.council import Council, MemberBody
from kyogikai_desktop.gui import workplace
from kyogikai_desktop.gui.main_window import MainWindow
from kyogikai_desktop.gui.page import Page, PageSpec
from kyogikai_desktop.services import session as sessions
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.session import Session
from kyogikai_desktop.vault.kdf import FLOOR

TODAY = date(2026, 11, 24)
ADDRESS, PHONE, POSTAL = "北の杜市西町1丁目18番1号", "060-0100-8133", "080-0147"


@pytest.fixture
def council(tmp_path) -> Iterator[Session]:
    made = sessions.create(
        tmp_path / "vault",
        Council("北の杜市 孤独・孤立対策地域協議会", ("202070",), 50000),
        sessions.Founder("sasaki", "佐々木　真由美", "夏草や 兵ども 2026"),
        clock=lambda: datetime(2026, 11, 24, 10, 42, tzinfo=JST),
        kdf=FLOOR,
    )
    CouncilWork(made).save_body(MemberBody("地域包括支援センター", joined_on=date(2024, 4, 1)))
    yield made
    made.close()


@pytest.fixture
def known(council) -> Case:
    """A case that is in support, with a protected address."""
    person = Person("髙橋　花子", "たかはし　はなこ", postal_code=POSTAL, address=ADDRESS, phone=PHONE)
    hidden = Person(**{**vars(person), "whereabouts_protected": True})
    case = Case(
        date(2026, 4, 3), person=hidden, state=CaseState.ACTIVE, course="食事を先に。", wish="「静かに」"
    )
    return Casework(council).receive(case)


_WRITES = {"receive", "save", "reveal", "add_note", "save_note", "plan", "keep"}


class Behind:
    """A service whose reads and writes run on their own threads, as the pages have them."""

    def __init__(self, service, desk: Desk) -> None:
        self._service = service
        self._desk = desk

    def __getattr__(self, name: str):
        act = getattr(self._service, name)
        run = self._desk.do if name in _WRITES else self._desk.ask
        return lambda *given: run(lambda: act(*given))


class Desk:
    """The window, and a person who only has a keyboard."""

    def __init__(self, window: MainWindow, tasks, qtbot) -> None:
        self.window = window
        self._tasks = tasks
        self._qtbot = qtbot

    def until(self, holds) -> None:
        self._qtbot.waitUntil(lambda: bool(holds()), timeout=5000)

    def ask(self, read):
        """Return what a function reads, on the thread that reads."""
        found = []
        self._tasks.read(read, lambda result: found.append([result]))
        self.until(lambda: found)
        return found[0][0]

    def do(self, write):
        """Change something behind the page's back, on the thread that writes."""
        done = []
        self._tasks.write(write, lambda result: done.append([result]))
        self.until(lambda: done)
        return done[0][0]

    def behind(self, service) -> Behind:
        """Return a service that works behind the page's back, on the threads that it belongs to."""
        return Behind(service, self)

    def press(self, keys: str) -> None:
        QTest.keySequence(self.focus(), QKeySequence(keys))
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Write as an input method does: at the cursor of whatever has the keyboard."""
        field = self.focus()
        if isinstance(field, QLineEdit):
            field.insert(text)
            field.textEdited.emit(field.text())
        else:
            assert isinstance(field, QPlainTextEdit)
            field.insertPlainText(text)

    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def tab_to(self, name: str) -> None:
        """Press Tab until the field with this accessible name has the keyboard."""
        for _step in range(80):
            focused = self.focus()
            if name in (focused.accessibleName(), focused.property("text")):
                return
            QTest.keyClick(self.focus(), Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reached {name}")

    def words(self, widget: QWidget | None = None) -> str:
        """Return every word that any widget holds: shown, hidden, or told to a screen reader."""
        found = []
        for each in [*(widget or self.window).findChildren(QWidget), *QApplication.topLevelWidgets()]:
            found += [each.accessibleName(), each.accessibleDescription(), each.toolTip(), each.windowTitle()]
            for read in ("text", "toPlainText", "currentText", "placeholderText"):
                if callable(getattr(each, read, None)):
                    found.append(str(getattr(each, read)()))
            model = each.model() if isinstance(each, QAbstractItemView) else None
            columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
            for row in range(model.rowCount() if model else 0):
                for column in range(columns):
                    index = model.index(row, column)
                    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
                    found += [str(model.data(index, role)) for role in roles]
        return "\n".join(found)

    def sees(self, words: str) -> bool:
        """Tell whether a visible label, field or button shows these words."""
        for each in self.window.findChildren(QWidget):
            for read in ("text", "toPlainText"):
                if (
                    each.isVisible()
                    and callable(getattr(each, read, None))
                    and words in str(getattr(each, read)())
                ):
                    return True
        return False

    def dialog(self) -> QWidget:
        """Return the dialog that has opened."""
        self.until(QApplication.activeModalWidget)
        return QApplication.activeModalWidget()

    def put_off(self) -> None:
        """Close the dialog with Esc and come back to the window."""
        self.press("Esc")
        self.come_back()

    def come_back(self) -> None:
        """Wait until no dialog is open and the window has the keyboard again."""
        self.until(lambda: QApplication.activeModalWidget() is None)
        self.window.activateWindow()
        self.until(lambda: QApplication.activeWindow() is self.window)

    def page(self) -> Page:
        return self.window.page()


@pytest.fixture
def desk(council, tasks, qtbot) -> Iterator[Desk]:
    made = workplace.compose(council, tasks)
    pages = [page for page in made.pages if page.id.startswith("case")]
    plan = PageSpec("meeting_plan", "会議の準備", lambda: Page("会議の準備", tasks), parent="cases")
    window = MainWindow(workplace.Workplace(**{**vars(made), "pages": (*pages, plan)}), tasks)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitActive(window)
    yield Desk(window, tasks, qtbot)
    tasks.drain()
