"""What the start page asks for, and what must be able to answer it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

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


class SessionFactory(Protocol):
    """Open and create councils; every method runs on the writer thread and may raise AppError."""

    def logins(self, folder: Path) -> Sequence[str]:
        """Return who can open a council, without a password."""

    def open(self, request: OpenRequest) -> Workplace:
        """Open a council."""

    def create(self, request: CreateRequest) -> Workplace:
        """Create a council and open it."""

    def practice(self) -> Workplace:
        """Open the practice council, creating it at the first time."""


Compose = Callable[["Tasks"], SessionFactory]
