"""What one does with a carry-out: take out, bring back, write the file again, give up, take over."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.carrying import Carry, CarryState
from kyogikai_desktop.errors import AppError, Cancelled
from kyogikai_desktop.gui.approval_dialog import Question, ask_second
from kyogikai_desktop.gui.backups.bring_back_dialog import BringBackDialog
from kyogikai_desktop.gui.carrying.take_out_dialog import TakeOutDialog
from kyogikai_desktop.gui.carrying.working_dialog import WorkingDialog
from kyogikai_desktop.gui.form_draft import keep_typed
from kyogikai_desktop.gui.tasks import Failed
from kyogikai_desktop.gui.widgets.choosing import choose_file, choose_folder
from kyogikai_desktop.services.approval import Approver
from kyogikai_desktop.services.carrying import Carried, Carrying, Step
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.progress import Progress
from kyogikai_desktop.services.restores import Restores
from kyogikai_desktop.services.session import Session
from kyogikai_desktop.words import say

if TYPE_CHECKING:
    from kyogikai_desktop.gui.page import Page

Writing = Callable[[Progress], Carried]

_BREAK = Question(
    "持ち出しを打ち切る",
    "打ち切ると、ここにまた書けます。持ち出したものは、あとから届いても取り込めません。"
    "なくしたときや、戻らないときに、2人で決めます。",
    "打ち切る",
)
_MOVE = Question(
    "このパソコンに引きつぐ",
    "事務所のパソコンが使えなくなったときに、持ち出したこの協議会を、ただ1つのものにします。"
    "前の事務所の協議会は、もう使えません。2人で決めます。",
    "引きつぐ",
)
_DRAFT = "carry"
_KINDS = "持ち出し・持ち帰りのファイル (*.carry)"
_STEPS = ("いままでの仕事を控える", "ファイルに書く", "書いたものを読んで確かめる")
_TAKEN = "持ち出しのファイル {name} をつくりました。「持ち出し」で記載票を印刷できます。"
_BACK = "持ち帰りのファイル {name} をつくりました。事務所のパソコンで取り込んで、続けてください。"
_UNDONE = "持ち出しや持ち帰りのファイルは、できませんでした。{why}"
_BROKEN = (
    "持ち出しを打ち切りました。開くと、また書けます。なくしたときは、保護管理者へすぐに知らせ、"
    "「持ち出し」の「紛失の記録」を印刷して、報告に使ってください。"
    "「利用者」で協議会の鍵を新しくすると、これから書くことは、なくしたものの鍵では開きません。"
)


class CarryActs:
    """The acts of the page 持ち出し; most of them close the council, to be opened as what it is then."""

    def __init__(self, page: Page, session: Session) -> None:
        self._page = page
        self._session = session
        self._work = Carrying(session)
        self._drafts = Drafts(session)

    def take_out(self) -> None:
        """Ask for what the register must have, then take out."""
        if self._session.read_only:
            return
        dialog = TakeOutDialog(self._page, self._session.today(), self._leave_with)
        keep_typed(dialog, _DRAFT, self._drafts, self._page.tasks)
        self._page.council_left.connect(dialog.accept)
        dialog.open()

    def bring_back(self) -> None:
        """Ask where the return file goes, then write it."""
        if folder := self._folder("持ち帰りのファイルを置く場所"):
            act = partial(self._work.bring_back, folder)
            self._write("持ち帰りのファイルをつくっています", act, _BACK, Step.WRITE)

    def write_again(self) -> None:
        """Write the file of this carry-out once more."""
        if folder := self._folder("ファイルを置く場所"):
            working = self._working("ファイルをもう一度つくっています", Step.WRITE)
            self._page.write(
                lambda: self._work.write_again(folder, working.progress),
                partial(self._on_written_again, working),
                partial(self._on_refused, working, self._page.refuse),
            )

    def carry_on(self) -> None:
        """Write on in what was to go back."""
        words = "持ち帰りを取り消しました。続きを書けます。前につくったファイルは、取り込まないでください。"
        self._end(self._work.carry_on, lambda _carry: words)

    def go_and_take_in(self) -> None:
        """Close the council, since a return is taken into a closed one."""
        words = "左の「持ち出し・持ち帰りのファイル」で、持ち帰ったファイルを選ぶと、ここに取り込みます。"
        self._end(lambda: None, lambda _none: words)

    def break_off(self) -> None:
        """Give up what was carried, by two people."""
        self._ask(_BREAK, self._work.break_off)

    def stay(self) -> None:
        """Make this laptop the office's PC, by two people."""
        self._ask(_MOVE, self._work.stay)

    def bring_one(self) -> None:
        """Copy one case out of a file that came too late."""
        chosen = choose_file(self._page, "届いたファイルを選ぶ", _KINDS)
        if not chosen:
            return
        restores, file = Restores(self._session), Path(chosen)
        dialog = BringBackDialog(
            self._page,
            file.name,
            lambda number, password, then, failed: self._page.write(
                lambda: restores.bring_back_case(file, password, number), then, failed
            ),
        )
        dialog.open_wanted.connect(partial(self._page.navigate.emit, "case"))
        dialog.open()

    def _folder(self, title: str) -> Path | None:
        chosen = choose_folder(self._page, title)
        return Path(chosen) if chosen else None

    def _leave_with(self, plan: Carry, folder: Path, failed: Failed) -> None:
        def act(progress: Progress) -> Carried:
            self._drafts.drop(_DRAFT)  # else it goes along, and stays here for good
            return self._work.take_out(plan, folder, progress)

        self._write("持ち出しのファイルをつくっています", act, _TAKEN, Step.BACK_UP, failed)

    def _write(self, title: str, act: Writing, words: str, first: Step, failed: Failed | None = None) -> None:
        """Write a file in sight of everybody, then close the council."""
        working = self._working(title, first)

        def done(found: object) -> str:
            _close(working)
            return words.format(name=found.file.name if isinstance(found, Carried) else "")

        refused = partial(self._on_refused, working, failed or self._page.refuse)
        self._end(lambda: act(working.progress), done, refused)

    def _working(self, title: str, first: Step) -> WorkingDialog:
        working = WorkingDialog(self._page, title, _STEPS[first:], first)
        working.open()
        return working

    def _on_refused(self, working: WorkingDialog, failed: Failed, error: AppError) -> None:
        _close(working)
        failed(error)
        if not isinstance(error, Cancelled):
            self._page.undone.emit(_UNDONE.format(why=say(error)))

    def _on_written_again(self, working: WorkingDialog, done: Carried) -> None:
        _close(working)
        self._page.message("ok", f"{done.file.name} を、もう一度つくりました。")
        self._page.activate()

    def _ask(self, question: Question, act: Callable[[Approver | None], Carry]) -> None:
        def end(approver: Approver | None, then: Callable[[Carry], object], failed: Failed) -> None:
            self._page.write(lambda: act(approver), then, failed)

        try:
            self._session.require(Role.CUSTODIAN)
        except AppError as error:
            self._page.refuse(error)
            return
        ask_second(self._page, self._session, question, end, self._on_ended)

    def _on_ended(self, carry: Carry) -> None:
        words = "このパソコンに引きつぎました。開くと、ふつうに使えます。"
        if carry.state is CarryState.BROKEN:
            words = _BROKEN
        self._end(lambda: None, lambda _none: words)

    def _end(
        self, act: Callable[[], object], words: Callable[[object], str], failed: Failed | None = None
    ) -> None:
        """Do something and leave the council: opened again, every page knows what may be written."""
        self._page.leaving.emit()
        self._page.write(act, lambda done: self._page.council_left.emit(words(done)), failed)


def _close(working: WorkingDialog) -> None:
    if shiboken6.isValid(working):
        working.accept()
