"""What is copied here does not lie on the clipboard for long."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from kyogikai_desktop.gui.clipboard import ClipboardWatch, copy_briefly


@pytest.fixture
def clipboard(qtbot, themed):
    """The clipboard, while a window of ours has the keyboard."""
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)
    found = QGuiApplication.clipboard()
    found.clear()
    yield found
    found.clear()
    assert themed


def test_what_was_copied_in_a_field_is_gone_after_a_while(qtbot, clipboard, themed):
    watch = ClipboardWatch(themed, 0.2)
    clipboard.setText("060-3811-8133")
    qtbot.wait(80)
    assert clipboard.text() == "060-3811-8133"
    clipboard.setText("𠮷田　ハル")
    qtbot.wait(150)
    assert clipboard.text() == "𠮷田　ハル"
    qtbot.waitUntil(lambda: clipboard.text() == "")
    watch.deleteLater()


def test_the_end_of_the_program_empties_it(clipboard, themed):
    watch = ClipboardWatch(themed)
    clipboard.setText("𠮷田　ハル")
    themed.aboutToQuit.emit()
    assert clipboard.text() == ""
    watch.deleteLater()


def test_what_was_copied_after_it_stays(qtbot, clipboard):
    copy_briefly("はじめの言葉", 0)
    clipboard.setText("別の言葉")
    qtbot.wait(50)
    assert clipboard.text() == "別の言葉"
