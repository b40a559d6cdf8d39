"""A monthly duty at the desk: who looked at a case, the sheet to sign, a value from paper, the check."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pypdfium2
import pytest

from kyogikai_desktop.domain.cases import Case, CaseId
from kyogikai_desktop.domain.cases import Person as PersonInNeed
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.domain.meetings import Meeting, Tier
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.minutes import MinutesWork
from kyogikai_desktop.services.session import Founder, create
from kyogikai_desktop.vault.kdf import FLOOR

PASSWORD = "夏草や 兵どもが 2026"
FOOTER = re.compile(r"記録の先頭 (\d+)番 ([0-9a-f]{12})")


def footer_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return FOOTER.search(document[0].get_textpage().get_text_range()).groups()
    finally:
        document.close()


@pytest.fixture
def papers(tmp_path):
    """A council that has worked, and the number and value at the foot of its last minutes."""
    now = datetime.now(JST)
    council, founder = (
        Council("北の杜市協議会", ("202070",), 50_000),
        Founder("hayashi", "林　直樹", PASSWORD),
    )
    day = now.date() - timedelta(days=1)
    with create(tmp_path / "council", council, founder, kdf=FLOOR) as session:
        work = Casework(session)
        for name in ("𠮷田　ハル", "髙橋　清"):
            work.receive(Case(day, person=PersonInNeed(name)))
        work.note_view(CaseId(2))
        year = day.year if day.month > 3 else day.year - 1
        meeting = Meetings(session).plan(Meeting(Tier.PRACTITIONERS, day, year, 1))
        MinutesWork(session).export(meeting.id, tmp_path / "minutes.pdf")
    return footer_of(tmp_path / "minutes.pdf")


def test_a_custodian_does_the_duty_of_the_month(start, papers, tmp_path):
    person = start()
    person.unlock(tmp_path / "council", PASSWORD)
    person.open_page("audit")
    log = person.page()
    person.until(lambda: log._model.rowCount() > 4)

    person.press("F3")
    person.type(f"R{date.today().year - 2018 - (date.today().month < 4)}-002")  # noqa: DTZ011
    person.press("Return")
    person.until(lambda: log._filters.query().case == CaseId(2))
    person.until(lambda: log._model.rowCount() == 2)
    assert [log._model.row(at).words for at in range(2)] == ["ケースを見ました", "相談を受け付けました"]

    person.press("Ctrl+P")
    person.until(lambda: person.page() is not log and person.page()._view.pages)
    person.answer_file_dialog(tmp_path / "sheet.pdf")
    person.press("Ctrl+S")
    person.until(lambda: person.sees("月次確認票を保存しました"))
    seq, digits = footer_of(tmp_path / "sheet.pdf")
    assert int(seq) > int(papers[0])

    person.press("Escape")
    person.until(lambda: person.page() is log)
    person.press("Alt+N")
    for number, value in (papers, (seq, digits)):
        person.until(lambda: person.sees("会議録や月次確認票のいちばん下"))
        person.press("Ctrl+A")
        person.type(number)
        person.press("Return")
        person.press("Ctrl+A")
        person.type(value)
        person.press("Return")
        person.until(lambda shown=number: person.sees(f"{int(shown):,} 番までの記録は"))
    person.press("Escape")

    person.open_page("backups")
    person.press("Alt+K")
    person.until(lambda: person.sees("異常はありません"))
    person.open_page("audit")
    log._filters.reset()
    person.until(lambda: log._model.rowCount() > 4)
    done = [log._model.row(at).words for at in range(3)]
    assert "月次確認票を印刷か PDF にしました" in done
