"""What the start page asks for, and what must be able to answer it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kyogikai_desktop.services.progress import Progress, quiet

if TYPE_CHECKING:
    # The main window is imported after the unlock page has been painted.
    from kyogikai_desktop.gui.main_window import Workplace
    from kyogikai_desktop.gui.tasks import Tasks


@dataclass(frozen=True)
class OpenRequest:
    """Open the council in a folder as one of its people."""

    folder: Path
    login: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class CreateRequest:
    """Create a council in a folder that does not exist yet; `codes` are checked municipality codes."""

    council: str
    codes: tuple[str, ...]
    population: int
    legal_basis: str
    folder: Path
    login: str
    name: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class CarriedRequest:
    """Open a carried file in a new folder, or take a return into the council that lies in it.

    `before` is the password of before the carry, where it was changed on the way. `progress` hears how far
    it is, and stops it by raising Cancelled.
    """

    file: Path
    folder: Path
    login: str
    password: str = field(repr=False)
    before: str = field(repr=False, default="")
    progress: Progress = field(repr=False, compare=False, default=quiet)


@dataclass(frozen=True)
class RestoreRequest:
    """Put a backup into a folder; `password` is that of its day, or with `sheets` the new one of `login`.

    `today` is the password that the broken council was tried with a moment ago, if it was. `progress` hears
    how far it is, and stops it by raising Cancelled.
    """

    file: Path
    folder: Path
    login: str
    password: str = field(repr=False)
    sheets: tuple[str, str] | None = field(default=None, repr=False)
    today: str = field(default="", repr=False)
    progress: Progress = field(repr=False, compare=False, default=quiet)


@dataclass(frozen=True)
class RecoverRequest:
    """Give a custodian a new password by the strings of two recovery sheets."""

    folder: Path
    sheets: tuple[str, str] = field(repr=False)
    login: str
    password: str = field(repr=False)


class SessionFactory(Protocol):
    """Open and create councils; every method runs on the writer thread and may raise AppError."""

    def logins(self, folder: Path) -> Sequence[str]:
        """Return who can open a council, without a password."""

    def open(self, request: OpenRequest) -> Workplace:
        """Open a council."""

    def create(self, request: CreateRequest) -> Workplace:
        """Create a council and open it."""

    def backups(self, folder: Path) -> Sequence[Path]:
        """Return the backups that lie in a council's folder, newest first."""

    def look_at(self, file: Path) -> tuple[str, Sequence[str]]:
        """Return what a backup tells of itself in words, and who can open it; no password is needed."""

    def restore(self, request: RestoreRequest) -> str:
        """Restore a council from a backup and return what to say of it."""

    def recover(self, request: RecoverRequest) -> None:
        """Give a custodian a new password by two recovery sheets."""

    def carried(self, request: CarriedRequest) -> Workplace:
        """Open what was carried, or what came back, as a council."""

    def home_of(self, file: Path) -> tuple[Path, str] | None:
        """Return which council of this PC a carried file or a return was made of, if one was.

        With the folder comes the password that a practice council shows to everybody, else an empty text.
        """

    def practice(self) -> Workplace:
        """Open the practice council, creating it at the first time."""


Compose = Callable[["Tasks"], SessionFactory]
