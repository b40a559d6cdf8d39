"""What one process tells the next of the council it left: never a name, never a word that was typed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kyogikai_desktop.gui.widgets.message_bar import Tone

VARIABLE = "KYOGIKAI_LOCKED"
_WHY = {
    "key": "ロックしました。",
    "idle": "自動でロックしました。{minutes}分間、操作がなかったためです。",
    "screen": "自動でロックしました。パソコンの画面がロックされたためです。",
    "sleep": "自動でロックしました。パソコンがスリープに入ったためです。",
    "switch": "自動でロックしました。パソコンを使う人が切りかわったためです。",
}


class LockNote(NamedTuple):
    """Which council was left, when (10:47), why, and how many drafts were kept.

    The cause is one of key, idle, screen, sleep, switch, left, undone. Where it was left because it was
    exchanged, or should have been (undone), `told` says so. `undone` says what nobody has seen fail before
    it locked. The practice council has no folder.
    """

    folder: str
    at: str
    cause: str = "key"
    minutes: int = 0
    drafts: int = 0
    told: str = ""
    undone: str = ""

    @property
    def path(self) -> Path:
        """Return the folder."""
        return Path(self.folder)

    @property
    def tone(self) -> Tone:
        """Return how it is said: a warning where something was not done."""
        tones: dict[str, Tone] = {"left": "ok", "undone": "over"}
        return tones.get(self.cause, "over" if self.undone else "info")

    def words(self) -> str:
        """Say what happened to it, or when and why it locked and what is kept."""
        if self.told:
            return self.told
        kept = (
            "入力中の記録は、暗号化した下書きに残っています。"
            if self.drafts
            else "入力中のものはありませんでした。"
        )
        return (
            f"{self.at} に{_WHY.get(self.cause, _WHY['key']).format(minutes=self.minutes)}{kept}{self.undone}"
        )

    def dump(self) -> str:
        """Return the note for the environment of the next process."""
        return json.dumps(self)


def take() -> LockNote | None:
    """Take the note of the process before this one out of the environment."""
    try:
        return LockNote(*json.loads(os.environ.pop(VARIABLE, "")))
    except (ValueError, TypeError):
        return None
