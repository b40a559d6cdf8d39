from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

import pytest

from kyogikai_desktop.domain.cases import Case, CaseState, Consent, Person
from kyogikai_desktop.domain.council import Member, MemberBody, SecrecyPledge
from kyogikai_desktop.domain.meetings import Attendance, Meeting, Presence, Tier
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.session import Session

TODAY = date(2026, 11, 20)
NAMES = ("𠮷田　博", "髙橋　花子", "葛󠄀西　恵子")


@dataclass
class Room:
    """A council with two people who pledged, one who did not, and three cases that are due."""

    session: Session
    bodies: list[MemberBody]
    members: list[Member]
    cases: list[Case]

    @property
    def meetings(self) -> Meetings:
        return Meetings(self.session)

    def plan(self, count: int = 3) -> Meeting:
        seats = tuple(Attendance(one.id, one.body, Presence.ABSENT) for one in self.members[:2])
        draft = Meeting(Tier.PRACTITIONERS, TODAY, 0, 0, starts=time(14), place="会議室", attendance=seats)
        return self.meetings.plan(draft, [case.id for case in self.cases[:count]])


@pytest.fixture
def room(session) -> Room:
    council = CouncilWork(session)
    office = council.save_body(
        MemberBody("福祉総務課", joined_on=date(2024, 4, 1), coordinator_from=date(2024, 4, 1))
    )
    hospital = council.save_body(MemberBody("北の杜市立病院", short_name="市立病院"))
    pledges = (SecrecyPledge(date(2026, 4, 1)),)
    members = [
        council.save_member(Member(office.id, "佐々木　真由美", pledges=pledges)),
        council.save_member(Member(hospital.id, "渡邉　恵", pledges=pledges)),
        council.save_member(Member(hospital.id, "島田　結")),
    ]
    casework = Casework(session)
    cases = [
        casework.receive(
            Case(
                date(2026, 5, 1),
                state=CaseState.ACTIVE,
                person=Person(name),
                wish="静かにしておいてほしい",
                consent=Consent.GIVEN if number else Consent.NOT_OBTAINED,
                next_review_on=TODAY - timedelta(days=number),
            )
        )
        for number, name in enumerate(NAMES)
    ]
    return Room(session, [office, hospital], members, cases)


@pytest.fixture
def gone(page):
    """Where the page of the test has led: page and record."""
    places = []
    page.navigate.connect(lambda place, record: places.append((place, record)))
    return places
