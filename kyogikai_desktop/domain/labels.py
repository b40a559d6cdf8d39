"""Enums whose members carry the office's word: stored under the one, shown as the other."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A text enum; each member is a value and its label: `HELD = "held", "開催ずみ"`."""

    _value_: str
    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Make a member; a call with the value alone looks one up, as with every enum."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
