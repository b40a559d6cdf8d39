from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hands import lines, press, says, show

from kyogikai_desktop.domain.meetings import Meeting, Presence, Tier
from kyogikai_desktop.gui.meetings.list_page import MeetingListPage


@pytest.fixture
def page(room, tasks):
    made = MeetingListPage(room.session, tasks)
    yield made
    made.hide()


def test_empty_year_offers_three_ways_and_leads_to_the_year_before(qtbot, page, room, gone):
    room.meetings.plan(Meeting(Tier.PRACTITIONERS, date(2025, 7, 24), 0, 0))
    show(qtbot, page)
    qtbot.waitUntil(lambda: says(page, "この年度の会議は、まだありません"))
    press("Ctrl+N")
    assert gone == [("meeting_plan", Tier.PRACTITIONERS)]
    assert page._earlier.text() == "令和7年度の会議 1 件を見る"
    page._earlier.click()
    assert "令和7年7月24日（木）" in lines(page._list)[0]


def test_meetings_of_a_year_by_tier(qtbot, page, room, gone):
    planned = room.plan()
    held = room.meetings.plan(Meeting(Tier.CASE_CONFERENCE, date(2026, 10, 29), 0, 0))
    seats = tuple(replace(seat, presence=Presence.PRESENT) for seat in planned.attendance)
    held = room.meetings.conclude(replace(held, attendance=seats))
    show(qtbot, page)
    qtbot.waitUntil(lambda: len(lines(page._list)) == 2)
    assert "準備中" in lines(page._list)[0]
    assert "議題 3 件" in lines(page._list)[0]
    assert "2 名" in lines(page._list)[1]
    press("Enter")
    assert gone == [("meeting", planned.id)]
    page._tabs.choose(Tier.CASE_CONFERENCE.value)
    assert len(lines(page._list)) == 1
    press("Alt+G")
    assert gone[-1] == ("minutes", held.id)


def test_minutes_of_a_meeting_to_come_cannot_be_asked_for(qtbot, page, room):
    room.plan()
    show(qtbot, page)
    qtbot.waitUntil(lambda: len(lines(page._list)) == 1)
    assert not page._minutes.isEnabled()
