"""What one does with a case beside writing notes: review, rewrite, promise, link, close, receive again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from kyogikai_desktop.domain.cases import Case, CaseId, CaseLink, LinkKind, gives_away
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui.cases.case_file import CaseFile, Promise
from kyogikai_desktop.gui.cases.close_dialog import CloseDialog
from kyogikai_desktop.gui.cases.contact_card import ReasonDialog
from kyogikai_desktop.gui.cases.household_dialog import HouseholdDialog
from kyogikai_desktop.gui.cases.links_card import LinkDialog
from kyogikai_desktop.gui.cases.review_dialog import ReviewDialog
from kyogikai_desktop.gui.form_draft import keep_typed
from kyogikai_desktop.gui.page import Command
from kyogikai_desktop.gui.widgets.dialog import Dialog
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.households import Households
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.permission import why_not
from kyogikai_desktop.services.session import Session

if TYPE_CHECKING:
    from kyogikai_desktop.gui.cases.case_page import CasePage


class CaseActs:
    """The acts of the case page, on the `file` that it shows."""

    def __init__(self, page: CasePage, session: Session) -> None:
        self._page = page
        self._session = session
        self._work = Casework(session)
        self._meetings = Meetings(session)
        self._households = Households(session)
        self._plans = why_not(session, Meetings.plan) is None and not session.read_only
        self.file: CaseFile | None = None

    def show_file(self, file: CaseFile | None) -> None:
        """Act on another case from now on, or on none."""
        self.file = file

    def commands(self) -> Sequence[Command]:
        """Return what the person may do now."""
        if (file := self.file) is None:
            return ()
        plan = Command("議題に入れる", self._plan, "会議", key="Ctrl+M", icon="meeting")
        plans = (plan,) if file.case.is_open and self._plans else ()
        if not self._page.writes:
            return plans
        always = (
            Command("記録を書く", self._page.write_note, key="F4", icon="pen"),
            Command("書き直す", self._page.rewrite, "編集", key="F2", icon="pen"),
            Command("ほかのケースとつなぐ", self.ask_link, icon="people"),
        )
        if not file.case.is_open:
            return (*always, Command("再び受け付ける", self._receive_again, icon="plus"))
        return (
            *always,
            Command("見直しを記録", self.review, key="F5", icon="review"),
            *plans,
            Command("終結にする", self._close, icon="check"),
        )

    def menu(self, parent: QWidget) -> QMenu:
        """Return the menu of all acts, filled each time it opens."""
        menu = QMenu(parent)
        menu.aboutToShow.connect(partial(self._fill, menu))
        return menu

    def go_on(self, kind: str) -> None:
        """Open the dialog to which a kind of draft belongs; whereabouts wait until somebody asks for them."""
        dialogs = {"review": self.review, "close": self._close, "link": self.ask_link}
        if kind in dialogs:
            dialogs[kind]()

    def review(self) -> None:
        """Ask when the case is looked at again."""
        case = self._case()
        if case and case.is_open:
            page = self._page
            dialog = ReviewDialog(
                page, case, self._work, Drafts(self._session), page.tasks, self._session.today()
            )
            dialog.reviewed.connect(self._on_stored)
            dialog.open()

    def ask_reveal(self) -> None:
        """Show phone and address; those of a protected person after a reason."""
        case = self._case()
        if case is None:
            return
        if not case.person.whereabouts_protected:
            self._page.reveal(case)
            return
        dialog = ReasonDialog(self._page)
        self._keep(dialog, f"reason:{case.id}")
        dialog.given.connect(partial(self._page.reveal, case))
        dialog.open()

    def keep_promise(self, promise: Promise, done: bool) -> None:
        """Note that a promise was kept today, or is open again."""
        day = self._session.today() if done else None
        self._store(lambda: self._meetings.finish_task(promise.meeting, promise.task.id, day))

    def ask_link(self) -> None:
        """Ask which case belongs to this one."""
        case = self._case()
        if case:
            dialog = LinkDialog(self._page, case.id, self._work, self._page.tasks)
            self._keep(dialog, f"link:{case.id}")
            dialog.chosen.connect(partial(self._link, case.id))
            dialog.open()

    def ask_where(self, other: Case) -> None:
        """Ask whether a person of the household lives in the same place."""
        case = self._case()
        if case:
            self._ask_where(case, other)

    def take_off(self, other: CaseId) -> None:
        """Take a linked case off."""
        case = self._case()
        if case:
            self._store(lambda: self._work.unlink(case.id, other))

    def _keep(self, dialog: Dialog, key: str) -> None:
        keep_typed(dialog, key, Drafts(self._session), self._page.tasks)

    def _case(self) -> Case | None:
        return self.file.case if self.file else None

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for command in self._page.commands():
            menu.addAction(f"{command.words}\t{command.key}", command.run)

    def _link(self, case: CaseId, other: CaseId, kind: LinkKind) -> None:
        def store_or_ask(found: tuple[Case, Case]) -> None:
            hidden = kind is LinkKind.HOUSEHOLD and self._ask_where(*found)
            if not hidden:
                self._store(lambda: self._work.link(CaseLink(case, other, kind)))

        self._page.read(lambda: (self._work.get(case), self._work.get(other)), store_or_ask)

    def _ask_where(self, case: Case, other: Case) -> bool:
        """Ask where two people live if the one may tell where the other hides; tell whether it was asked."""
        for hidden, seen in ((case, other), (other, case)):
            if gives_away(hidden.person, seen.person):
                pair = CaseLink(hidden.id, seen.id, LinkKind.HOUSEHOLD)
                dialog = HouseholdDialog(self._page, hidden, seen)
                dialog.answered.connect(partial(self._settle, pair))
                dialog.open()
                return True
        return False

    def _settle(self, pair: CaseLink, together: bool) -> None:
        act = self._households.live_together if together else self._households.live_apart
        self._store(lambda: act(pair))

    def _plan(self) -> None:
        case = self._case()
        if case:
            self._page.navigate.emit("meeting_plan", (case.id,))

    def _close(self) -> None:
        case = self._case()
        if case:
            page = self._page
            dialog = CloseDialog(
                page, case, self._work, Drafts(self._session), page.tasks, self._session.today()
            )
            dialog.closed.connect(self._on_stored)
            dialog.open()

    def _receive_again(self) -> None:
        case = self._case()
        if case:
            today = self._session.today()
            self._page.write(lambda: self._work.reopen(case.id, today), self._show_new)

    def _show_new(self, case: Case) -> None:
        self._page.navigate.emit("case", case.id)
        self._page.message("ok", f"{case.number} として、再び受け付けました。以前の相談とつないであります。")

    def _store(self, act: Callable[[], object]) -> None:
        self._page.write(act, self._on_stored, self._on_refused)

    def _on_stored(self, _stored: object) -> None:
        self._page.show_saved()

    def _on_refused(self, error: AppError) -> None:
        self._page.reload()
        self._page.refuse(error)
