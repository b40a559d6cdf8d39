"""The files beside a ledger: the ledger itself is chosen, reasons and meanings of columns are written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from kyogikai_desktop.gui.imports.judged import Judged
from kyogikai_desktop.gui.page import Page
from kyogikai_desktop.gui.widgets.choosing import choose_file, documents
from kyogikai_desktop.services.imports import LedgerImport
from kyogikai_desktop.services.output import save
from kyogikai_desktop.words import say

_SUFFIXES = (".xlsx", ".csv")
_LEDGERS, _MAPPINGS, _TABLES = "台帳 (*.xlsx *.csv)", "列の対応 (*.toml)", "CSV (*.csv)"


class SideFiles:
    """Ask where to, write, and say that it is done."""

    def __init__(self, page: Page, work: LedgerImport) -> None:
        self._page = page
        self._work = work

    def write_report(self, judged: Judged) -> None:
        """Write the table of reasons, row by row."""
        suggested = str(Path(documents()) / f"{Path(judged.file.name).stem}_理由の表.csv")
        chosen, _ = QFileDialog.getSaveFileName(self._page, "理由の表を書き出す", suggested, _TABLES)
        if not chosen:
            return
        how = "表を直すと、続きから取り込めます。" if judged.stored else "台帳を直すときに使えます。"

        def work() -> None:
            report = self._work.report(judged.mapping, judged.rows, say, stored=judged.stored)
            save(Path(chosen), report)

        self._page.write(work, lambda _done: self._tell(f"理由の表を書き出しました。{how}{chosen}"))

    def save_mapping(self, judged: Judged) -> None:
        """Write what the columns mean, for the next ledger of this kind."""
        suggested = str(Path(documents()) / "列の対応.toml")
        chosen, _ = QFileDialog.getSaveFileName(self._page, "列の対応を保存", suggested, _MAPPINGS)
        if chosen:
            text = judged.mapping.to_toml().encode()
            done = f"列の対応を保存しました。{chosen}"
            self._page.write(lambda: save(Path(chosen), text), lambda _done: self._tell(done))

    def _tell(self, words: str) -> None:
        self._page.message("ok", words)


def ask_ledger(parent: QWidget) -> Path | None:
    """Ask for a ledger."""
    chosen = choose_file(parent, "取り込む台帳を選ぶ", _LEDGERS)
    return Path(chosen) if chosen else None


def ask_mapping(parent: QWidget) -> Path | None:
    """Ask for a file that says what the columns mean."""
    chosen = choose_file(parent, "列の対応を読む", _MAPPINGS)
    return Path(chosen) if chosen else None


def dropped(event: QDropEvent) -> Path | None:
    """Return the one ledger that is dropped, or None."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() in _SUFFIXES else None
