"""Ask for a folder or a file: beside what stood there before, else among the documents."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


def choose_folder(parent: QWidget, title: str, at: str = "") -> str:
    """Return the folder that was chosen, or nothing."""
    return QFileDialog.getExistingDirectory(parent, title, at or documents())


def choose_file(parent: QWidget, title: str, kinds: str, at: str = "") -> str:
    """Return the file that was chosen, or nothing; kinds as Qt writes them: 控え (*.bak)."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, at or documents(), kinds)
    return chosen


def documents() -> str:
    """Return this person's folder of documents, or else home; Qt would begin where the program lies."""
    places = QStandardPaths.StandardLocation.DocumentsLocation, QStandardPaths.StandardLocation.HomeLocation
    found = [QStandardPaths.writableLocation(place) for place in places]
    return next((place for place in found if Path(place).is_dir()), "")
