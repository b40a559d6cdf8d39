"""Qt's own dialogs speak Japanese, also where Qt's translation does not."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QTabWidget,
    QTreeView,
)

from kyogikai_desktop.gui.application import speak_japanese
from kyogikai_desktop.gui.papers.printing import make_printer

ENGLISH = re.compile(r"[A-Za-z]{2,}")
NAMES = {"PDF", "pdf", "OK", "mm", "CUPS", "tmp"}


@pytest.fixture(autouse=True)
def japanese(themed):
    before = set(themed.findChildren(QTranslator))
    speak_japanese(themed)
    yield
    for one in set(themed.findChildren(QTranslator)) - before:
        themed.removeTranslator(one)
        one.deleteLater()


def english(dialog):
    """Return what can be read on a dialog, or of its actions, that is in English."""
    said = [one.text() for kind in (QLabel, QAbstractButton, QAction) for one in dialog.findChildren(kind)]
    said += [one.toolTip() for one in dialog.findChildren(QAbstractButton)]
    said += [one.title() for one in dialog.findChildren(QGroupBox)]
    said += [tabs.tabText(at) for tabs in dialog.findChildren(QTabWidget) for at in range(tabs.count())]
    for box in dialog.findChildren(QComboBox):
        said += [box.itemText(at) for at in range(box.count()) if "/" not in box.itemText(at)]
    for view in dialog.findChildren(QTreeView):
        model = view.model()
        said += [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    return {text for text in said if set(ENGLISH.findall(text.partition("\t")[0])) - NAMES}


@pytest.mark.parametrize("mode", [QFileDialog.FileMode.ExistingFile, QFileDialog.FileMode.Directory])
@pytest.mark.parametrize("accept", [QFileDialog.AcceptMode.AcceptOpen, QFileDialog.AcceptMode.AcceptSave])
def test_the_dialog_for_files(qtbot, tmp_path, mode, accept):
    dialog = QFileDialog(None, "ファイルを選ぶ", str(tmp_path), "控え (*.pdf)")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.setFileMode(mode)
    dialog.setAcceptMode(accept)
    dialog.show()
    assert not english(dialog)


def test_the_dialog_for_printers(qtbot):
    printer = make_printer("書類")
    dialog = QPrintDialog(printer)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.isVisible)
    assert not english(dialog)


def test_what_a_field_offers(qtbot):
    field = QLineEdit()
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    assert menu.actions()
    assert not english(menu)
    assert QApplication.translate("QPrintPropertiesWidget", "Advanced") == "詳しい設定"
