"""The page 操作の記録: who looked at this, what left, what failed; for the custodian alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from kyogikai_desktop.domain.audit_log import LogQuery, LogRow
from kyogikai_desktop.domain.cases import CaseId
from kyogikai_desktop.errors import InvalidInput
from kyogikai_desktop.gui.log.anchor_dialog import AnchorDialog
from kyogikai_desktop.gui.log.going_out import or_dropped
from kyogikai_desktop.gui.log.log_columns import log_columns
from kyogikai_desktop.gui.log.log_filters import LogFilters
from kyogikai_desktop.gui.page import Command, Page
from kyogikai_desktop.gui.progress import Progress
from kyogikai_desktop.gui.tasks import Failed, Tasks
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.empty_state import EmptyState
from kyogikai_desktop.gui.widgets.key_strip import KeyHint
from kyogikai_desktop.gui.widgets.list_model import ListModel
from kyogikai_desktop.gui.widgets.list_view import ListView
from kyogikai_desktop.services.audit_log import AuditLog
from kyogikai_desktop.services.chain import Anchor, Checked, hold
from kyogikai_desktop.services.permission import why_not
from kyogikai_desktop.services.session import Session

_NONE_FOUND = "この条件に合う記録はありません。期間を広げるか、Esc で条件を消してください"


class LogPage(Page):
    """Ask the log; open the case that a row is about; take a table along."""

    key_hints = (
        KeyHint("F3", "番号でしぼる"),
        KeyHint("Enter", "ケースを開く"),
        KeyHint("Ctrl+E", "CSV に書き出す"),
        KeyHint("Ctrl+P", "月次確認票"),
        KeyHint("Alt+N", "紙の番号と値を確かめる"),
        KeyHint("F1", "ヘルプ"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__("操作の記録", tasks)
        self._session = session
        self._log = AuditLog(session)
        self._may = why_not(session, AuditLog.newest) is None
        self._query = LogQuery()
        self._viewed = False
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._filters = LogFilters(session.today())
        self._model = ListModel(log_columns(session.today()), tasks, self)
        self._list = ListView(self._model, "操作の記録の一覧")
        self._list.set_empty_words(_NONE_FOUND)
        if self._may:
            self._lay_out()
            self._connect()
        else:
            self.body.addWidget(_closed())

    def activate(self, record: object = None) -> None:
        """Read the log again; a case as record leaves only what is about it."""
        if not self._may:
            return
        case = CaseId(record) if isinstance(record, int) else None
        if case or not self._viewed:
            self._viewed = True
            self.write(partial(self._log.note_view, case), lambda _none: self._load())
        else:
            self._load()
        if case:
            self._choose(case)
        self.read(self._log.people, self._filters.offer_people, topic="log people")
        self._list.setFocus()

    def commands(self) -> Sequence[Command]:
        """Return what can be done with the log."""
        if not self._may:
            return ()
        find = Command("ケースの番号でしぼる", self._find, "編集", key="F3", icon="search")
        sheet = Command("月次確認票", self._sheet, "ファイル", shown_key="Ctrl+P", icon="print")
        anchor = Command("紙の番号と値を確かめる", self._anchor, "記録", shown_key="Alt+N", icon="shield")
        if self._session.read_only:
            return find, sheet, anchor
        export = Command(
            "操作の記録を CSV に書き出す", self._export, "ファイル", shown_key="Ctrl+E", icon="save"
        )
        return find, sheet, export, anchor

    def back(self) -> bool:
        """Take the filters away, then leave."""
        if self._may and self._filters.narrows():
            self._filters.reset()
            return True
        return False

    def _lay_out(self) -> None:
        self.head.add(button("紙の値を確かめる", key="Alt+N", icon="shield", does=self._anchor))
        export = button("CSV", key="Ctrl+E", icon="save", does=self._export)
        export.setAccessibleName("CSV に書き出す")
        self.head.add(export)
        export.setVisible(not self._session.read_only)
        self.head.add(button("月次確認票", "primary", key="Ctrl+P", icon="print", does=self._sheet))
        self.body.addWidget(self._filters)
        self.body.addWidget(self._list, 1)

    def _connect(self) -> None:
        self._filters.changed.connect(self._load)
        self._filters.numbered.connect(self._find_case)
        self._list.opened.connect(self._open)
        self._list.linked.connect(self._open)

    def _load(self) -> None:
        try:
            self._query = query = self._filters.query()
        except InvalidInput as error:
            self._filters.show_problem(error)
            return
        self._filters.show_problem(None)
        pages = self._log.pages(query)
        self._model.load(partial(self._count, query), pages.fetch)

    def _count(self, query: LogQuery) -> int:
        return self._log.count(query)

    def _find(self) -> None:
        self._filters.number.setFocus()
        self._filters.number.selectAll()

    def _find_case(self, number: str) -> None:
        self.read(partial(self._log.numbered, number), self._choose, self._filters.show_problem)

    def _choose(self, case: CaseId) -> None:
        self.read(
            partial(self._log.case_words, case), partial(self._filters.choose_case, case), topic="log case"
        )

    def _open(self, row: object) -> None:
        if isinstance(row, LogRow) and row.case:
            self.navigate.emit("case", row.case)

    def _export(self) -> None:
        if self._session.read_only:
            return
        suggested = str(Path(self._folder) / "操作の記録.csv")
        chosen, _ = QFileDialog.getSaveFileName(self, "操作の記録を CSV に書き出す", suggested, "CSV (*.csv)")
        if chosen:
            path = Path(chosen)
            self._folder = str(path.parent)
            query = self._query
            drop = partial(self._log.drop_export, query)
            work = or_dropped(self.tasks, partial(self._log.write_file, query, path), drop, self._load)
            told = partial(self._tell_exported, path)
            self.write(
                partial(self._log.note_export, query),
                lambda _none: self.read_long("操作の記録を書き出しています", ["書き出す"], work, told),
            )

    def _tell_exported(self, path: Path, rows: int) -> None:
        self._load()
        self.message("ok", f"{rows:,} 件を書き出しました。氏名のかわりに番号が入っています。{path}")

    def _sheet(self) -> None:
        self.navigate.emit("audit_sheet", self._filters.span())

    def _anchor(self) -> None:
        AnchorDialog(self, self._hold).open()

    def _hold(
        self,
        quoted: Anchor,
        progress: Progress,
        then: Callable[[Checked], object],
        failed: Failed,
    ) -> None:
        def work(progress: Progress) -> Checked:
            return hold(self._session, quoted, partial(progress, 0))

        self.tasks.read_long(work, then, failed, progress=progress)


def _closed() -> EmptyState:
    words = "だれが見たかを確かめたいときは、保護管理の役割の人に頼んでください。"
    return EmptyState("eye", "操作の記録は、保護管理の役割の人が見られます", words)
