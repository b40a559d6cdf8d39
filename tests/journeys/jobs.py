"""Work that several journeys have in common."""

from datetime import date

from kyogikai_desktop.domain.council import Member, MemberBody, SecrecyPledge
from kyogikai_desktop.domain.listing import CaseQuery
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.meetings import Meetings


def seat_people(session):
    """Let a body in with two people who have pledged secrecy."""
    work = CouncilWork(session)
    body = work.save_body(MemberBody("福祉総務課", joined_on=date(2024, 4, 1)))
    pledge = SecrecyPledge(date(2026, 4, 1))
    for name in ("大西　均", "佐々木　真由美"):
        work.save_member(Member(body.id, name, joined_on=date(2024, 4, 1), pledges=(pledge,)))


def hold_a_meeting(person):
    """Plan a meeting on three cases, write a decision and conclude it, by keyboard."""
    session = person.page()._session
    cases = tuple(row.id for row in Casework(session).page(CaseQuery(), 0, 3))
    person.open_page("meeting_plan", cases)
    person.until(lambda: person.page()._start is not None)
    person.fill("日", "R8.11.24")
    person.press("Ctrl+S")
    work = Meetings(session)
    person.until(work.rows)
    meeting = work.rows()[0].id
    person.open_page("meeting", meeting)
    person.until(lambda: not person.page()._desk.empty)
    person.press("Alt+Shift+A")
    person.press("Ctrl+Down")
    person.tab_to("決定事項")
    person.type("食事を先にする。髙橋さんと辻󠄀さんが訪ねる。")
    person.press("Ctrl+S")
    person.until(lambda: any("食事を先に" in item.decision for item in work.get(meeting).items))
    person.press("Ctrl+Return")
    person.until_asked()
    person.press("Ctrl+Return")
    person.until(lambda: person.page().title == "議事録")
