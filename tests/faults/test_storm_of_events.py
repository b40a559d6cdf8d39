"""F23: saving, locking, closing, killing, full disks and new keys in any order; model and database agree."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime
from itertools import count

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sample_council import PASSWORD, SampleCouncil
from test_backup_faults import room_for
from test_whole_restore_faults import end
from this_pc import STATE

from kyogikai_desktop.domain.cases import CaseId, ContactWay, ProgressNote
from kyogikai_desktop.errors import AppError, Conflict
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.checking import check_vault
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.locking import Locking

CASES = st.sampled_from([CaseId(1), CaseId(2), CaseId(3)])
TEXTS = st.sampled_from(["", "会いたい", "そっとして 髙𠮷", "長い願い" * 3000])
KEYS = st.sampled_from(["case:1", "note:2"])
OTHER = "五月雨を 集めて 2026"


class Storm(RuleBasedStateMachine):
    """One council, what a person has before the eyes (perhaps stale), and what has to be stored."""

    def __init__(self, council):
        super().__init__()
        self.council = council
        self.passwords = [PASSWORD, OTHER]
        self.session = council.open()
        self.seen = {case: self.work.get(case) for case in (1, 2, 3)}
        self.stored = dict(self.seen)
        self.notes = dict.fromkeys(self.seen, 1)
        self.drafts = {}

    @property
    def work(self):
        return Casework(self.session)

    @rule(case=CASES)
    def look(self, case):
        self.seen[case] = self.work.get(case)

    @rule(case=CASES, wish=TEXTS)
    def save(self, case, wish):
        stale = self.seen[case].version != self.stored[case].version
        try:
            saved = self.work.save(replace(self.seen[case], wish=wish))
        except Conflict as conflict:
            assert stale
            assert conflict.stored == self.stored[case]
            return
        assert not stale
        self.stored[case] = saved

    @rule(case=CASES, wish=TEXTS)
    def save_in_another_window(self, case, wish):
        self.stored[case] = self.work.save(replace(self.stored[case], wish=wish))

    @rule(case=CASES, pages=st.integers(0, 9))
    def save_without_room(self, case, pages):
        size = self.session.vault.database.stat().st_size + pages * 4096
        with room_for(size), pytest.raises(AppError):
            self.work.save(replace(self.stored[case], wish="入らない願い" * 90_000))

    @rule(case=CASES)
    def add_note(self, case):
        at = datetime(2026, 11, 3, 10, 30)  # noqa: DTZ001 (the wall clock of a visit)
        self.work.add_note(ProgressNote(case, at, ContactWay.VISIT, "林", "会えた。"))
        self.notes[case] += 1

    @rule(key=KEYS, text=TEXTS)
    def type(self, key, text):
        Drafts(self.session).keep(key, text)
        self.drafts[key] = text

    @rule(key=KEYS, text=TEXTS)
    def lock(self, key, text):
        Locking(self.session).keep({key: text}, "case:1")
        self.drafts[key] = text
        self.session.close(back_up=False)
        self.open()
        assert Locking(self.session).place() == "case:1"

    @rule()
    def close(self):
        self.session.close()
        self.open()

    @rule()
    def kill(self):
        end(self.session)
        self.open()

    @rule()
    def back_up(self):
        Backups(self.session).make()

    @precondition(lambda self: len(self.council.backups()) < 3)
    @rule()
    def change_key(self):
        self.session.change_key(())

    @rule()
    def change_password(self):
        self.session.change_password(*self.passwords)
        self.passwords.reverse()

    def open(self):
        self.council.wait(hours=1)
        self.session = self.council.open(self.passwords[0])

    @invariant()
    def the_database_says_what_the_model_does(self):
        assert {case: self.work.get(case) for case in self.stored} == self.stored
        assert {case: len(self.work.notes(case)) for case in self.notes} == self.notes
        drafts = Drafts(self.session)
        assert {key: drafts.get(key) for key in self.drafts} == self.drafts

    def teardown(self):
        assert not self.session.older_than_seen
        assert list(check_vault(self.session.vault)) == []
        end(self.session)


@pytest.mark.parametrize(("storms", "events"), [(2, 8), pytest.param(60, 40, marks=pytest.mark.long)])
def test_whatever_happens_in_any_order_the_stored_is_what_was_told(council, monkeypatch, storms, events):
    number = count()

    def storm():
        folder = council.folder.parent / str(next(number))
        monkeypatch.setenv(STATE, f"{folder}.state")
        return Storm(SampleCouncil(shutil.copytree(council.folder, folder)))

    run_state_machine_as_test(
        storm,
        settings=settings(
            max_examples=storms,
            stateful_step_count=events,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
