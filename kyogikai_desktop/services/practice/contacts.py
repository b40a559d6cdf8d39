"""The progress notes of a told case: intake, contacts, consent, what got better, the last talk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from kyogikai_desktop.domain.cases import CaseId, CaseState, Consent, ContactWay, ProgressNote
from kyogikai_desktop.services.practice.cast import Cast
from kyogikai_desktop.services.practice.chance import workday_from, workday_until
from kyogikai_desktop.services.practice.outline import Outline
from kyogikai_desktop.services.practice.phrases import Closing, Line, Route, Theme, phrases
from kyogikai_desktop.services.practice.roster import Roster

_MEETING_WAYS = (ContactWay.VISIT, ContactWay.INTERVIEW, ContactWay.PHONE, ContactWay.MAIL)
_MINUTES = {
    ContactWay.VISIT: range(10, 65, 5),
    ContactWay.INTERVIEW: range(20, 65, 5),
    ContactWay.PHONE: range(5, 30, 5),
}
_DAYS_BETWEEN, _FIRST_AFTER = 14, 6
_BY_KEY_PERSON = 0.75


@dataclass(frozen=True)
class Telling:
    """What is decided of a case before its notes are written.

    Between intake and end lie `contacts`, then `progress`; at one of them consent is answered.
    """

    outline: Outline
    cast: Cast
    route: Route
    reporter: str
    lead: str
    key_person: str
    state: CaseState
    consent: Consent
    closing: Closing | None
    contacts: int
    progress: int

    @property
    def days(self) -> list[date]:
        """Return workdays for the contacts between: the first soon, the others spread over the rest."""
        outline, count = self.outline, self.contacts + self.progress
        step = (outline.days - _FIRST_AFTER) / max(count, 1)
        days = (outline.received_on + timedelta(days=round(_FIRST_AFTER + step * n)) for n in range(count))
        return [min(workday_from(day), workday_until(outline.end)) for day in days]

    @property
    def answer(self) -> tuple[str, str]:
        """Return how the answer for consent is noted, and its line; some themes have their own for a yes."""
        own = self.cast.theme.agreed if self.consent is Consent.GIVEN else ()
        answers = own or phrases().answers[self.consent]
        return answers[self.outline.index % len(answers)]

    @property
    def consent_on(self) -> date:
        """Return the day of the talk about sharing: the second contact, or about the middle."""
        middle = self.outline.received_on + timedelta(days=self.outline.days // 2)
        return (*self.days, workday_until(middle))[:2][-1]

    @property
    def wish_on(self) -> date:
        """Return the day on which the person's own wish was heard: the first on which they were met."""
        if not self.reporter:
            return self.outline.received_on
        return self.days[0] if self.days else self.consent_on


def counts(theme: Theme, outline: Outline, most: int, *, grows: bool) -> tuple[int, int]:
    """Return how many contacts and how much progress a case has sentences and time for."""
    count = min(most, outline.days // _DAYS_BETWEEN)
    progress = min(count // 2, len(theme.progress)) if grows else 0
    return min(count - progress, len(theme.contacts)), progress


def notes(telling: Telling, roster: Roster, luck: Random) -> Iterator[ProgressNote]:
    """Yield the notes of a case by time, from the intake to the closing or the last contact."""
    outline = telling.outline
    lines = [(outline.received_on, _opening(telling, luck))]
    lines += zip(telling.days, _between(telling, luck), strict=True)
    if outline.closed_on and telling.closing:
        lines.append((outline.closed_on, _last(telling.closing, luck)))
    for day, line in lines:
        yield _note(telling, roster, day, line, luck)


def _opening(telling: Telling, luck: Random) -> Line:
    opening = luck.choice(telling.route.openings)
    first = telling.cast.theme.first[telling.outline.index % len(telling.cast.theme.first)]
    text = telling.cast.say(opening.text, reporter=telling.reporter)
    following = telling.cast.theme.after_intake or phrases().after_intake
    return Line(opening.way, f"{text}{first}", luck.choice(following), telling.reporter)


def _between(telling: Telling, luck: Random) -> list[Line]:
    theme, usual = telling.cast.theme, not (telling.cast.theme.unnamed or telling.cast.theme.protected)
    lines = _some(theme.contacts, phrases().contacts if usual else (), telling.contacts, luck)
    grown = _some(theme.progress, phrases().progress if usual else (), telling.progress, luck)
    if usual:
        grown = [_with_tail(line, luck) for line in grown]
    return _with_consent([*lines, *grown], telling, luck)


def _some(own: Sequence[Line], common: Sequence[Line], count: int, luck: Random) -> list[Line]:
    """Return some of the theme's lines in their order, every third one replaced by a common one."""
    strange = min(len(common), count // 3)
    lines = [own[n] for n in sorted(luck.sample(range(len(own)), count - strange))]
    for line in luck.sample(common, strange):
        lines.insert(luck.randint(0, len(lines)), line)
    return lines


def _with_tail(line: Line, luck: Random) -> Line:
    """Add a last sentence to some talks with the person: how it ended, or what the season brought."""
    tails = phrases().tails.get(line.way, ())
    if not tails or line.with_whom or luck.random() < 1 / 2:
        return line
    return replace(line, text=f"{line.text}{luck.choice((*tails, '{season}', '{season}'))}")


def _with_consent(lines: list[Line], telling: Telling, luck: Random) -> list[Line]:
    """Put the talk about sharing in the place of one contact."""
    text, _ = telling.answer
    if text and lines:
        way = ContactWay.INTERVIEW if telling.cast.theme.protected else luck.choice(_MEETING_WAYS[:2])
        lines[len(lines[:2]) - 1] = Line(way, text)
    return lines


def _last(closing: Closing, luck: Random) -> Line:
    line = luck.choice(closing.last)
    if closing.reason != "resolved":
        return line
    return replace(line, text=f"{line.text}{luck.choice(phrases().last_words)}")


def _note(telling: Telling, roster: Roster, day: date, line: Line, luck: Random) -> ProgressNote:
    season = luck.choice(phrases().seasons[day.month])
    say = telling.cast.say
    minutes = _MINUTES.get(line.way)
    return ProgressNote(
        CaseId(0),
        datetime.combine(day, time(luck.randint(9, 16), luck.randrange(0, 60, 5))),
        line.way,
        _author(telling, roster.workers(telling.lead, day), luck),
        say(line.text, season=season),
        minutes=luck.choice(minutes) if minutes else None,
        with_whom=say(line.with_whom) or ("本人" if line.way in _MEETING_WAYS else ""),
        next_step=say(line.next_step),
    )


def _author(telling: Telling, workers: Sequence[str], luck: Random) -> str:
    key_person = telling.key_person
    return key_person if key_person in workers and luck.random() < _BY_KEY_PERSON else luck.choice(workers)
