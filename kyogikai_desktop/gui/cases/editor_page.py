"""Receive a new consultation, or rewrite a case, in one form of sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from kyogikai_desktop.domain.cases import Case, CaseId, CaseLink, LinkKind
from kyogikai_desktop.domain.council import MemberBody
from kyogikai_desktop.domain.identifiers import refuse_my_number
from kyogikai_desktop.errors import AppError, Conflict, InvalidInput
from kyogikai_desktop.gui.cases.alike_panel import AlikePanel
from kyogikai_desktop.gui.cases.case_file import CaseSection
from kyogikai_desktop.gui.cases.case_form import SECTIONS, CaseForm
from kyogikai_desktop.gui.cases.case_texts import WHEREABOUTS, CaseTexts
from kyogikai_desktop.gui.cases.declarations import Declarations
from kyogikai_desktop.gui.cases.editor_input import Draft, changes, differences, judge
from kyogikai_desktop.gui.cases.section_list import SectionList
from kyogikai_desktop.gui.cases.whereabouts_panel import WhereaboutsPanel
from kyogikai_desktop.gui.draft_keeper import DraftKeeper
from kyogikai_desktop.gui.page import Command, Page
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.conflict_dialog import ConflictDialog
from kyogikai_desktop.gui.widgets.form_errors import FormErrors
from kyogikai_desktop.gui.widgets.key_strip import KeyHint
from kyogikai_desktop.gui.widgets.text import column, label, row
from kyogikai_desktop.services.casework import Casework, Whereabouts
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
        self._today = session.today()
        self._case: Case | None = None
        self._begun: dict[str, str] = {}
        self._empty: dict[str, str] = {}
        self._kept_back: dict[str, str] = {}
        self._reason = ""
        self._translate = CaseTexts(self._today, {})
        self._form = CaseForm(self._today)
        self._declared = Declarations(self._form.rows, self._check_all)
        self._errors = FormErrors(self._form.rows)
        self._sections = SectionList([section.title for section in SECTIONS])
        self._alike = AlikePanel(self._today)
        self._hidden = WhereaboutsPanel()
        self._keeper = DraftKeeper(self._drafts, tasks, self._draft, self)
        self._lay_out()
        self._connect()
        self._withhold(hidden=False)

    def activate(self, record: object = None) -> None:
        """Begin a new case (None), or rewrite one (CaseId, or CaseSection to begin in a section)."""
        if record is None and self._case and not self._case.id and self.unsaved():
            return
        wanted = record if isinstance(record, CaseSection) else None
        case = wanted.case if wanted else CaseId(record) if isinstance(record, int) else None
        names = [section.id for section in SECTIONS]
        first = names.index(wanted.section) if wanted else 0
        self.read(lambda: self._load(case, first), self._begin, topic="case form")

    def commands(self) -> Sequence[Command]:
        """Return the ways through the form."""
        return (
            Command("次の項目", partial(self._step, 1), "表示", key="Ctrl+PgDown"),
            Command("前の項目", partial(self._step, -1), "表示", key="Ctrl+PgUp", icon="previous"),
            Command("保存する", self.save, "ファイル", shown_key="Ctrl+S", icon="save"),
        )

    def unsaved(self) -> bool:
        """Tell whether something was typed."""
        return bool(self._typed())

    def leave(self) -> None:
        """Keep what was typed as a draft."""
        self._keeper.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed when another page comes to the front."""
        self.leave()
        super().hideEvent(event)

    def save(self) -> None:
        """Store the case, or show what has to be mended first."""
        if self._case is None:
            return
        case, wrong = self._judged(self._case)
        self._show_errors(wrong)
        if wrong:
            self._errors.go_to_next()
            return
        declared = self._declared.valid(self._form.texts())
        revealed = bool(self._reason)
        if case.id:
            act = partial(self._work.save, case, revealed=revealed, not_my_number=declared)
        else:
            act = partial(self._work.receive, case, not_my_number=declared)
        self._save.setEnabled(False)
        self.write(act, self._on_stored, self._on_refused)

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        left = QWidget()
        left.setProperty("role", "column")
        self._state = label("", "caption", wrap=True)
        told = row(self._state)
        told.setContentsMargins(18, 0, 8, 14)
        side = column(self._sections, told, spacing=0)
        side.setContentsMargins(0, 0, 1, 0)
        left.setLayout(side)
        middle.addWidget(left)
        middle.addWidget(self._form, 1)
        self._form.add_to_person(self._hidden)
        self._form.add_to_person(self._alike)
        self.body.addLayout(middle, 1)
        self.body.addWidget(self._foot())

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("role", "foot")
        self._save = button("受け付ける", "primary", key="Ctrl+S", does=self.save)
        later = button("下書きのままにする", key="Esc", does=self._go_on)
        line = row(self._errors, None, later, self._save)
        line.setContentsMargins(20, 9, 20, 9)
        foot.setLayout(line)
        return foot

    def _connect(self) -> None:
        self._form.edited.connect(self._on_form_edited)
        self._form.left.connect(self._on_form_left)
        self._sections.chosen.connect(self._form.go_to)
        self._alike.open_wanted.connect(partial(self.navigate.emit, "case"))
        self._hidden.reason_given.connect(self._reveal)
        self._keeper.kept.connect(self._on_keeper_kept)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def _load(self, case: CaseId | None, section: int) -> _Loaded:
        stored = self._work.get(case) if case else Case(self._today)
        return _Loaded(stored, self._council.bodies(), self._drafts.get(_key(stored)), section)

    def _begin(self, loaded: _Loaded) -> None:
        self.leave()
        self._case, self._reason, self._kept_back = loaded.case, "", {}
        self._keeper.key = _key(loaded.case)
        self._translate = CaseTexts(self._today, {body.id: body for body in loaded.bodies})
        self._form.offer_bodies(body.name for body in loaded.bodies if body.is_member_on(self._today))
        self._declared.reset()
        self._alike.reset()
        self._errors.clear()
        self.bar.hide()
        self._empty = self._translate.of(Case(self._today))
        self._show_case(loaded.case)
        self._withhold(hidden=loaded.case.person.whereabouts_protected)
        self._say_what(loaded.case)
        if loaded.draft:
            self._offer(Draft.load(loaded.draft))
        self._refresh()
        self._form.go_to(loaded.section)

    def _show_case(self, case: Case) -> None:
        self._case = case
        self._form.put(self._translate.of(case))
        self._begun = self._form.texts()
        self._state.setText("")

    def _say_what(self, case: Case) -> None:
        self.head.title.setText("ケースを書き直す" if case.id else "新しい相談を受け付ける")
        self.head.caption.setText(case.number or f"受付 {self._session.account.name}")
        self._save.setText("保存する" if case.id else "受け付ける")
        self._save.setEnabled(True)

    def _offer(self, draft: Draft) -> None:
        """Put a draft back; one of an older version will meet the stored case when it is saved."""
        case = self._case
        if case and case.id and draft.version != case.version:
            self._case = replace(case, version=draft.version)
        texts = draft.texts
        if self._hidden.isVisibleTo(self._form):
            self._kept_back = {name: texts.pop(name) for name in WHEREABOUTS if name in texts}
        self._form.put(texts)
        self.message(
            "info", "書きかけの下書きを戻しました。続きから書けます。", "下書きを捨てる", self._give_up
        )

    def _give_up(self) -> None:
        self._keeper.drop()
        self._begun = {}
        case = self._case.id if self._case and self._case.id else None
        self.read(lambda: self._load(case, 0), self._begin_anew, topic="case form")

    def _begin_anew(self, loaded: _Loaded) -> None:
        self._begin(replace(loaded, draft=""))

    def _withhold(self, *, hidden: bool) -> None:
        self._hidden.setVisible(hidden)
        for name in WHEREABOUTS:
            self._form.rows[name].setVisible(not hidden)
        self._form.rows["whereabouts_protected"].setEnabled(not hidden)

    def _reveal(self, reason: str) -> None:
        case = self._case
        if case:
            self.write(lambda: (case.id, reason, self._work.reveal(case.id, reason)), self._on_revealed)

    def _on_revealed(self, found: tuple[CaseId, str, Whereabouts]) -> None:
        case_id, self._reason, where = found
        if self._case is None or self._case.id != case_id:
            return
        self._case = _with(self._case, where)
        texts = {name: getattr(where, name) for name in WHEREABOUTS}
        self._begun |= texts
        self._form.put(texts | self._kept_back)
        self._withhold(hidden=False)
        self._form.rows["postal_code"].target().setFocus()

    def _typed(self) -> dict[str, str]:
        return changes(self._form.texts(), self._begun) if self._begun else {}

    def _draft(self) -> str:
        typed = self._kept_back | self._typed()
        return Draft(self._case.version, typed).dump() if self._case else ""

    def _judged(self, case: Case) -> tuple[Case, list[InvalidInput]]:
        declared = self._declared.valid(self._form.texts())
        return judge(case, self._typed(), self._translate, declared)

    def _show_errors(self, wrong: list[InvalidInput]) -> None:
        texts = self._form.texts()
        self._errors.clear()
        for name in self._form.rows:
            self._declared.withdraw(name)
        for error in wrong:
            self._form.rows[error.field].show_error(error)
            self._declared.offer(error, texts.get(error.field, ""))
        self._refresh()

    def _check_all(self) -> None:
        if self._case:
            self._show_errors(self._judged(self._case)[1])

    def _refresh(self) -> None:
        self._errors.refresh()
        self._sections.show_states(self._form.states(self._empty))

    def _on_form_edited(self, _name: str) -> None:
        if self._begun:
            self._keeper.touch()

    def _on_form_left(self, name: str) -> None:
        text = self._form.texts()[name]
        field = self._form.rows[name]
        try:
            if name not in self._declared.valid({name: text}):
                refuse_my_number(text, name)
        except InvalidInput as error:
            field.show_error(error)
            self._declared.offer(error, text)
        else:
            self._declared.withdraw(name)
            if not _reads(field.editor):
                field.clear_error()
        self._refresh()
        if name in _ALIKE_BY and self._case and not self._case.id:
            case = self._judged(self._case)[0]
            self.read(lambda: self._work.alike(case), self._alike.show_cases, topic="case alike")

    def _on_keeper_kept(self) -> None:
        if self.unsaved():
            self._state.setText(f"下書きを {self._session.clock():%H:%M} に保存")

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        number = self._form.section_of(new) if self.isVisible() else -1
        if number >= 0:
            self._sections.setCurrentRow(number)

    def _step(self, step: int) -> None:
        wanted = self._sections.currentRow() + step
        if 0 <= wanted < len(SECTIONS):
            self._form.go_to(wanted)

    def _go_on(self) -> None:
        self.leave()
        if self._case and self._case.id:
            self.navigate.emit("case", self._case.id)
        else:
            self.navigate.emit("cases", None)

    def _on_stored(self, stored: Case) -> None:
        self._keeper.drop()
        self._begun, self._case = {}, None
        self._save.setEnabled(True)
        self.saved.emit(f"保存済み {self._session.clock():%H:%M}")
        if self._alike.same:
            pair = CaseLink(stored.id, self._alike.same, LinkKind.SAME_PERSON)
            self.write(lambda: self._work.link(pair), lambda _done: None)
        self.navigate.emit("case", stored.id)

    def _on_refused(self, error: AppError) -> None:
        self._save.setEnabled(True)
        if isinstance(error, Conflict) and isinstance(error.stored, Case):
            self._meet(error.stored)
        elif not (isinstance(error, InvalidInput) and self._errors.show_error(error)):
            self.refuse(error)

    def _meet(self, stored: Case) -> None:
        """Meet a case that somebody saved in between; revealed whereabouts are read again, and logged."""
        if self._reason and stored.person.whereabouts_protected:
            reason = self._reason
            self.write(lambda: _with(stored, self._work.reveal(stored.id, reason)), self._ask)
        else:
            self._ask(stored)

    def _ask(self, stored: Case) -> None:
        withheld = stored.person.whereabouts_protected and not self._reason
        theirs, yours = self._translate.of(stored), self._form.texts()
        found = differences(theirs, yours, self._typed(), withheld=withheld)
        if not found:
            self._settle(stored, theirs, ())
            return
        sentence = f"{stored.number} を、あなたが開いたあとに、だれかが変えました。どちらも消えていません。"
        dialog = ConflictDialog(self, sentence, found)
        dialog.decided.connect(partial(self._settle, stored, theirs))
        dialog.open()

    def _settle(self, stored: Case, theirs: dict[str, str], values: tuple[tuple[str, str], ...]) -> None:
        """Go on from the stored case with what was decided, and save."""
        self._withhold(hidden=stored.person.whereabouts_protected and not self._reason)
        self._show_case(stored)
        self._form.put(theirs | dict(values))
        self.save()


def _key(case: Case) -> str:
    return f"case:{case.id or 'new'}"


def _with(case: Case, where: Whereabouts) -> Case:
    found = {name: getattr(where, name) for name in WHEREABOUTS}
    return replace(case, person=replace(case.person, **found))


def _reads(editor: QWidget) -> bool:
    return hasattr(editor, "problem")  # these fields show their own errors when they are left
