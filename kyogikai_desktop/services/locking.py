"""When an open council locks by itself, what is kept then, and who may look behind the cover again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.errors import InvalidInput
from kyogikai_desktop.records import settings
from kyogikai_desktop.services import door
from kyogikai_desktop.services.attempts import Attempts
from kyogikai_desktop.services.drafts import PLACE, Drafts
from kyogikai_desktop.services.permission import needs
from kyogikai_desktop.services.session import Session

LONGEST, USUAL = 15, 5
LONGEST_IN_MEETING, USUAL_IN_MEETING = 30, 30
_MINUTES, _MEETING_MINUTES = "lock_minutes", "lock_meeting_minutes"


@dataclass(frozen=True)
class LockTimes:
    """After how many idle minutes a council locks: at the desk, and while a meeting is held."""

    usual: int = USUAL
    meeting: int = USUAL_IN_MEETING


class Locking:
    """The lock of one open council."""

    def __init__(self, session: Session, attempts: Attempts | None = None) -> None:
        self._session = session
        self._store = session.store
        self._drafts = Drafts(session)
        self._attempts = attempts or Attempts(session.clock)

    def times(self) -> LockTimes:
        """Return when the council locks by itself (reader's thread)."""
        return LockTimes(
            int(settings.setting(self._store.reader, _MINUTES) or USUAL),
            int(settings.setting(self._store.reader, _MEETING_MINUTES) or USUAL_IN_MEETING),
        )

    @needs(Role.CUSTODIAN)
    def set_times(self, times: LockTimes) -> LockTimes:
        """Let the council lock after other times; raises Refused for who is no custodian, or InvalidInput."""
        if not 1 <= times.usual <= LONGEST:
            raise InvalidInput("lock_minutes_wrong", "usual", longest=LONGEST)
        if not times.usual <= times.meeting <= LONGEST_IN_MEETING:
            raise InvalidInput("lock_meeting_minutes_wrong", "meeting", longest=LONGEST_IN_MEETING)
        told = (str(times.usual), str(times.meeting))
        with self._store.writing() as tx:
            settings.keep(tx, "set_lock", dict(zip((_MINUTES, _MEETING_MINUTES), told, strict=True)), told)
        return times

    def keep(self, typed: Mapping[str, str], place: str = "") -> None:
        """Keep all unsaved input and the page to come back to, in one transaction. Raises NoSpace."""
        self._drafts.keep_all({**typed, PLACE: place})

    def place(self) -> str:
        """Return the page that this account saw when it was locked, or an empty text."""
        return self._drafts.get(PLACE)

    def prove(self, password: str) -> None:
        """Raise WrongPassword unless this is the password of the account; wrong ones cost waiting."""
        door.prove(self._session, self._session.vault.login, password, self._attempts)
