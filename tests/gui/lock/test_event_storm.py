"""F23: random days at a desk (save, type, lock, close, sleep, wrong passwords) against a model."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from this_pc import STATE

from kyogikai_desktop.desk import Desk
from kyogikai_desktop.domain.cases import Case, CaseId, Person
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.errors import InUse
from kyogikai_desktop.gui.cases.review_dialog import ReviewDialog
from kyogikai_desktop.gui.requests import OpenRequest
from kyogikai_desktop.gui.shell import Shell
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.session import Founder, create, system_clock
from kyogikai_desktop.vault.kdf import FLOOR

PASSWORD, CASE = "夏草や 兵ども 2026", CaseId(1)
WORDS = st.sampled_from(
    ["眠れないと話した。", "𠮷田さんへ連絡。\n明日も行く。", '"{引用}": 髙橋', "辻󠄀さん 🏠", "'; DROP TABLE"]
)
opened = precondition(lambda self: self.shell.main is not None)
shut = precondition(lambda self: self.shell.main is None)
asking = precondition(lambda self: self.shell.main is not None and self.dialog is not None)
writing = precondition(lambda self: self.shell.main is not None and self.draft)


class Days(RuleBasedStateMachine):
    """One person at one PC; `recorded` is what was acknowledged, the drafts what stands in the forms."""

    def __init__(self, qtbot, template: Path) -> None:
        super().__init__()
        self.qtbot = qtbot
        self.folder = Path(tempfile.mkdtemp(dir=template.parent)) / "council"
        shutil.copytree(template, self.folder)
        os.environ[STATE] = str(self.folder.parent / "state")  # a PC that never saw the council
        self.recorded: list[str] = []
        self.situation = self.draft = self.review = ""
        self.dialog: ReviewDialog | None = None
        self.texts = self.wrong = 0
        self._start()

    # What the person does.

    @opened
    @rule(words=WORDS)
    def type_a_note(self, words: str) -> None:
        self.draft = self._text(words)
        self._entry.fields.text.setPlainText(self.draft)

    @opened
    @rule()
    def pause(self) -> None:
        for keeper in (self._entry._keeper, *([self.dialog._draft._keeper] if self.dialog else ())):
            keeper.flush()
        self.tasks.settle()

    @writing
    @rule()
    def record_it(self) -> None:
        self._record()
        self.tasks.settle()

    @writing
    @rule(words=WORDS)
    def record_it_and_write_on(self, words: str) -> None:
        self._record()
        self.type_a_note(words)
        self.tasks.settle()

    @writing
    @rule()
    def lock_while_it_is_recorded(self) -> None:
        self._record()
        self.lock("screen")

    @opened
    @precondition(lambda self: self.dialog is None)
    @rule()
    def ask_for_the_review(self) -> None:
        page = self.shell.main.page()
        page.commands()
        page._acts.review()
        self.dialog = self.shell.findChildren(ReviewDialog)[-1]
        shown = self.review or self.situation
        self._until(lambda: self.dialog._changed.toPlainText() == shown)

    @asking
    @rule(words=WORDS)
    def type_the_review(self, words: str) -> None:
        self.review = self._text(words)
        self.dialog._changed.setPlainText(self.review)

    @asking
    @rule()
    def put_it_off(self) -> None:
        self.dialog.reject()
        self.dialog = None
        self.tasks.settle()

    @asking
    @rule()
    def save_the_review(self) -> None:
        self.dialog._in_weeks(2)
        self.situation, self.review = self.dialog._changed.toPlainText(), ""
        self.dialog._save()
        self.dialog = None
        self.tasks.settle()
        self._until(lambda: self.shell.main.page()._acts.file.case.situation == self.situation)

    @opened
    @rule()
    def start_a_second_time(self) -> None:
        with pytest.raises(InUse):
            Desk(self.tasks).open(OpenRequest(self.folder, "hayashi", PASSWORD))

    # What happens to the program.

    @opened
    @rule(cause=st.sampled_from(["key", "idle", "screen", "sleep", "switch"]))
    def lock(self, cause: str) -> None:
        left = []
        self.shell.locked.connect(left.append)
        self.shell._lock.lock(cause)
        [note] = left
        assert note.cause == cause
        self._end(note)

    @opened
    @rule()
    def close(self) -> None:
        assert self.shell.close()
        self._end()

    @shut
    @precondition(lambda self: self.wrong < 2)
    @rule()
    def try_a_wrong_password(self) -> None:
        self.wrong += 1
        self._enter("冬草や")
        self._until(lambda: self.shell.start.unlock.ui.password_note.wrong)

    @initialize()
    def begin(self) -> None:
        self.unlock()

    @shut
    @rule()
    def unlock(self) -> None:
        self._enter(PASSWORD)
        self._until(lambda: self.shell.main is not None)
        self.wrong = 0
        self.shell.main.open_page("case", CASE)
        self._until(lambda: self.shell.main.page()._acts.file)
        self._until(lambda: self._entry.fields.text.toPlainText() == self.draft)
        self._compare()

    @invariant()
    def nothing_of_it_is_seen_while_it_is_locked(self) -> None:
        if self.shell.main is None:
            assert self.shell.currentWidget() is self.shell.start
            assert not [one for one in self.shell.findChildren(ReviewDialog) if one.isVisible()]

    # How it is done.

    def _compare(self) -> None:
        session = self.shell.main.page()._session
        work, drafts = Casework(session), Drafts(session)
        assert sorted(note.text for note in work.notes(CASE)) == sorted(self.recorded)
        assert work.get(CASE).situation == self.situation
        kept = {key: json.loads(drafts.get(key)) for key in drafts.keys() if key != "place"}  # noqa: SIM118
        shown = {key: fields.get("text") or fields.get("situation") for key, fields in kept.items()}
        wanted = {f"note:{CASE}": self.draft, f"review:{CASE}": self.review}
        assert shown == {key: text for key, text in wanted.items() if text}

    def _text(self, words: str) -> str:
        self.texts += 1
        return f"{self.texts} {words}"

    def _record(self) -> None:
        self.recorded.append(self.draft)
        self.draft = ""
        self._entry.record()

    @property
    def _entry(self):
        return self.shell.main.page()._overview.entry

    def _enter(self, password: str) -> None:
        form = self.shell.start.unlock.ui
        form.password_note.clear_error()  # what typing does
        form.password.setText(password)
        form.open.click()

    def _start(self, note=None) -> None:
        self.tasks = Tasks()
        self.shell = Shell(self.tasks, system_clock)
        self.shell.show()
        self.shell.set_factory(Desk(self.tasks))
        if note:
            self.shell.show_locked(note)
        else:
            self.shell.start.show_council(self.folder, "")
        self._until(self.shell.start.unlock.ui.login.currentText)

    def _end(self, note=None) -> None:
        """End this process, and start the next one."""
        self.dialog = None
        self.teardown()
        self._start(note)

    def teardown(self) -> None:
        self.shell.close()
        self.tasks.drain()
        self.shell.deleteLater()

    def _until(self, holds) -> None:
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=8_000)


@pytest.fixture
def template(tmp_path, monkeypatch):
    monkeypatch.setenv(STATE, str(tmp_path / "state"))
    council = Council("北の杜市 協議会", ("202070",), 50000)
    with create(tmp_path / "template", council, Founder("hayashi", "林", PASSWORD), kdf=FLOOR) as session:
        Casework(session).receive(Case(date(2026, 11, 2), person=Person("山﨑　みつ")))
    return tmp_path / "template"


def play(qtbot, template, *, days, steps):
    once = (Phase.generate,)  # a failing day takes seconds each time it is told shorter
    chosen = settings(max_examples=days, stateful_step_count=steps, database=None, phases=once)
    run_state_machine_as_test(lambda: Days(qtbot, template), settings=chosen)


@pytest.mark.usefixtures("themed")
def test_a_day_with_a_storm_loses_nothing(qtbot, template):
    play(qtbot, template, days=1, steps=6)


@pytest.mark.long
@pytest.mark.usefixtures("themed")
def test_many_days_with_storms_lose_nothing(qtbot, template):
    play(qtbot, template, days=12, steps=30)
