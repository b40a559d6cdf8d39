"""What a person at the desk does: press keys, type Japanese, wait until something shows."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from kyogikai_desktop.gui.widgets.buttons import key_sequence


def press(keys: str) -> None:
    """Press keys (Ctrl+S, F4, Space) where the keyboard is."""
    combination = key_sequence(keys)[0]
    target = QApplication.focusWidget() or QApplication.activeWindow()
    QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
    # A button pressed by its key shows that for a moment before it acts.
    while any(one.isDown() for one in _buttons()):
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def click(widget: QWidget, words: str) -> None:
    """Click with the mouse on the button that says this, on its face or to a screen reader."""
    buttons = [one for one in widget.findChildren(QPushButton) if one.isVisible()]
    [one] = [one for one in buttons if words in (one.text(), one.accessibleName())]
    assert one.isEnabled()
    QTest.mouseClick(one, Qt.MouseButton.LeftButton)


def _buttons() -> list[QPushButton]:
    return [one for one in QApplication.allWidgets() if isinstance(one, QPushButton)]


def write(text: str) -> None:
    """Type a text through the input method where the keyboard is."""
    target = QApplication.focusWidget()
    assert target is not None, "nothing has the keyboard"
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(target, event)


def rewrite(text: str) -> None:
    """Type a text in place of what stands in the field."""
    press("Ctrl+A")
    press("Delete")
    write(text)


def show(qtbot, page: QWidget, record: object = None) -> None:
    """Show a page as the window would."""
    show_alone(qtbot, page)
    page.activate(record)


def show_alone(qtbot, widget: QWidget) -> None:
    """Show what is no page of an open council, at the size of one."""
    qtbot.addWidget(widget)
    widget.resize(1170, 690)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)


def says(widget: QWidget, words: str) -> bool:
    """Tell whether words can be read somewhere on a widget."""
    return any(label.isVisible() and words in label.text() for label in widget.findChildren(QLabel))


def lines(view) -> list[str]:
    """Return the rows of a list, each with all its words."""
    model = view.model()
    return [
        " ".join(
            str(model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole) or "")
            for column in range(model.columnCount())
        ).strip()
        for row in range(model.rowCount())
    ]


def in_front(qtbot, kind):
    """Wait for the one window of a kind, and give it the keyboard."""

    def found():
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]

    qtbot.waitUntil(lambda: bool(found()), timeout=60_000)  # some are made of papers that are drawn first
    [dialog] = found()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog
