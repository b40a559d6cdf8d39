"""The page 控えと点検: how the backups stand, make one, try one out, bring one case back, check all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from kyogikai_desktop.domain.cases import Case
from kyogikai_desktop.errors import AppError, Cancelled, Remark
from kyogikai_desktop.gui.backups.backup_list import columns, list_card, moment
from kyogikai_desktop.gui.backups.bring_back_dialog import BringBackDialog
from kyogikai_desktop.gui.backups.check_run import CheckRun
from kyogikai_desktop.gui.backups.place_dialog import PlaceDialog
from kyogikai_desktop.gui.backups.rebuild_run import rebuild_beside
from kyogikai_desktop.gui.backups.rehearsal_dialog import RehearsalDialog
from kyogikai_desktop.gui.backups.side_cards import ChosenCard, WholeCard
from kyogikai_desktop.gui.backups.state_card import StateCard, Warnings
from kyogikai_desktop.gui.form_draft import keep_typed
from kyogikai_desktop.gui.page import CHECK, Command, Page
from kyogikai_desktop.gui.page_head import MARGIN
from kyogikai_desktop.gui.restoring.whole_dialog import go_back
from kyogikai_desktop.gui.tasks import Failed, Tasks
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.key_strip import KeyHint
from kyogikai_desktop.gui.widgets.list_model import ListModel
from kyogikai_desktop.gui.widgets.list_view import ListView
from kyogikai_desktop.gui.widgets.long_task import LongTask
from kyogikai_desktop.gui.widgets.scrolled import Scrolled
from kyogikai_desktop.gui.widgets.text import column, row
from kyogikai_desktop.services.backup_files import BackupFile
from kyogikai_desktop.services.backup_state import BackupState
from kyogikai_desktop.services.backups import STEPS, Backups, Made
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.permission import why_not
from kyogikai_desktop.services.rebuilding import Rebuilt, can_mend
from kyogikai_desktop.services.restores import Rehearsal, Restores
from kyogikai_desktop.services.session import Session
from kyogikai_desktop.words import say

_SIDE, _NARROW_SIDE, _NARROW = 380, 310, 1040
_LIST_HEIGHT = 250
_DAMAGED = (
    "壊れたところか、書きかえられたところがあります。新しい記録は書かずに、"
    "下の控えを新しいものから「ためしに開く」で確かめ、読めるものから戻してください。"
)
_STOPPED = "控えるのを、とちゅうでやめました。前の控えは、そのままです。"
_DERIVED = (
    "さがすための写しか索引、件数が、元の記録と違います。ほかに異常はありません。"
    "「作り直す」で、記録から作り直せます。"
)


class BackupsPage(Page):
    """The state in words, the list of backups, and what can be done with the chosen one."""

    key_hints = (
        KeyHint("Ctrl+Enter", "いま控える"),
        KeyHint("↑↓", "控えを選ぶ"),
        KeyHint("Enter", "ためしに開く"),
        KeyHint("Alt+K", "点検する"),
        KeyHint("F1", "ヘルプ"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__("控えと点検", tasks)
        self._session = session
        self._work = Backups(session)
        self._restores = Restores(session)
        self._place = ""
        self._checking: CheckRun | None = None
        self._making: LongTask | None = None
        self._make = button("いま控える", "primary", key="Ctrl+Enter", icon="disk", does=self._on_make)
        self._warnings = Warnings()
        custodian = why_not(session, Backups.set_second_place) is None
        self._rehearses = self.may(session, Restores.rehearse, keys="Enter")
        self._state = StateCard(writable=not session.read_only, custodian=custodian)
        self._model = ListModel(columns(session), tasks, self)
        self._list = ListView(self._model, "控えの一覧")
        self._chosen = ChosenCard(writable=not session.read_only, custodian=custodian)
        self._whole = WholeCard(writable=not session.read_only, custodian=custodian)
        self._lay_out()
        self._connect()

    def activate(self, record: object = None) -> None:
        """Read how the backups stand; CHECK as record begins the check."""
        self._refresh()
        self._list.setFocus()
        if record == CHECK:
            self._on_check()

    def commands(self) -> Sequence[Command]:
        """Return what the buttons do."""
        check = Command("点検する", self._on_check, "ファイル", shown_key="Alt+K", icon="shield")
        if self._session.read_only:
            return (check,)
        return (Command("いま控える", self._on_make, "ファイル", shown_key="Ctrl+Enter", icon="disk"), check)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list what narrow windows have."""
        self._side.setFixedWidth(_NARROW_SIDE if event.size().width() < _NARROW else _SIDE)
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        self.head.add(self._make)
        self._make.setVisible(not self._session.read_only)
        self._list.set_empty_words("控えはありません。「いま控える」で取れます。")
        self._list.setMinimumHeight(_LIST_HEIGHT)
        left = column(self._state, list_card(self._list), spacing=12)
        left.setStretch(1, 1)
        self._side = QWidget()
        self._side.setLayout(column(self._chosen, self._whole, None, spacing=12))
        cards = row(spacing=14)
        cards.addLayout(left, 1)
        cards.addWidget(self._side)
        whole = column(self._warnings, cards, spacing=12)
        whole.setStretch(1, 1)
        whole.setContentsMargins(MARGIN, 14, MARGIN, 14)
        self.body.addWidget(Scrolled(whole))

    def _connect(self) -> None:
        self._list.current_changed.connect(self._on_current_changed)
        self._list.opened.connect(self._on_rehearse)
        self._chosen.rehearse_wanted.connect(self._on_rehearse)
        self._chosen.bring_back_wanted.connect(self._on_bring_back)
        self._whole.wanted.connect(self._on_whole)
        self._state.place_wanted.connect(self._on_place)
        self._state.check_wanted.connect(self._on_check)
        self._state.rebuild_wanted.connect(self._on_rebuild)

    def _refresh(self) -> None:
        self.read(lambda: (self._work.state(), self._work.listing()), self._show, topic="backups")

    def _show(self, found: tuple[BackupState, tuple[BackupFile, ...]]) -> None:
        state, listed = found
        self._place = state.place
        self._warnings.show_warnings(state.warnings)
        self._state.show_state(state, self._session.clock())
        self._model.show(listed)

    def _on_current_changed(self, chosen: object) -> None:
        one = chosen if isinstance(chosen, BackupFile) else None
        self._chosen.show_backup(moment(one, self._session) if one else "")
        self._whole.show_backup(there=one is not None)

    def _on_make(self) -> None:
        if self._make.isEnabled() and not self._session.read_only:
            self._make.setText("控えています")
            self._make.setEnabled(False)
            self._making = task = self.follow("控えています", STEPS)
            self.write(lambda: self._work.make(progress=task.progress), self._on_made, self._on_make_failed)

    def _on_made(self, made: Made) -> None:
        self._ready()
        if made.place_failed:
            self.message("due", say(AppError("backup_place_now", reason=made.place_failed.key)))
        else:
            self.message("ok", "控えました。開いて、中身が読めることも確かめました。")
        self.saved.emit(f"控え済み {self._session.clock():%H:%M}")

    def _on_make_failed(self, error: AppError) -> None:
        self._ready()
        if isinstance(error, Cancelled):
            self.message("info", _STOPPED)
        else:
            self.refuse(error)

    def _ready(self) -> None:
        if self._making:
            self._making.finish()
        self._making = None
        self._make.setText("いま控える")
        self._make.setEnabled(True)
        self._refresh()

    def _on_check(self) -> None:
        if self._checking is None:
            self._state.show_checking()
            self._checking = CheckRun(self, self._session)
            self._checking.over.connect(self._on_check_over)
            self._checking.start()

    def _on_check_over(self) -> None:
        run, self._checking = self._checking, None
        if run:
            run.end()
        if run and run.error is None:
            self._show_findings(run.findings)
        elif run and isinstance(run.error, Cancelled):
            self._state.show_not_checked()
        elif run and run.error:
            self._state.show_findings((run.error,), self._session.clock())

    def _show_findings(self, findings: tuple[AppError, ...]) -> None:
        self._state.show_findings(findings, self._session.clock())
        damage = [one for one in findings if not isinstance(one, Remark)]
        if damage and all(map(can_mend, damage)):
            self.message("due", _DERIVED)
        elif damage:
            self.message("over", _DAMAGED, "控えを選ぶ", self._list.setFocus, key="Alt+C")

    def _on_rebuild(self) -> None:
        if self._checking is None:
            rebuild_beside(self, self._session, self._on_rebuilt)

    def _on_rebuilt(self, made: Rebuilt) -> None:
        self.message("ok", f"さがすための写しと件数を、記録から作り直しました。{made.found}。")
        self._refresh()
        self._on_check()

    def _on_rehearse(self, _row: object = None) -> None:
        one = self._list.current_row()
        if isinstance(one, BackupFile) and self._rehearses:
            rehearse = partial(self._rehearse, one.file)
            dialog = RehearsalDialog(self, moment(one, self._session), rehearse, self._restores.waiting)
            dialog.finished.connect(self._refresh)
            dialog.open()

    def _rehearse(
        self, file: Path, password: str, then: Callable[[Rehearsal], object], failed: Failed
    ) -> None:
        self.write(lambda: self._restores.rehearse(file, password), then, failed)

    def _on_bring_back(self) -> None:
        one = self._list.current_row()
        if isinstance(one, BackupFile):
            bring_back = partial(self._bring_back, one.file)
            dialog = BringBackDialog(self, moment(one, self._session), bring_back, self._restores.waiting)
            dialog.open_wanted.connect(partial(self.navigate.emit, "case"))
            dialog.open()

    def _bring_back(
        self, file: Path, number: str, password: str, then: Callable[[Case], object], failed: Failed
    ) -> None:
        self.write(lambda: self._restores.bring_back_case(file, password, number), then, failed)

    def _on_whole(self) -> None:
        one = self._list.current_row()
        if isinstance(one, BackupFile):
            go_back(self, self._session, one.file, moment(one, self._session))

    def _on_place(self) -> None:
        dialog = PlaceDialog(self, self._place, self._set_place)
        keep_typed(dialog, "backup_place", Drafts(self._session), self.tasks)
        dialog.accepted.connect(self._refresh)
        dialog.open()

    def _set_place(
        self, folder: Path | None, permission: str, then: Callable[[None], object], failed: Failed
    ) -> None:
        self.write(lambda: self._work.set_second_place(folder, permission), then, failed)
