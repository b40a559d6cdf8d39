"""The list of backups: newest first, each with its file name and size."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from kyogikai_desktop.domain.wareki import format_day
from kyogikai_desktop.gui.backups.backup_words import size_words
from kyogikai_desktop.gui.widgets.cells import Cell, Column
from kyogikai_desktop.gui.widgets.list_view import ListView
from kyogikai_desktop.gui.widgets.text import column, label, row
from kyogikai_desktop.services.backup_files import BackupFile
from kyogikai_desktop.services.session import Session


def columns(session: Session) -> tuple[Column[BackupFile], ...]:
    """Return the columns."""
    return (
        Column("控えた日時", 0, lambda one: Cell(moment(one, session), one.file.name, bold=True)),
        Column("大きさ", 100, lambda one: Cell(size_words(one.size)), numeric=True),
    )


def moment(one: BackupFile, session: Session) -> str:
    """Return when a backup was made, in words of today."""
    return f"{format_day(one.at.date(), session.today())} {one.at:%H:%M}"


def list_card(listed: ListView) -> QFrame:
    """Return a list of backups below its heading."""
    head = row(
        label("控えの一覧", "section"), label("新しい順。古いものは、間をあけて残します", "caption"), None
    )
    head.setContentsMargins(15, 11, 15, 9)
    card = QFrame()
    card.setProperty("role", "card")
    inside = column(head, listed, spacing=0)
    inside.setContentsMargins(1, 1, 1, 8)
    card.setLayout(inside)
    return card
