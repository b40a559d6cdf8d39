"""Two threads that read at once do not wait for each other for ever."""

import threading
from datetime import date, datetime

import pytest

from kyogikai_desktop.domain.cases import Case, Person
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.domain.listing import CaseQuery
from kyogikai_desktop.services import session as sessions
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.vault.kdf import FLOOR


@pytest.fixture
def council(tmp_path):
    founder = sessions.Founder("hayashi", "林 直樹", "夏草や 兵ども 2026")
    clock = lambda: datetime(2026, 11, 20, 9, 0, tzinfo=JST)  # noqa: E731
    with sessions.create(tmp_path / "council", Council("北の杜市"), founder, clock=clock, kdf=FLOOR) as made:
        yield made


def test_three_threads_read_while_one_writes(council):
    work, meetings = Casework(council), Meetings(council)
    failures = []

    def read():
        try:
            for n in range(150):
                work.find("吉田")
                work.page(CaseQuery(text=str(n)), 0, 20)
                meetings.rows()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=read, daemon=True) for _ in range(3)]
    for thread in threads:
        thread.start()
    for n in range(60):
        work.receive(Case(date(2026, 11, 20), person=Person(f"吉田　{n}")))
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    assert failures == []
    assert work.count(CaseQuery()) == 60
