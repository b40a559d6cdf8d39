"""Receive a new consultation, or rewrite a case, in one form of sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from kyogikai_desktop.domain.cases import Case, CaseId
from kyogikai_desktop.domain.council import MemberBody
from kyogikai_desktop.errors import AppError, InvalidInput
from kyogikai_desktop.gui.cases.alike_panel import AlikePanel
from kyogikai_desktop.gui.cases.case_file import CaseSection
from kyogikai_desktop.gui.cases.case_form import SECTIONS, CaseForm
from kyogikai_desktop.gui.cases.editor_input import CaseInput, Draft
from kyogikai_desktop.gui.cases.editor_store import CaseStore
from kyogikai_desktop.gui.cases.form_checks import FormChecks
from kyogikai_desktop.gui.cases.withheld import Withheld
from kyogikai_desktop.gui.draft_keeper import DraftKeeper
from kyogikai_desktop.gui.page import Command, Page
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.foot import Foot
from kyogikai_desktop.gui.widgets.key_strip import KeyHint
from kyogikai_desktop.gui.widgets.text import column, label, row
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.session import Session

_ALIKE_BY = ("name", "kana", "birth")


@dataclass(frozen=True)
class _Loaded:
    case: Case
    bodies: tuple[MemberBody, ...]
    draft: str
    section: int


class CaseEditorPage(Page):
    """Keep what is typed as a draft, show what is wrong beside its field, and save with Ctrl+S."""

    key_hints = (
        KeyHint("Tab", "次の欄"),
        KeyHint("Ctrl+PgDn", "次の項目"),
        KeyHint("Alt+↓", "次の直す場所"),
        KeyHint("Ctrl+S", "保存する"),
        KeyHint("Esc", "下書きのまま閉じる"),
        KeyHint("Ctrl+PgUp", "前の項目"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__("相談の受付", tasks)
        self._session = session
        self._work = Casework(session)
        self._council = CouncilWork(session)
        self._drafts = Drafts(session)
        self._form = CaseForm(session.today())
        self._held = CaseInput(self._form, session.today())
        self._store = CaseStore(self, self._work, self._held)
        self._checks = FormChecks(self._form, self._held)
        self._withheld = Withheld(self, self._work, self._drafts, self._form, self._held)
        self._alike = AlikePanel(session.today())
        self._keeper = DraftKeeper(self._drafts, tasks, self._draft, self)
        self._lay_out()
        self._connect()

    def activate(self, record: object = None) -> None:
        """Begin a new case (None), or rewrite one (CaseId, or CaseSection to begin in a section)."""
        if record is None and self._held.case and not self._held.case.id and self.unsaved():
            return
        wanted = record if isinstance(record, CaseSection) else None
        case = wanted.case if wanted else CaseId(record) if isinstance(record, int) else None
        names = [section.id for section in SECTIONS]
        first = names.index(wanted.section) if wanted else 0
        self.read(lambda: self._load(case, first), self._begin, topic="case form")

    def commands(self) -> Sequence[Command]:
        """Return the ways through the form."""
        return (
            Command("次の項目", partial(self._checks.step, 1), "表示", key="Ctrl+PgDown"),
            Command("前の項目", partial(self._checks.step, -1), "表示", key="Ctrl+PgUp", icon="previous"),
            Command("保存する", self.save, "ファイル", shown_key="Ctrl+S", icon="save"),
        )

    def unsaved(self) -> bool:
        """Tell whether something was typed."""
        return bool(self._held.typed())

    def leave(self) -> None:
        """Keep what was typed as a draft."""
        self._keeper.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed when another page comes to the front."""
        self.leave()
        super().hideEvent(event)

    def save(self) -> None:
        """Store the case, or show what has to be mended first."""
        if self._held.case is None:
            return
        if not self._checks.all_fields():
            self._checks.foot.go_to_next()
            return
        self._save.setEnabled(False)
        declared = self._checks.declared()
        case, _wrong = self._held.judged(declared)
        self._store.save(case, declared, self._withheld.reason, self._alike.same)

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        left = QWidget()
        left.setProperty("role", "column")
        self._state = label("", "caption", wrap=True)
        told = row(self._state)
        told.setContentsMargins(18, 0, 8, 14)
        side = column(self._checks.sections, told, spacing=0)
        side.setContentsMargins(0, 0, 1, 0)
        left.setLayout(side)
        middle.addWidget(left)
        middle.addWidget(self._form, 1)
        self._form.add_to_person(self._alike)
        self.body.addLayout(middle, 1)
        self.body.addWidget(self._foot())

    def _foot(self) -> QWidget:
        self._save = button("受け付ける", "primary", key="Ctrl+S", does=self.save)
        later = button("下書きのままにする", key="Esc", does=self._go_on)
        return Foot(self._checks.foot, later, self._save)

    def _connect(self) -> None:
        self._form.edited.connect(self._on_form_edited)
        self._form.left.connect(self._on_form_left)
        self._alike.open_wanted.connect(partial(self.navigate.emit, "case"))
        self._keeper.kept.connect(self._on_keeper_kept)
        self._store.stored.connect(self._on_stored)
        self._store.settled.connect(self._on_settled)
        self._store.refused.connect(self._on_refused)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def _load(self, case: CaseId | None, section: int) -> _Loaded:
        stored = self._work.get(case) if case else Case(self._session.today())
        return _Loaded(stored, self._council.bodies(), self._drafts.get(_key(stored)), section)

    def _begin(self, loaded: _Loaded) -> None:
        self.leave()
        self._keeper.key = _key(loaded.case)
        self._alike.reset()
        self.bar.hide()
        self._state.setText("")
        self._held.begin(loaded.case, loaded.bodies)
        self._withheld.begin(loaded.case)
        self._say_what(loaded.case)
        if loaded.draft:
            self._offer(loaded.case, Draft.load(loaded.draft))
        self._checks.reset()
        self._form.go_to(loaded.section)

    def _say_what(self, case: Case) -> None:
        self.head.title.setText("ケースを書き直す" if case.id else "新しい相談を受け付ける")
        self.head.caption.setText(case.number or f"受付 {self._session.account.name}")
        self._save.setText("保存する" if case.id else "受け付ける")
        self._save.setEnabled(True)

    def _offer(self, case: Case, draft: Draft) -> None:
        """Put a draft back; one of an older version will meet the stored case when it is saved."""
        if case.id:
            self._held.case = replace(case, version=draft.version)
        self._withheld.put(draft.texts)
        words = "書きかけの下書きを戻しました。続きから書けます。"
        self.message("info", words, "下書きを捨てる", self._give_up)

    def _give_up(self) -> None:
        self._keeper.drop()
        case = self._held.case.id if self._held.case else None
        self._held.end()
        self.read(lambda: self._load(case or None, 0), self._begin_anew, topic="case form")

    def _begin_anew(self, loaded: _Loaded) -> None:
        self._begin(replace(loaded, draft=""))

    def _draft(self) -> str:
        case = self._held.case
        return Draft(case.version, self._withheld.kept_back | self._held.typed()).dump() if case else ""

    def _on_form_edited(self, _name: str) -> None:
        if self._held.case:
            self._keeper.touch()

    def _on_form_left(self, name: str) -> None:
        if name in _ALIKE_BY and self._held.case and not self._held.case.id:
            case, _wrong = self._held.judged(frozenset())
            self.read(lambda: self._work.alike(case), self._alike.show_cases, topic="case alike")

    def _on_keeper_kept(self) -> None:
        if self.unsaved():
            self._state.setText(f"下書きを {self._session.clock():%H:%M} に保存")

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        number = self._form.section_of(new) if self.isVisible() else -1
        if number >= 0:
            self._checks.sections.setCurrentRow(number)

    def _go_on(self) -> None:
        self.leave()
        if self._held.case and self._held.case.id:
            self.navigate.emit("case", self._held.case.id)
        else:
            self.navigate.emit("cases", None)

    def _on_stored(self, stored: Case) -> None:
        self._keeper.drop()
        self._held.end()
        self._save.setEnabled(True)
        self.tell_saved(self._session.clock())
        self.navigate.emit("case", stored.id)

    def _on_refused(self, error: AppError | None) -> None:
        self._save.setEnabled(True)
        if error and not (isinstance(error, InvalidInput) and self._checks.foot.show_error(error)):
            self.refuse(error)

    def _on_settled(self, stored: Case, values: tuple[tuple[str, str], ...]) -> None:
        self._withheld.show(stored)
        self._held.settle(stored, values)
        self.save()


def _key(case: Case) -> str:
    return f"case:{case.id or 'new'}"
