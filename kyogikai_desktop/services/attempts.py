"""Wrong passwords on this PC: each costs more waiting, none locks for good, all enter the log later."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kyogikai_desktop import paths
from kyogikai_desktop.domain.clock import Clock, stamp
from kyogikai_desktop.errors import WrongPassword

_FREE = 3
_LONGEST = 60
_KEPT = 100  # failures per council that are remembered one by one


@dataclass(frozen=True)
class Failure:
    """One wrong password: when, and whose login it was tried for; empty for one that nobody has."""

    at: datetime
    login: str


class Attempts:
    """The wrong passwords since the last right one, per council, in a file of this PC's user."""

    def __init__(
        self, clock: Clock, sleep: Callable[[float], object] = time.sleep, file: Path | None = None
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._file = file or paths.state() / "attempts.json"

    def failures(self, council: str) -> tuple[Failure, ...]:
        """Return the wrong passwords that were tried since a right one, oldest first."""
        return tuple(self._read().get(council, ()))

    def remaining(self, council: str) -> float:
        """Return for how many seconds the next try has to wait: 0, 0, 0, 2, 4, 8 .. 60 after a failure."""
        failed = self.failures(council)
        if len(failed) < _FREE:
            return 0
        delay = min(_LONGEST, 2.0 ** (len(failed) - _FREE + 1))
        passed = self._clock() - failed[-1].at
        # A clock that was put back makes nobody wait longer.
        return min(delay, max(0.0, (timedelta(seconds=delay) - passed).total_seconds()))

    def wait(self, council: str) -> None:
        """Let the time pass that the next try has to wait."""
        if seconds := self.remaining(council):
            self._sleep(seconds)

    @contextmanager
    def trying(self, council: str, login: str) -> Iterator[None]:
        """Let a password be tried after the time that it has to wait; remember it where it is wrong."""
        self.wait(council)
        try:
            yield
        except WrongPassword:
            self.note(council, login)
            raise

    def note(self, council: str, login: str) -> None:
        """Remember a wrong password."""
        known = self._read()
        known[council] = [*known.get(council, ()), Failure(self._clock(), login)][-_KEPT:]
        self._write(known)

    def forget(self, council: str) -> None:
        """Begin anew after a right password."""
        known = self._read()
        if known.pop(council, None):
            self._write(known)

    def _read(self) -> dict[str, list[Failure]]:
        try:
            stored = json.loads(self._file.read_bytes())
            return {
                council: [Failure(_moment(at), str(login)) for at, login in failed]
                for council, failed in stored.items()
            }
        except Exception:  # missing or damaged: begin anew, since it must not keep anybody out
            return {}

    def _write(self, known: dict[str, list[Failure]]) -> None:
        told = {council: [(stamp(one.at), one.login) for one in failed] for council, failed in known.items()}
        part = self._file.with_suffix(".part")
        with suppress(OSError):  # a full disk must not keep anybody out
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            part.write_text(json.dumps(told), encoding="utf-8")
            part.replace(self._file)


def _moment(stamped: str) -> datetime:
    return datetime.fromisoformat(stamped).astimezone(UTC)
