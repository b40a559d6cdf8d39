"""Accounts: the people who open the vault on this PC."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an account may do; roles come into force with the accounts page."""

    COORDINATOR = "coordinator"
    FACILITATOR = "facilitator"
    RECORDER = "recorder"
    CUSTODIAN = "custodian"

    @property
    def label(self) -> str:
        """Return the office's word."""
        return {
            "coordinator": "調整機関・担当",
            "facilitator": "会議の進行",
            "recorder": "議事録",
            "custodian": "保護管理",
        }[self.value]


@dataclass(frozen=True)
class Account:
    """An account: login and slot of the key file, and the name that only the database knows."""

    login: str
    slot_id: str
    name: str
    roles: tuple[Role, ...] = tuple(Role)
