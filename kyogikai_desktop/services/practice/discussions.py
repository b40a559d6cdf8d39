"""What meetings say of a case: report from its notes, points, decision, promises, next review."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from kyogikai_desktop.domain.cases import Case, CaseId, ContactWay, ProgressNote
from kyogikai_desktop.domain.clock import PRACTICE_DAY
from kyogikai_desktop.domain.meetings import AgendaItem, Task, Tier
from kyogikai_desktop.domain.wareki import format_day
from kyogikai_desktop.services.practice.casefile import Sitting
from kyogikai_desktop.services.practice.chance import workday_from, workday_until
from kyogikai_desktop.services.practice.phrases import Discussion, Theme, phrases
from kyogikai_desktop.services.practice.roster import Roster

_ENDING = timedelta(days=100)
_USUAL_REVIEW = timedelta(days=90)
_DUE_DAYS = (14, 21, 28, 42, 63, 77)
_FORGOTTEN, _FORGOTTEN_SINCE = 0.3, PRACTICE_DAY - timedelta(days=60)


@dataclass(frozen=True)
class Discussed:
    """A case as meetings speak of it; `say` fills the slots of a sentence."""

    case: Case
    notes: Sequence[ProgressNote]
    theme: Theme
    say: Callable[[str], str]
    roster: Roster
    luck: Random

    def items(self, sittings: Sequence[Sitting]) -> dict[Sitting, AgendaItem]:
        """Return what each meeting said; the last review decided is the one that the case has now."""
        days = [sitting.held_on for sitting in sittings]
        reviews = [*days[1:], self._last_review(sittings)]
        told = zip(sittings, self._discussions(sittings), [None, *days], reviews, strict=False)
        return {
            sitting: self._item(sitting.held_on, discussion, before, review)
            for sitting, discussion, before, review in told
        }

    def _item(
        self, day: date, discussion: Discussion, before: date | None, following: date | None
    ) -> AgendaItem:
        return AgendaItem(
            report=self._report(day, before),
            points=self.say(discussion.points),
            decision=self.say(discussion.decision),
            next_review_on=following,
            tasks=tuple(self._task(body, what, day) for body, what in discussion.tasks),
        )

    def _report(self, day: date, before: date | None) -> str:
        """Return what was last noted since the meeting before, or how the case came."""
        known = [note for note in self.notes if (before or date.min) <= note.at.date() < day]
        if known:
            return f"{format_day(known[-1].at.date(), day)}の{known[-1].way.label}。{known[-1].text}"
        if before:
            return self.luck.choice(phrases().unchanged)
        return f"{self.case.complaint}との相談を受けた。"

    def _discussions(self, sittings: Sequence[Sitting]) -> list[Discussion]:
        """Return the theme's own discussions, then common ones, and an ending before a closing."""
        own, again = list(self.theme.discussions), list(phrases().again)
        self.luck.shuffle(again)
        found = [own[n] if n < len(own) else again[(n - len(own)) % len(again)] for n in range(len(sittings))]
        if sittings and self._ends_after(sittings[-1].held_on):
            found[-1] = self.luck.choice(phrases().ending)
        return found

    def _ends_after(self, day: date) -> bool:
        return self.case.closed_on is not None and self.case.closed_on - day <= _ENDING

    def _last_review(self, sittings: Sequence[Sitting]) -> date | None:
        if self.case.closed_on is None:
            return self.case.next_review_on
        ended = not sittings or self._ends_after(sittings[-1].held_on)
        return None if ended else workday_from(sittings[-1].held_on + _USUAL_REVIEW)

    def _task(self, body: str, what: str, day: date) -> Task:
        due = workday_from(day + timedelta(days=self.luck.choice(_DUE_DAYS)))
        return Task(
            self.say(what),
            body=self.roster.body_id(body),
            who=self.luck.choice(self.roster.workers(body, day)),
            due_on=due,
            done_on=self._kept_on(due, day),
        )

    def _kept_on(self, due: date, day: date) -> date | None:
        """Return when a promise was kept; some recent ones of open cases were not yet."""
        done = max(day, workday_until(due + timedelta(days=self.luck.randint(-8, 4))))
        if self.case.closed_on:
            return min(done, self.case.closed_on)
        forgotten = due >= _FORGOTTEN_SINCE and self.luck.random() < _FORGOTTEN
        return None if forgotten or done > PRACTICE_DAY else done


def conference_notes(items: Mapping[Sitting, AgendaItem], recorder: str) -> Iterator[ProgressNote]:
    """Yield a note for each case conference, so that the case's own record tells of it too."""
    for sitting, item in items.items():
        if sitting.tier is Tier.CASE_CONFERENCE:
            at = datetime.combine(sitting.held_on, time(16, 20))
            promised = f"約束 {len(item.tasks)}件" if item.tasks else ""
            note = ProgressNote(CaseId(0), at, ContactWay.CONFERENCE, recorder, item.decision)
            yield replace(note, with_whom=sitting.tier.label, next_step=promised)
