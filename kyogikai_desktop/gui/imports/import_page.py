"""The page 台帳の取り込み: choose a file, see what would become of every row, correct, import."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui.imports import judged as ledgers
from kyogikai_desktop.gui.imports.import_foot import ImportFoot, outcome_words
from kyogikai_desktop.gui.imports.judged import STEPS, Judged
from kyogikai_desktop.gui.imports.ledger_draft import LedgerDraft
from kyogikai_desktop.gui.imports.ledger_pane import LedgerPane
from kyogikai_desktop.gui.imports.side_files import SideFiles, ask_ledger, ask_mapping, dropped
from kyogikai_desktop.gui.page import Command, Page
from kyogikai_desktop.gui.progress import Progress
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.chip import Chip
from kyogikai_desktop.gui.widgets.empty_state import EmptyState
from kyogikai_desktop.gui.widgets.key_strip import KeyHint
from kyogikai_desktop.gui.widgets.long_task import LongTask
from kyogikai_desktop.gui.widgets.text import column
from kyogikai_desktop.services.imports import JudgedRow, LedgerImport, Mapping, tally
from kyogikai_desktop.services.session import Session
from kyogikai_desktop.words import say


class ImportPage(Page):
    """The page is the rehearsal: nothing is stored before 取り込む."""

    key_hints = (
        KeyHint("↑↓", "行を選ぶ"),
        KeyHint("Ctrl+↓", "次の注意"),
        KeyHint("Ctrl+O", "ファイルを選ぶ"),
        KeyHint("Ctrl+Enter", "取り込む"),
        KeyHint("F1", "ヘルプ"),
        KeyHint("Ctrl+↑", "前の注意"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__("台帳の取り込み", tasks)
        self._session = session
        self._work = LedgerImport(session)
        self._files = SideFiles(self, self._work)
        self._judged: Judged | None = None
        self._guessed: Mapping | None = None
        self._panel: LongTask | None = None
        self._draft = LedgerDraft(session, tasks, self)
        self._pane = LedgerPane(tasks)
        self._foot = ImportFoot(read_only=session.read_only)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)

    def activate(self, record: object = None) -> None:
        """Take the keyboard: the rows, or the button that chooses a file."""
        del record
        (self._pane.list if self._judged else self._choose_first).setFocus()
        if self._judged is None:
            self.read(self._draft.found, self._go_on, topic="import draft")

    def commands(self) -> Sequence[Command]:
        """Return what can be done with the ledger."""
        found = [
            Command("台帳のファイルを選ぶ", self.choose_file, "ファイル", shown_key="Ctrl+O", icon="folder")
        ]
        if self._judged:
            found += [
                Command("次の注意", partial(self._pane.go_to_finding, 1), "編集", key="Ctrl+Down"),
                Command("前の注意", partial(self._pane.go_to_finding, -1), "編集", key="Ctrl+Up"),
                Command("理由の表を書き出す", self._write_report, "ファイル", icon="save"),
            ]
        return found

    @property
    def _stored(self) -> bool:
        return self._judged is not None and self._judged.stored

    def choose_file(self) -> None:
        """Ask for a ledger."""
        if chosen := ask_ledger(self):
            self.open_file(chosen)

    def open_file(self, path: Path) -> None:
        """Read a ledger and show what would become of its rows."""
        self._draft.path = path
        self._look_over(partial(ledgers.open_ledger, self._work, path), self._show_new)

    def run(self) -> None:
        """Import what can be imported, all at once."""
        if self._judged is None or not self._import.isEnabled() or self._stored:
            return
        judged, changed = self._judged, self._judged.mapping != self._guessed
        self._import.setEnabled(False)
        self._panel = panel = self.follow("台帳を取り込んでいます", ["ケースを書き込む"], writes=True)

        def work() -> tuple[JudgedRow, ...]:
            if changed:
                self._work.keep_mapping(judged.mapping)
            return self._work.run(judged.file, judged.rows, partial(panel.progress, 0))

        self.write(work, self._show_stored, self._on_run_failed)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one ledger."""
        if dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the ledger that was dropped."""
        path = dropped(event)
        if path:
            self.open_file(path)

    def _lay_out(self) -> None:
        self._sheet = Chip("シート", [])
        self._sheet.hide()
        self._choose = button("選び直す", key="Ctrl+O", icon="folder", does=self.choose_file)
        self._import = button("取り込む", "primary", key="Ctrl+Enter", icon="import", does=self.run)
        for one in (self._sheet, self._choose, self._import):
            self.head.add(one)
        whole = column(self._pane, self._foot, spacing=0)
        whole.setStretch(0, 1)
        content = QWidget()
        content.setLayout(whole)
        self._stack.addWidget(self._empty_state())
        self._stack.addWidget(content)
        self.body.addWidget(self._stack)
        self._show_buttons()

    def _empty_state(self) -> EmptyState:
        choose = button("ファイルを選ぶ", "primary", key="Ctrl+O", icon="folder", does=self.choose_file)
        self._choose_first = choose
        words = (
            "Excel（.xlsx）か CSV の台帳を選ぶか、ここに置いてください。取り込む前に、1行ずつ確かめられます。"
        )
        return EmptyState("import", "いまの台帳を取り込みます", words, choose)

    def _connect(self) -> None:
        self._pane.mapped.connect(self._on_pane_mapped)
        self._pane.columns.save_wanted.connect(self._save_mapping)
        self._pane.columns.load_wanted.connect(self._load_mapping)
        self._foot.report_wanted.connect(self._write_report)
        self._sheet.chosen.connect(self._on_sheet_chosen)

    def _look_over(self, work: Callable[[Progress], Judged], then: Callable[[Judged], object]) -> None:
        """Judge a ledger while lists go on; a later look replaces this one."""
        self.head.caption.setText("確かめています")
        self.read_long("台帳を確かめています", STEPS, work, then, self._on_look_failed)

    def _on_look_failed(self, error: AppError) -> None:
        self._show_caption()
        self.refuse(error)

    def _on_pane_mapped(self, mapping: Mapping) -> None:
        if self._judged and not self._stored:
            self._look_over(partial(ledgers.judge, self._work, self._judged.file, mapping), self._show)

    def _on_sheet_chosen(self, title: str) -> None:
        if self._judged:
            file = self._judged.file
            self._look_over(partial(ledgers.other_sheet, self._work, file, title), self._show)

    def _end(self) -> None:
        if self._panel:
            self._panel.finish()
        self._panel = None

    def _on_run_failed(self, error: AppError) -> None:
        self._end()
        self._show_buttons()
        self.message("info" if error.key == "cancelled" else "over", say(error))

    def _show_new(self, judged: Judged) -> None:
        self._guessed = judged.mapping
        titles = [sheet.title for sheet in judged.file.sheets]
        self._sheet.set_options([(title, title) for title in titles])
        self._show(judged)
        if not judged.problem:
            self._pane.go_to_first()

    def _go_on(self, found: tuple[Path, Mapping] | None) -> None:
        """Show the ledger again whose columns were corrected before the window locked."""
        if found and self._judged is None:
            self._draft.path, mapping = found
            self._look_over(partial(ledgers.go_on, self._work, self._draft.path, mapping), self._show_again)

    def _show_again(self, judged: Judged) -> None:
        self._show_new(judged)
        self._guessed = None
        self._draft.correct(judged.mapping)
        self.message("info", "前に直した列の対応の続きです。まだ取り込んでいません。")

    def _show(self, judged: Judged) -> None:
        self._judged = judged
        self._draft.correct(judged.mapping if judged.mapping != self._guessed else None)
        with QSignalBlocker(self._sheet):
            self._sheet.choose(judged.mapping.sheet)
        self._stack.setCurrentIndex(1)
        self._pane.show_judged(judged)
        self.bar.hide()
        if judged.problem:
            self.refuse(judged.problem)
        self._show_buttons()
        self._show_caption()
        self.keys_changed.emit()

    def _show_buttons(self) -> None:
        judged = self._judged
        count = tally(judged.rows).imported if judged else 0
        open_ledger = judged is not None
        self._sheet.setVisible(judged is not None and len(judged.file.sheets) > 1 and not self._stored)
        self._choose.setVisible(open_ledger)
        self._import.setVisible(open_ledger and not self._stored)
        self._import.setText(f"{count:,} 件を取り込む")
        self._import.setEnabled(count > 0 and not self._session.read_only)
        self._import.updateGeometry()
        self._foot.show_judged(judged)

    def _show_caption(self) -> None:
        if self._judged is None:
            self.head.caption.setText("")
            return
        mapping = self._judged.mapping
        rows = "～".join(map(str, mapping.header_rows))
        self.head.caption.setText(f"{self._judged.file.name}　見出し {rows} 行目")

    def _show_stored(self, rows: tuple[JudgedRow, ...]) -> None:
        self._end()
        if self._judged is None:
            return
        self._judged = replace(self._judged, rows=rows, stored=True)
        self._draft.corrected = None
        self._draft.drop()
        self._pane.show_judged(self._judged)
        self._show_buttons()
        self.message("ok", outcome_words(rows), "ケースを見る", self._open_cases, key="Alt+R")
        self.tell_saved(self._session.clock())

    def _open_cases(self) -> None:
        self.navigate.emit("cases", None)

    def _write_report(self) -> None:
        if self._judged:
            self._files.write_report(self._judged)

    def _save_mapping(self) -> None:
        if self._judged:
            self._files.save_mapping(self._judged)

    def _load_mapping(self) -> None:
        chosen = ask_mapping(self)
        if chosen and self._judged:
            file = self._judged.file
            self._look_over(partial(ledgers.with_saved, self._work, file, chosen), self._show)
